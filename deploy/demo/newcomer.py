"""A specialist nobody has met before: invented, with numbers whose checksums hold."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from stdnum.ru import inn

SURNAMES = ("Кузнецова", "Орлова", "Белова", "Соколова", "Зайцева", "Морозова", "Лебедева", "Егорова")
NAMES = ("Анна", "Мария", "Ольга", "Елена", "Ирина", "Наталья", "Татьяна", "Светлана")
PATRONYMICS = ("Сергеевна", "Андреевна", "Павловна", "Игоревна", "Олеговна", "Юрьевна", "Львовна")

LEAST = 100_000
"""The people of the demo data have numbers below this one."""


@dataclass(frozen=True)
class Newcomer:
    """What a specialist types to register, and again to apply."""

    surname: str
    name: str
    patronymic: str
    birth_date: date
    snils: str
    inn: str
    phone: str
    email: str
    password: str

    @property
    def registration(self) -> dict[str, Any]:
        return {**vars(self), "birth_date": self.birth_date.isoformat()}

    @property
    def identity(self) -> dict[str, str]:
        """The part that an application repeats."""
        return {name: getattr(self, name) for name in ("surname", "name", "patronymic", "snils", "inn")}


def a_newcomer() -> Newcomer:
    return Newcomer(
        surname=secrets.choice(SURNAMES),
        name=secrets.choice(NAMES),
        patronymic=secrets.choice(PATRONYMICS),
        birth_date=date(1984, 3, 17),
        snils=_snils(),
        inn=_inn(),
        phone=f"+7000{next(_phones):07}",
        email=f"demo-{secrets.token_hex(6)}@example.org",
        password=secrets.token_urlsafe(18),
    )


def _snils() -> str:
    digits = f"{next(_serials):09}"
    control = sum(int(digit) * (9 - place) for place, digit in enumerate(digits)) % 101 % 100
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]} {control:02}"


def _inn() -> str:
    """Of the region 00, which does not exist."""
    digits = f"00{next(_taxpayers):08}"
    return digits + inn.calc_personal_check_digits(digits)


def _numbers(end: int) -> Iterator[int]:
    """From LEAST to `end`, from anywhere between, one after the other: none comes twice in a run."""
    place = secrets.randbelow(end - LEAST)
    while True:
        yield LEAST + place
        place = (place + 1) % (end - LEAST)


# Below 001-001-998, where no number of a living person is.
_serials = _numbers(1_001_998)
_phones, _taxpayers = _numbers(10**7), _numbers(10**8)
