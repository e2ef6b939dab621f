"""Loads the catalogue's reference data, `data/*.csv`, after its database is migrated. Safe to repeat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from kernel import reference
from services.catalogue import tables
from services.catalogue.store import dictionaries


@dataclass(frozen=True, kw_only=True)
class SpecialityRow:
    code: str
    name: str
    name_en: str
    section: str
    valid_from: date
    valid_before: date | None
    successor: str | None
    source: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class RegionRow:
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class DayOffRow:
    day: date
    name: str


@dataclass(frozen=True, kw_only=True)
class PolicyRow:
    key: str
    valid_from: date
    value: str
    unit: str | None
    valid_before: date | None
    legal_act: str | None


def load(connection: sa.Connection, folder: Path) -> None:
    """Bring the dictionaries and the policies in line with the files in `folder`."""
    for table, row in (
        (tables.specialities, SpecialityRow),
        (tables.regions, RegionRow),
        (tables.days_off, DayOffRow),
        (tables.policies, PolicyRow),
    ):
        dictionaries.load(connection, table, reference.read(folder / f"{table.name}.csv", row))
