"""Dictionaries: the dated lists that everything else refers to.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Dictionaries".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kernel.messages import ANYONE, NotFound, Operation
from kernel.values import Code


class UnknownSpeciality(NotFound, ru="Такой специальности нет в номенклатуре на эту дату."):
    """The nomenclature has no such speciality on that day."""


@dataclass(frozen=True, kw_only=True)
class ListSpecialities:
    """on: the day whose nomenclature is asked for; today when absent."""

    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Speciality:
    """One entry of the nomenclature.

    valid_before: the first day on which it is no longer in force.
    successor: the code that takes its place.
    verified: whether an official text was at hand.
    """

    code: Code
    name: str
    name_en: str
    section: str
    valid_from: date
    valid_before: date | None
    successor: str | None
    source: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class SpecialityList:
    on: date
    items: tuple[Speciality, ...]


list_specialities = Operation(
    "catalogue", "list_specialities", ListSpecialities, SpecialityList, roles=ANYONE, reads=True
)
