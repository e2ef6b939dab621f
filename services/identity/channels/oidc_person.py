"""A person as the standard claims tell of them: OpenID Connect Core, 5.1."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from kernel.identifiers import Email, PersonInn, Phone, Snils
from services.identity.domain.claims import Subject
from services.identity.domain.registry import RegistryPerson

V = TypeVar("V")


def person(subject: Subject, told: Mapping[str, Any]) -> RegistryPerson:
    """told: the answer of the userinfo endpoint; `snils` and `inn` are claims of Russian providers."""
    verified = {name: told.get(f"{name}_verified") is True for name in ("phone_number", "email")}
    return RegistryPerson(
        oid=subject.oid,
        trust=subject.trust,
        surname=_value(str, told.get("family_name")),
        name=_value(str, told.get("given_name")),
        patronymic=_value(str, told.get("middle_name")),
        birth_date=_value(date.fromisoformat, told.get("birthdate")),
        snils=_value(Snils.parse, told.get("snils")),
        inn=_value(PersonInn.parse, told.get("inn")),
        phone=_value(Phone.parse, told.get("phone_number")) if verified["phone_number"] else None,
        email=_value(Email.parse, told.get("email")) if verified["email"] else None,
    )


def _value(parse: Callable[[str], V], said: Any) -> V | None:
    """What our own types do not admit is left out."""
    if not isinstance(said, str) or not 0 < len(said) <= 200:
        return None
    try:
        return parse(said)
    except ValueError:
        return None
