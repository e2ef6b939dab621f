"""Where the journals end is kept outside of them, so that a cut or a forgery shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.journal import SERVICES, Service
from contracts.monitoring.journals import ListHeads
from kernel import clock, journal
from kernel.journal_lines import FollowJournal, JournalFollowed, JournalHead
from kernel.messages import Operation, Unavailable
from services.monitoring.usecases import journals

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DOWN = "credits"


class Services:
    """All services, with journals of so many lines."""

    def __init__(self, lines: int) -> None:
        self._lines = lines

    def call(self, operation: Operation[FollowJournal, JournalFollowed], _: FollowJournal) -> Any:
        if operation.service == DOWN:
            raise Unavailable(service=DOWN)
        head = JournalHead(service=operation.service, number=self._lines, hash=f"{self._lines:064x}")
        return JournalFollowed(lines=(), head=head)


@pytest.fixture
def database(opened):
    return opened("monitoring")


def note(database, *, lines: int, hour: int = 0) -> None:
    """lines: in each journal by then."""
    with clock.freeze(NOON + timedelta(hours=hour)):
        journals.note_heads(database, Services(lines))


def noted(database, **asked):
    return journals.list_journal_heads(database, ListHeads(**asked))


def test_the_head_of_every_service_that_answers_is_noted(database):
    note(database, lines=1)

    assert {head.service for head in noted(database).items} == {*SERVICES} - {DOWN}


def test_an_empty_journal_has_no_head(database):
    note(database, lines=0)

    assert noted(database).items == ()


@pytest.mark.parametrize(("lines", "hour"), [(2, 0), (1, 2)], ids=["within the hour", "unmoved"])
def test_a_head_is_noted_once_an_hour_and_when_it_has_moved(database, lines, hour):
    note(database, lines=1)

    note(database, lines=lines, hour=hour)

    assert [head.number for head in noted(database, service=Service.IDENTITY).items] == [1]


def test_the_last_noted_come_first_page_by_page(database):
    for hour in (1, 2, 3):
        note(database, lines=hour, hour=hour)

    first = noted(database, service=Service.IDENTITY, limit=2)
    rest = noted(database, service=Service.IDENTITY, limit=2, cursor=first.next_cursor)

    assert [head.number for head in (*first.items, *rest.items)] == [3, 2, 1]
    assert rest.next_cursor is None


def test_our_own_journal_binds_what_was_noted(database):
    note(database, lines=1)

    with database.reading() as session:
        lines, _ = journal.read(session, after=0, limit=100, sought=journal.Sought(subject="identity"))
    assert [(line.action, line.detail["head"]) for line in lines] == [
        ("monitoring.journal.noted", f"1:{1:064x}")
    ]


@pytest.mark.parametrize("statement", ["UPDATE journal_heads SET number = 9", "DELETE FROM journal_heads"])
def test_nobody_changes_what_was_noted(database, statement):
    note(database, lines=1)

    with pytest.raises(sa.exc.ProgrammingError), database.transaction() as session:
        session.execute(sa.text(statement))
