"""What names a merged account means the one that is kept."""

from __future__ import annotations

import threading
from contextvars import copy_context
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from contracts.credits.ledger import ClaimRejected
from kernel import mergers
from kernel.database import Database
from kernel.messages import Caller, Unauthenticated, Unavailable
from kernel.values import ActivityId, EntryId, PersonId, new_id

AT = datetime(2026, 11, 23, tzinfo=UTC)
A, B, C = (PersonId(new_id()) for _ in range(3))


def merge(database: Database, gone: PersonId, into: PersonId) -> PersonId | None:
    with database.transaction() as session:
        return mergers.note(session, gone, into, AT)


def now(database: Database, person_id: PersonId) -> PersonId:
    with database.reading() as session:
        return mergers.now(session, person_id)


def an_event(person_id: PersonId) -> ClaimRejected:
    return ClaimRejected(
        occurred_at=AT,
        claim_id=EntryId(new_id()),
        person_id=person_id,
        activity_id=ActivityId(new_id()),
        title="",
        code="NoOpenCycle",
    )


def test_an_account_that_was_not_merged_is_itself(database: Database) -> None:
    assert now(database, A) == A


def test_a_merger_is_noted_once(database: Database) -> None:
    assert (merge(database, A, B), merge(database, A, B)) == (B, None)


@pytest.mark.parametrize("order", [((A, B), (B, C)), ((B, C), (A, B))], ids=["in order", "the second first"])
def test_a_chain_leads_to_its_end(database: Database, order: tuple[tuple[PersonId, PersonId], ...]) -> None:
    for gone, into in order:
        merge(database, gone, into)

    assert (now(database, A), now(database, B)) == (C, C)
    with database.reading() as session:
        assert {*mergers.accounts(session, C)} == {A, B, C}


def test_what_is_said_of_a_merged_account_is_heard_of_the_one_that_is_kept(database: Database) -> None:
    merge(database, A, B)

    with mergers.following(database, an_event(A)) as heard:
        assert heard.person_id == B


def test_a_merged_account_changes_nothing_any_more(database: Database) -> None:
    merge(database, A, B)
    caller = Caller(process="gateway", person_id=A)

    with pytest.raises(Unauthenticated), mergers.asked_by(database, caller):
        write(database)


def test_the_account_that_is_kept_goes_on(database: Database) -> None:
    merge(database, A, B)
    caller = Caller(process="gateway", person_id=B)

    with mergers.asked_by(database, caller), database.transaction() as session:
        assert session.scalar(sa.select(1)) == 1


def test_a_merger_waits_for_those_who_write(database: Database) -> None:
    noted = threading.Event()

    def merges() -> None:
        merge(database, A, B)
        noted.set()

    merging = threading.Thread(target=copy_context().run, args=(merges,))
    with mergers.following(database, an_event(A)), database.transaction() as session:
        merging.start()
        waits = sa.text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        while not session.scalar(waits):
            pass
        assert not noted.is_set()
    merging.join()

    assert now(database, A) == B


def test_who_is_merged_between_hearing_and_writing_is_heard_of_again(database: Database) -> None:
    def hears() -> None:
        with mergers.following(database, an_event(A)):
            elsewhere = threading.Thread(target=merge, args=(database, A, B))
            elsewhere.start()
            elsewhere.join()
            write(database)

    with pytest.raises(Unavailable):
        hears()


def write(database: Database) -> None:
    with database.transaction():
        pass
