"""Loads what identity needs of `data/` into its tables: policies, places, texts, posts, specialities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import sqlalchemy as sa

from kernel.reference import read, upsert
from services.identity.domain.consents import ConsentText
from services.identity.domain.modules import ModuleTerms
from services.identity.domain.profession import Post, Speciality
from services.identity.tables import consent_texts, module_terms, places, policies, posts, specialities


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    place: str
    latitude: Decimal
    longitude: Decimal


@dataclass(frozen=True, kw_only=True)
class PolicyRow:
    key: str
    value: str
    legal_act: str
    valid_from: date
    valid_before: date | None


def load(connection: sa.Connection, folder: Path) -> None:
    """Bring the tables up to the files; rows that a file no longer names stay."""
    for table, row in (
        (consent_texts, ConsentText),
        (module_terms, ModuleTerms),
        (posts, Post),
        (specialities, Speciality),
    ):
        upsert(connection, table, read(folder / f"{table.name}.csv", row))
    networks = read(folder / "networks.csv", PlaceRow)
    upsert(connection, places, list({row.place: row for row in networks}.values()))
    upsert(connection, policies, read(folder / "identity_policies.csv", PolicyRow))
