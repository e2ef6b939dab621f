"""Loads kinds of admission, reasons of refusal and policies of `data/` into admission's tables."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from kernel.reference import read
from services.admission.tables import admission_kinds, policies, refusal_reasons


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
class PolicyRow:
    key: str
    value: str
    legal_act: str
    valid_from: date
    valid_before: date | None


def load(connection: sa.Connection, folder: Path) -> None:
    """Bring the tables up to the files; rows that a file no longer names stay."""
    for table, file, row in (
        (admission_kinds, "admission_kinds.csv", KindRow),
        (refusal_reasons, "refusal_reasons.csv", ReasonRow),
        (policies, "policies.csv", PolicyRow),
    ):
        _merge(connection, table, [asdict(one) for one in read(folder / file, row)])


def _merge(connection: sa.Connection, table: sa.Table, rows: list[dict[str, object]]) -> None:
    added = insert(table)
    key = [column.name for column in table.primary_key]
    changed = {column.name: added.excluded[column.name] for column in table.columns if not column.primary_key}
    connection.execute(added.on_conflict_do_update(index_elements=key, set_=changed), rows)
