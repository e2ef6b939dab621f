"""Loads kinds of admission, reasons, specialities and policies of `data/` into admission's tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from kernel.reference import read, upsert
from services.admission.tables import admission_kinds, policies, refusal_reasons, specialities


@dataclass(frozen=True, kw_only=True)
class KindRow:
    code: str
    name_ru: str
    name_en: str
    needs_credits: bool
    valid_from: date
    valid_before: date | None


@dataclass(frozen=True, kw_only=True)
class ReasonRow:
    code: str
    text_ru: str
    text_en: str
    fix_ru: str
    fix_en: str
    legal_basis: str
    valid_from: date
    valid_before: date | None


@dataclass(frozen=True, kw_only=True)
class SpecialityRow:
    code: str
    name: str
    valid_from: date
    valid_before: date | None


@dataclass(frozen=True, kw_only=True)
class PolicyRow:
    key: str
    value: str
    legal_act: str
    valid_from: date
    valid_before: date | None


def load(connection: sa.Connection, folder: Path) -> None:
    """Bring the tables up to the files; rows that a file no longer names stay."""
    upsert(connection, admission_kinds, read(folder / "admission_kinds.csv", KindRow))
    upsert(connection, refusal_reasons, read(folder / "refusal_reasons.csv", ReasonRow))
    upsert(connection, specialities, read(folder / "specialities.csv", SpecialityRow))
    upsert(connection, policies, read(folder / "policies.csv", PolicyRow))
