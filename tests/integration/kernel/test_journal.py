"""The journal is only ever added to, and shows when it was not."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from kernel import audit, chain, clock, context, journal
from kernel.database import Database
from kernel.machinery import journal as table
from tests.builders.requests import ORGANISATION, PERSON, a_caller, a_request

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def note(database: Database, *subjects: str) -> None:
    with database.transaction() as session:
        for subject in subjects:
            journal.record(session, "opened", subject)


def seal(database: Database) -> int:
    with database.transaction() as session:
        return chain.seal(session.connection())


def verify(database: Database, *known: chain.Head) -> int | None:
    with database.transaction() as session:
        return chain.verify(session.connection(), known)


def head(database: Database) -> chain.Head:
    with database.reading() as session:
        return chain.head(session.connection())


def read(database: Database, **asked: Any) -> tuple[list[journal.Line], int | None]:
    with database.reading() as session:
        return journal.read(session, **({"after": 0, "limit": 10} | asked))


def tamper(owner: sa.Engine, statement: str) -> None:
    """What only the owner of the tables can do: put the guard aside."""
    with owner.begin() as connection:
        connection.execute(sa.text("ALTER TABLE journal DISABLE TRIGGER USER"))
        connection.execute(sa.text(statement))


def test_a_line_tells_who_did_what_on_whose_behalf(database: Database) -> None:
    request = a_request(caller=a_caller(organisation=ORGANISATION), correlation_id="c-1")

    with clock.freeze(NOON), context.using(request), database.transaction() as session:
        journal.record(session, "cycle.extended", "cycle-1", months=6)

    [line], _ = read(database)
    assert line == journal.Line(
        position=1,
        at=NOON,
        process="gateway",
        actor=PERSON,
        acting_as=ORGANISATION,
        action="cycle.extended",
        subject="cycle-1",
        correlation_id="c-1",
        detail={"months": "6"},
        hash=None,
    )


def test_personal_data_are_refused(database: Database) -> None:
    with database.transaction() as session, pytest.raises(ValueError, match="snils"):
        journal.record(session, "opened", "cycle-1", snils="112-233-445 95")


def test_an_untouched_journal_is_sound(database: Database) -> None:
    note(database, "a", "b")
    seal(database)
    note(database, "c")
    seal(database)

    assert verify(database) is None


def test_every_line_is_sealed_once(database: Database) -> None:
    note(database, "a", "b")

    assert [seal(database), seal(database)] == [2, 0]


def test_two_sealers_at_once_make_one_chain(database: Database) -> None:
    note(database, *map(str, range(50)))
    threads = [threading.Thread(target=seal, args=(database,)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (verify(database), head(database).number) == (None, 50)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET action = 'closed' WHERE subject = 'b'",
        "UPDATE journal SET actor = gen_random_uuid() WHERE subject = 'b'",
        "UPDATE journal SET at = at - interval '1 day' WHERE subject = 'b'",
        "UPDATE journal SET detail = '{\"state\": \"closed\"}' WHERE subject = 'b'",
        "UPDATE journal SET hash = sha256('forged') WHERE subject = 'b'",
        "DELETE FROM journal WHERE subject = 'b'",
    ],
)
def test_a_line_that_was_changed_or_removed_is_found(
    database: Database, owner: sa.Engine, statement: str
) -> None:
    note(database, "a", "b", "c")
    seal(database)

    tamper(owner, statement)

    assert verify(database) == 2


def test_an_end_that_was_cut_off_is_found_by_whoever_knew_it(database: Database, owner: sa.Engine) -> None:
    note(database, "a", "b")
    seal(database)
    known = head(database)

    tamper(owner, "DELETE FROM journal WHERE subject = 'b'")

    assert (verify(database), verify(database, known)) == (None, 2)


def test_a_chain_that_was_forged_anew_is_found_by_whoever_knew_it(
    database: Database, owner: sa.Engine
) -> None:
    note(database, "a", "b")
    seal(database)
    known = head(database)

    tamper(owner, "UPDATE journal SET action = 'closed', number = NULL, previous_hash = NULL, hash = NULL")
    seal(database)

    assert (verify(database), verify(database, known)) == (None, 2)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET action = 'closed'",
        "UPDATE journal SET hash = sha256('forged')",
        "DELETE FROM journal",
        "TRUNCATE journal",
    ],
)
@pytest.mark.parametrize("is_owner", [False, True], ids=["runtime role", "owner"])
def test_nobody_changes_a_sealed_line(
    database: Database, owner: sa.Engine, statement: str, is_owner: bool
) -> None:
    note(database, "a")
    seal(database)
    engine = owner if is_owner else database.engine

    with pytest.raises(sa.exc.ProgrammingError), engine.begin() as connection:
        connection.execute(sa.text(statement))


def test_a_line_cannot_be_added_with_a_seal_of_its_own(database: Database) -> None:
    line = {
        "at": NOON,
        "process": "gateway",
        "action": "opened",
        "subject": "a",
        "correlation_id": "c",
        "detail": {},
    }
    seal_of_its_own = {"number": 1, "previous_hash": chain.BEGINNING, "hash": chain.BEGINNING}

    with pytest.raises(sa.exc.ProgrammingError), database.transaction() as session:
        session.execute(table.insert().values(line | seal_of_its_own))


def test_readers_page_through_sealed_lines(database: Database) -> None:
    note(database, "a", "b", "c")
    seal(database)

    first, after = read(database, limit=2)
    second, end = read(database, limit=2, after=after)

    assert ([line.subject for line in first], [line.subject for line in second], end) == (
        ["a", "b"],
        ["c"],
        None,
    )


def test_lines_not_sealed_yet_come_last(database: Database) -> None:
    note(database, "a")
    seal(database)
    note(database, "b")

    lines, _ = read(database)

    assert [(line.position, line.hash is None) for line in lines] == [(1, False), (2, True)]


def test_readers_may_ask_for_one_subject(database: Database) -> None:
    note(database, "a", "b", "a")
    seal(database)

    lines, _ = read(database, sought=journal.Sought(subject="a"))

    assert [line.position for line in lines] == [1, 3]


def test_an_operator_is_told_the_head_to_note(database: Database) -> None:
    note(database, "a", "b")
    seal(database)

    assert audit.audit(database) == (True, f"sound: 2 lines, head {head(database)}")


def test_an_operator_is_told_that_a_noted_head_is_gone(database: Database, owner: sa.Engine) -> None:
    note(database, "a", "b")
    seal(database)
    noted = chain.Head.parse(str(head(database)))

    tamper(owner, "DELETE FROM journal WHERE subject = 'b'")

    assert audit.audit(database, noted) == (False, "broken at line 2")


def test_readers_may_ask_for_an_actor_an_action_and_a_time(database: Database) -> None:
    with clock.freeze(NOON), context.using(a_request()):
        note(database, "a")
    note(database, "b")
    seal(database)

    found = [
        read(database, sought=sought)[0]
        for sought in (
            journal.Sought(actor=PERSON),
            journal.Sought(action="open"),
            journal.Sought(action="open%"),
            journal.Sought(since=NOON + timedelta(seconds=1)),
        )
    ]

    assert [[line.subject for line in lines] for lines in found] == [["a"], ["a", "b"], [], ["b"]]
