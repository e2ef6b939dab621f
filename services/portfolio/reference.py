"""Loads the types of document and the templates of `data/` into the portfolio's tables."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from kernel.reference import read
from services.portfolio.tables import document_types, template_lines


@dataclass(frozen=True, kw_only=True)
class TypeRow:
    code: str
    name_ru: str
    name_en: str
    media_types: tuple[str, ...]
    max_bytes: int
    required_fields: tuple[str, ...]
    expires: bool
    valid_from: date
    valid_before: date | None


@dataclass(frozen=True, kw_only=True)
class TemplateRow:
    admission_kind: str
    document_type: str
    position: int
    necessity: str
    condition: str | None
    least: int
    valid_from: date
    valid_before: date | None


def load(connection: sa.Connection, folder: Path) -> None:
    """Bring the tables up to the files; rows that a file no longer names stay."""
    _merge(connection, document_types, [asdict(row) for row in read(folder / "document_types.csv", TypeRow)])
    rows = [asdict(row) for row in read(folder / "document_templates.csv", TemplateRow)]
    _merge(connection, template_lines, rows)


def _merge(connection: sa.Connection, table: sa.Table, rows: list[dict[str, object]]) -> None:
    added = insert(table)
    key = [column.name for column in table.primary_key]
    changed = {column.name: added.excluded[column.name] for column in table.columns if not column.primary_key}
    connection.execute(added.on_conflict_do_update(index_elements=key, set_=changed), rows)
