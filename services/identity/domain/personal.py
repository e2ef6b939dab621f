"""The personal data of one person: what is sealed in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kernel.identifiers import Email, PersonInn, Phone, Snils
from kernel.values import Line
from services.identity.domain import names
from services.identity.domain.terms import PersonLaw


class Typed(Protocol):
    """Personal data as somebody typed them."""

    @property
    def surname(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def patronymic(self) -> str | None: ...
    @property
    def snils(self) -> Snils: ...
    @property
    def inn(self) -> PersonInn: ...


@dataclass(frozen=True, kw_only=True)
class Personal:
    """email: absent once somebody else has proved that it is theirs."""

    surname: Line
    name: Line
    patronymic: Line | None
    birth_date: date
    snils: Snils
    inn: PersonInn
    phone: Phone
    email: Email | None

    def broken_rules(self, today: date, law: PersonLaw) -> dict[str, str]:
        """Each field that cannot be so -> the code of the rule it breaks."""
        broken = {
            "surname": names.broken_rule(self.surname),
            "name": names.broken_rule(self.name),
            "patronymic": names.broken_rule(self.patronymic) if self.patronymic else None,
            "birth_date": _age_rule(self.birth_date, today, law),
        }
        return {field: rule for field, rule in broken.items() if rule}

    def differing(self, typed: Typed) -> tuple[str, ...]:
        """The names of the fields in which `typed` is not this person."""
        agree = {
            "surname": names.alike(self.surname, typed.surname),
            "name": names.alike(self.name, typed.name),
            "patronymic": names.alike(self.patronymic, typed.patronymic),
            "snils": self.snils == typed.snils,
            "inn": self.inn == typed.inn,
        }
        return tuple(field for field, same in agree.items() if not same)


def _age_rule(born: date, today: date, law: PersonLaw) -> str | None:
    birthday_to_come = (today.month, today.day) < (born.month, born.day)
    age = today.year - born.year - birthday_to_come
    if born > today or age > law.oldest:
        return "birth_date.range"
    return "birth_date.minor" if age < law.adult_at else None
