"""Loads what identity needs of `data/` into its tables: policies, places, texts, posts, specialities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import sqlalchemy as sa

from kernel.reference import UnreadableData, read, upsert
from services.identity.domain import bounds
from services.identity.domain.consents import ConsentText
from services.identity.domain.law import Law
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

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_before is None or day < self.valid_before)


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
    rows = read(folder / "identity_policies.csv", PolicyRow)
    check(rows)
    upsert(connection, policies, rows)


def check(rows: Sequence[PolicyRow]) -> None:
    """Raises: UnreadableData -- on some day a row would be out of bounds, or none would be in force."""
    whole = max(min(row.valid_from for row in rows if row.key == key) for key in {row.key for row in rows})
    for day in sorted({row.valid_from for row in rows if row.valid_from >= whole}):
        wrong = bounds.broken(law_of(rows, day))
        if wrong:
            raise UnreadableData(f"identity_policies.csv: out of bounds on {day}: {', '.join(wrong)}")


def law_of(rows: Sequence[PolicyRow], day: date) -> Law:
    """What the rows say of a day."""
    return Law({row.key: row.value for row in rows if row.holds_on(day)})
