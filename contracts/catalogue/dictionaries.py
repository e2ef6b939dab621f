"""Dictionaries: the dated lists that everything else refers to.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Dictionaries".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kernel.messages import ANYONE, Event, NotFound, Operation
from kernel.values import Code


class UnknownSpeciality(NotFound, ru="Такой специальности нет в номенклатуре на эту дату."):
    """The nomenclature has no such speciality on that day.

    details: field, speciality, on; rule: speciality.unknown, or speciality.not_in_force; then successor, if
    there is one.
    """


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


@dataclass(frozen=True, kw_only=True)
class NomenclatureEntry:
    """An entry, of which there may be several under one code, one after the other."""

    code: str
    valid_from: date | None
    valid_before: date | None
    successor: str | None


@dataclass(frozen=True, kw_only=True)
class NomenclaturePublished(Event, name="catalogue.nomenclature.published", subject="oid"):
    """A version of the nomenclature of specialities is known, and in force from its day on."""

    oid: str
    version: str
    valid_from: date
    entries: tuple[NomenclatureEntry, ...]


list_specialities = Operation(
    "catalogue", "list_specialities", ListSpecialities, SpecialityList, roles=ANYONE, reads=True
)
