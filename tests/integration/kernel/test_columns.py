"""What the domain holds is what a row gives back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa

from kernel import columns
from kernel.database import Database
from kernel.identifiers import Email, Phone, Snils
from kernel.values import Credits, InvalidValue, Role

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def through(database: Database, kind: Any, value: object) -> Any:
    """`value`, sent to the server and back."""
    with database.reading() as session:
        return session.scalar(sa.select(sa.cast(sa.literal(value, kind), kind)))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (columns.CreditsColumn(), Credits.parse("36.5")),
        (columns.ValueColumn(Snils), Snils.parse("112-233-445 95")),
        (columns.ValueColumn(Phone), Phone.parse("+79000000000")),
        (columns.ValueColumn(Email), Email.parse("who@example.org")),
        (columns.ChoiceColumn(Role), Role.EXPERT),
        (columns.InstantColumn(), NOON),
    ],
)
def test_a_value_comes_back_as_it_was(database: Database, kind: Any, value: object) -> None:
    assert through(database, kind, value) == value


@pytest.mark.parametrize(
    "kind",
    [
        columns.CreditsColumn(),
        columns.ValueColumn(Snils),
        columns.ChoiceColumn(Role),
        columns.InstantColumn(),
    ],
)
def test_what_is_unknown_stays_unknown(database: Database, kind: Any) -> None:
    assert through(database, kind, None) is None


def test_a_sum_of_credits_is_credits(database: Database) -> None:
    kind = columns.CreditsColumn()
    amounts = sa.values(sa.column("amount", kind), name="amounts").data(
        [(Credits.parse("1.5"),), (Credits.parse("2.1"),)]
    )

    with database.reading() as session:
        total = session.scalar(sa.select(sa.func.sum(amounts.c.amount)))

    assert total == Credits.parse("3.6")


def test_an_instant_comes_back_in_utc(database: Database) -> None:
    in_moscow = NOON.astimezone(timezone(timedelta(hours=3)))

    assert through(database, columns.InstantColumn(), in_moscow).tzinfo.utcoffset(None) == timedelta(0)


def test_a_naive_instant_is_refused(database: Database) -> None:
    with pytest.raises(sa.exc.StatementError) as refused:
        through(database, columns.InstantColumn(), NOON.replace(tzinfo=None))

    assert isinstance(refused.value.orig, InvalidValue)


def test_a_member_that_does_not_exist_is_refused(database: Database) -> None:
    with pytest.raises(sa.exc.StatementError):
        through(database, columns.ChoiceColumn(Role), "stranger")
