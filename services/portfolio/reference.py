"""Loads the types of document and the templates of `data/` into the portfolio's tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from kernel.reference import read, upsert
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
    upsert(connection, document_types, read(folder / "document_types.csv", TypeRow))
    upsert(connection, template_lines, read(folder / "document_templates.csv", TemplateRow))
