"""Money: exact, in the smallest unit of its currency, and never to be mixed with credits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Self

from kernel.values import InvalidValue


class Currency(StrEnum):
    """By ISO 4217."""

    RUB = "RUB"


@dataclass(frozen=True, slots=True)
class Money:
    """A non-negative sum of money. minor: kopecks.

    On the wire: "1500.00 RUB". In the database: BIGINT of kopecks. Only money of its own currency can
    be added to it or compared with it: of credits, or of a number, the type checker knows no sum.
    """

    minor: int
    currency: Currency = Currency.RUB

    MOST = 10**13

    def __post_init__(self) -> None:
        if isinstance(self.minor, bool) or not isinstance(self.minor, int):
            raise InvalidValue("money.type")
        if not 0 <= self.minor <= Money.MOST:
            raise InvalidValue("money.range")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "1500.00 RUB"; kopecks and the currency may be left out."""
        match = re.fullmatch(r"([0-9]{1,12})(?:\.([0-9]{1,2}))?(?: ([A-Z]{3}))?", text)
        if match is None:
            raise InvalidValue("money.format")
        if match[3] not in (None, *Currency):
            raise InvalidValue("money.currency")
        return cls(int(match[1]) * 100 + int((match[2] or "").ljust(2, "0")))

    @classmethod
    def of(cls, roubles: Decimal | int) -> Self:
        """Raises: InvalidValue -- there is less than a kopeck in it."""
        kopecks = Decimal(roubles) * 100
        if kopecks % 1:
            raise InvalidValue("money.step")
        return cls(int(kopecks))

    @classmethod
    def rounded(cls, minor: Fraction) -> Self:
        """The nearest kopeck, halves upwards."""
        quotient = Decimal(minor.numerator) / Decimal(minor.denominator)
        return cls(int(quotient.quantize(Decimal(1), ROUND_HALF_UP)))

    @classmethod
    def total(cls, sums: Iterable[Money]) -> Self:
        return cls(sum(each.minor for each in sums))

    def __add__(self, other: Money) -> Money:
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.minor + other.minor, self._same(other))

    def less(self, other: Money) -> Money:
        """What is left of it; nothing when the other is more."""
        return Money(max(self.minor - other.minor, 0), self._same(other))

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.minor <= other.minor

    def __str__(self) -> str:
        return f"{self.minor // 100}.{self.minor % 100:02} {self.currency}"

    def _same(self, other: Money) -> Currency:
        """Raises: InvalidValue -- the currencies differ."""
        if self.currency is not other.currency:
            raise InvalidValue("money.currency")
        return self.currency
