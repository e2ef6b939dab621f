"""Types of document and the templates that ask for them: reference data with dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(eq=False, kw_only=True)
class DocumentType:
    """What a document of one type must be. max_bytes: of its file."""

    code: str
    name_ru: str
    name_en: str
    media_types: tuple[str, ...]
    max_bytes: int
    required_fields: tuple[str, ...]
    expires: bool
    valid_from: date
    valid_before: date | None


@dataclass(eq=False, kw_only=True)
class TemplateLine:
    """One type of document that a kind of admission asks for; always, or under a condition."""

    admission_kind: str
    document_type: str
    position: int
    necessity: str
    condition: str | None
    least: int
    valid_from: date
    valid_before: date | None

    @property
    def is_required(self) -> bool:
        return self.necessity == "required"


def missing(template: Iterable[TemplateLine], held: Sequence[str]) -> tuple[str, ...]:
    """The types that the template requires and of which `held` has too few, in the template's order."""
    lines = sorted(template, key=lambda line: line.position)
    return tuple(
        line.document_type
        for line in lines
        if line.is_required and held.count(line.document_type) < line.least
    )
