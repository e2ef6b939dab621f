"""Value objects of the suite: immutable, compared by value, always valid.

A value object cannot be constructed in an invalid state, so the code that
receives one never re-checks it. On the wire each is a string, read by `parse`
and written by `str`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from uuid_utils.compat import uuid7

PersonId = NewType("PersonId", UUID)
OrganisationId = NewType("OrganisationId", UUID)
ActivityId = NewType("ActivityId", UUID)
EnrolmentId = NewType("EnrolmentId", UUID)
CycleId = NewType("CycleId", UUID)
EntryId = NewType("EntryId", UUID)
DocumentId = NewType("DocumentId", UUID)
ApplicationId = NewType("ApplicationId", UUID)


def new_id() -> UUID:
    """A fresh identifier; later ones sort after earlier ones (UUID version 7)."""
    return uuid7()


class InvalidValue(ValueError):
    """A value that its type does not admit. `rule` is the stable code of the broken rule."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        super().__init__(rule)


class Role(StrEnum):
    """What a caller is to the suite. A person may hold several."""

    SPECIALIST = "specialist"
    EMPLOYER = "employer"
    PROVIDER = "provider"
    REVIEWER = "reviewer"
    EXPERT = "expert"
    COMMISSION = "commission"
    REGULATOR = "regulator"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    AGENCY = "agency"
    SERVICE = "service"
    # Whose own roles are withheld from the session until a second factor is enrolled.
    WITHHELD = "withheld"


class Strength(StrEnum):
    """How well a person has proved to be themselves when last asked to."""

    PASSWORD = "password"  # noqa: S105 -- a kind of proof, not a password
    SECOND_FACTOR = "second_factor"


@dataclass(frozen=True, slots=True)
class Length:
    """Bounds on the number of characters of a text, or of items of a list."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Range:
    """Bounds on a whole number, both included."""

    least: int
    most: int


Line = Annotated[str, Length(1, 200)]
Text = Annotated[str, Length(1, 5000)]
Code = Annotated[str, Length(1, 64)]
Secret = Annotated[str, Length(1, 1024)]
Limit = Annotated[int, Range(1, 100)]


@dataclass(frozen=True, order=True, slots=True)
class Credits:
    """An exact, non-negative amount of credits (ЗЕТ), in tenths.

    Unit: 1 credit = 1 academic hour = 45 min; 190 min are 4.2 credits.
    On the wire: a string with one decimal ("36.0"). In the database:
    NUMERIC(7, 1). A float never becomes Credits.
    """

    amount: Decimal

    QUANTUM = Decimal("0.1")
    MOST = Decimal(100_000)

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise InvalidValue("credits.type")
        if not self.amount.is_finite() or self.amount < 0 or self.amount > Credits.MOST:
            raise InvalidValue("credits.range")
        if self.amount % Credits.QUANTUM:
            raise InvalidValue("credits.step")

    @classmethod
    def parse(cls, text: str) -> Credits:
        try:
            return cls(Decimal(text))
        except InvalidOperation as error:
            raise InvalidValue("credits.format") from error

    @classmethod
    def of(cls, whole: int) -> Credits:
        return cls(Decimal(whole))

    def __add__(self, other: Credits) -> Credits:
        return Credits(self.amount + other.amount)

    def short_of(self, target: Credits) -> Credits:
        """How much is missing to reach `target`; nothing when it is reached."""
        return Credits(max(target.amount - self.amount, Decimal(0)))

    def __str__(self) -> str:
        return f"{self.amount:.1f}"


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """The days from `starts_on` up to, and not including, `ends_before`."""

    starts_on: date
    ends_before: date

    def __post_init__(self) -> None:
        if self.starts_on >= self.ends_before:
            raise InvalidValue("period.order")

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day < self.ends_before


def utc(moment: datetime) -> datetime:
    """Return `moment` in UTC; a naive datetime is a bug and is refused."""
    if moment.tzinfo is None:
        raise InvalidValue("instant.naive")
    return moment.astimezone(UTC)
