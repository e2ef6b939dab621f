"""Kinds of admission, reasons of refusal and policies: reference data with dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contracts.admission.applications import CheckName


@dataclass(eq=False, kw_only=True)
class AdmissionKind:
    """What is applied for, and which facts must be checked for it."""

    code: str
    name_ru: str
    name_en: str
    needs_credits: bool
    valid_from: date
    valid_before: date | None

    @property
    def checks(self) -> tuple[CheckName, ...]:
        """The automatic checks an application of this kind must go through."""
        hours = (CheckName.HOURS,) if self.needs_credits else ()
        return (CheckName.IDENTITY, *hours, CheckName.DOCUMENTS)


@dataclass(eq=False, kw_only=True)
class RefusalReason:
    """One lawful reason, R01 … R17, as worded on a day."""

    code: str
    text_ru: str
    text_en: str
    fix_ru: str
    fix_en: str
    legal_basis: str
    valid_from: date
    valid_before: date | None


@dataclass(eq=False, kw_only=True)
class Speciality:
    """One entry of the nomenclature; the catalogue answers for the whole of it."""

    code: str
    name: str
    valid_from: date
    valid_before: date | None


@dataclass(eq=False, kw_only=True)
class Policy:
    """One dated row of the law that admission applies."""

    key: str
    value: str
    legal_act: str
    valid_from: date
    valid_before: date | None
