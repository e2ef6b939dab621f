"""Column types of the project's values: what the domain holds is what a row gives back.

    sa.Column("amount", columns.CreditsColumn, nullable=False)
    sa.Column("snils", columns.ValueColumn(Snils), unique=True)
    sa.Column("state", columns.ChoiceColumn(CycleState), nullable=False),
    columns.one_of("state", CycleState)

Migrations spell the plain SQL types beneath: a migration outlives the class.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol, Self

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

from kernel.money import Money
from kernel.values import Credits, utc


class Parsed(Protocol):
    """A value object that is written by `str` and read by `parse`."""

    @classmethod
    def parse(cls, text: str) -> Self: ...


class CreditsColumn(TypeDecorator[Credits]):
    """Credits as NUMERIC(7, 1)."""

    impl = sa.Numeric(7, 1)
    cache_ok = True

    def process_bind_param(self, value: Credits | None, dialect: sa.Dialect) -> Decimal | None:
        return None if value is None else value.amount

    def process_result_value(self, value: Decimal | None, dialect: sa.Dialect) -> Credits | None:
        return None if value is None else Credits(value)


class MoneyColumn(TypeDecorator[Money]):
    """Roubles as BIGINT of kopecks."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: sa.Dialect) -> int | None:
        return None if value is None else value.minor

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Money | None:
        return None if value is None else Money(value)


class ValueColumn(TypeDecorator[Any]):
    """A value object as its text."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, kind: type[Parsed]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Parsed | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Parsed | None:
        return None if value is None else self.kind.parse(value)


class ChoiceColumn(TypeDecorator[Any]):
    """A state or another closed choice as its text; add `one_of` to the table."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:
        return None if value is None else self.kind(value)


class InstantColumn(TypeDecorator[datetime]):
    """An instant as `timestamptz`; a naive one is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else utc(value)


def one_of(column: str, kind: type[StrEnum]) -> sa.CheckConstraint:
    """The constraint that `column` holds a member of `kind`."""
    members = ", ".join(f"'{member.value}'" for member in kind)
    return sa.CheckConstraint(f"{column} IN ({members})", name=column)
