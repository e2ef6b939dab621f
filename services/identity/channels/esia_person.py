"""A person as ЕСИА's REST tells of them: `/rs/prns/{oid}` with its contacts, documents and organisations.

What our own types do not admit is left out rather than refused: nobody is locked out by a
foreign telephone number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from contracts.identity.accounts import Trust
from kernel.identifiers import Email, PersonInn, Phone, Snils
from services.identity.domain.claims import Subject
from services.identity.domain.registry import Membership, Passport, RegistryPerson

V = TypeVar("V")
Element = Mapping[str, Any]

VERIFIED = "VERIFIED"
MOST_ORGANISATIONS = 50


def person(subject: Subject, told: Element, parts: Mapping[str, Sequence[Element]]) -> RegistryPerson:
    """told: the person. parts: `ctts`, `docs`, `roles` -> their elements, where they were asked for."""
    contacts = parts.get("ctts", ())
    return RegistryPerson(
        oid=subject.oid,
        trust=_trust(subject, told),
        surname=_text(told.get("lastName")),
        name=_text(told.get("firstName")),
        patronymic=_text(told.get("middleName")),
        birth_date=_value(_day, told.get("birthDate")),
        snils=_value(Snils.parse, told.get("snils")),
        inn=_value(PersonInn.parse, told.get("inn")),
        phone=_first(Phone.parse, _verified(contacts, "MBT")),
        email=_first(Email.parse, _verified(contacts, "EML")),
        passport=_passport(parts.get("docs", ())),
        organisations=tuple(_memberships(parts.get("roles", ()))),
    )


def elements(collection: Element) -> list[Element]:
    """The items of a collection, asked for with `embed=(elements)`."""
    found = collection.get("elements")
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _trust(subject: Subject, told: Element) -> Trust:
    """Confirmed only where the token and the profile both say so."""
    if subject.trust is Trust.CONFIRMED and told.get("trusted") is not True:
        return Trust.UNCONFIRMED
    return subject.trust


def _verified(contacts: Sequence[Element], kind: str) -> Iterator[Any]:
    for contact in contacts:
        if contact.get("type") == kind and contact.get("vrfStu") == VERIFIED:
            yield contact.get("value")


def _passport(documents: Sequence[Element]) -> Passport | None:
    for document in documents:
        numbers = _text(document.get("series")), _text(document.get("number"))
        is_passport = document.get("type") == "RF_PASSPORT" and document.get("vrfStu") == VERIFIED
        if is_passport and numbers[0] and numbers[1]:
            return Passport(
                series=numbers[0], number=numbers[1], issued_on=_value(_day, document.get("issueDate"))
            )
    return None


def _memberships(roles: Sequence[Element]) -> Iterator[Membership]:
    for role in roles[:MOST_ORGANISATIONS]:
        name = _text(role.get("fullName")) or _text(role.get("shortName"))
        if name and role.get("active", True) is True:
            yield Membership(
                name=name,
                ogrn=_text(role.get("ogrn")),
                inn=_text(role.get("inn")),
                is_chief=role.get("chief") is True,
            )


def _text(said: Any) -> str | None:
    """A short text that says something."""
    return said.strip() if isinstance(said, str) and 0 < len(said.strip()) <= 200 else None


def _day(text: str) -> date:
    """`DD.MM.YYYY`."""
    day, month, year = (int(part) for part in text.split("."))
    return date(year, month, day)


def _value(parse: Callable[[str], V], said: Any) -> V | None:
    text = _text(said)
    try:
        return parse(text) if text else None
    except ValueError:
        return None


def _first(parse: Callable[[str], V], said: Iterator[Any]) -> V | None:
    values = (_value(parse, each) for each in said)
    return next((value for value in values if value is not None), None)
