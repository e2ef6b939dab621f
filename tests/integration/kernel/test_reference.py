"""Reference data arrive in a table by natural key, and stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
import sqlalchemy as sa

from kernel.columns import CreditsColumn
from kernel.reference import upsert
from kernel.values import Credits

rules = sa.Table(
    "rules",
    sa.MetaData(),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("since", sa.Date, primary_key=True),
    sa.Column("hours", CreditsColumn, nullable=False),
    sa.Column("sources", sa.ARRAY(sa.Text), nullable=False),
    sa.Column("noted", sa.Boolean, nullable=False, server_default=sa.false()),
)


@dataclass(frozen=True, kw_only=True)
class Rule:
    key: str
    since: date
    hours: Credits
    sources: tuple[str, ...] = ("S1", "S2")


OLD = Rule(key="total", since=date(2021, 1, 1), hours=Credits.of(74))
NEW = Rule(key="total", since=date(2023, 1, 1), hours=Credits.of(72))


@pytest.fixture
def connection(owner: sa.Engine) -> Iterator[sa.Connection]:
    with owner.begin() as connection:
        rules.create(connection)
        yield connection
        rules.drop(connection)


def loaded(connection: sa.Connection) -> list[tuple[date, Credits]]:
    return [(row.since, row.hours) for row in connection.execute(sa.select(rules).order_by(rules.c.since))]


def test_what_is_new_is_inserted(connection: sa.Connection) -> None:
    upsert(connection, rules, [OLD, NEW])

    assert loaded(connection) == [(OLD.since, OLD.hours), (NEW.since, NEW.hours)]


def test_a_list_becomes_an_array(connection: sa.Connection) -> None:
    upsert(connection, rules, [OLD])

    assert connection.scalar(sa.select(rules.c.sources)) == ["S1", "S2"]


def test_loading_again_changes_nothing(connection: sa.Connection) -> None:
    upsert(connection, rules, [OLD, NEW])

    upsert(connection, rules, [OLD, NEW])

    assert loaded(connection) == [(OLD.since, OLD.hours), (NEW.since, NEW.hours)]


def test_what_is_known_is_corrected_by_its_key(connection: sa.Connection) -> None:
    upsert(connection, rules, [Rule(key=OLD.key, since=OLD.since, hours=Credits.of(70))])

    upsert(connection, rules, [OLD])

    assert loaded(connection) == [(OLD.since, OLD.hours)]


def test_what_has_left_the_file_stays_in_the_table(connection: sa.Connection) -> None:
    upsert(connection, rules, [OLD, NEW])

    upsert(connection, rules, [NEW])

    assert loaded(connection) == [(OLD.since, OLD.hours), (NEW.since, NEW.hours)]


def test_columns_that_the_file_does_not_have_keep_their_value(connection: sa.Connection) -> None:
    upsert(connection, rules, [OLD])
    connection.execute(rules.update().values(noted=True))

    upsert(connection, rules, [OLD])

    assert connection.scalar(sa.select(rules.c.noted)) is True


def test_an_empty_file_is_no_error(connection: sa.Connection) -> None:
    upsert(connection, rules, [])

    assert loaded(connection) == []
