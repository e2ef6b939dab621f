"""Transactions and reads, as use cases meet them."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from uuid import UUID, uuid4

import psycopg
import pytest
import sqlalchemy as sa

from deploy.embedded.databases import Database as Addresses
from kernel.database import Database
from kernel.machinery import subjects
from kernel.messages import Unavailable

SUBJECT = {"subject": "ours", "sequence": 1}


def everything(database: Database, table: sa.Table) -> list[UUID | str]:
    with database.reading() as session:
        return list(session.scalars(sa.select(table.c[0])))


def test_leaving_the_block_commits(database: Database) -> None:
    with database.transaction() as session:
        session.execute(subjects.insert().values(SUBJECT))

    assert everything(database, subjects) == ["ours"]


def test_an_error_rolls_everything_back(database: Database) -> None:
    with contextlib.suppress(LookupError), database.transaction() as session:
        session.execute(subjects.insert().values(SUBJECT))
        raise LookupError

    assert everything(database, subjects) == []


def test_an_inner_transaction_joins_the_outer_one(database: Database) -> None:
    with contextlib.suppress(LookupError), database.transaction():
        with database.transaction() as session:
            session.execute(subjects.insert().values(SUBJECT))
        raise LookupError

    assert everything(database, subjects) == []


def test_a_read_inside_a_transaction_sees_what_it_wrote(database: Database) -> None:
    with database.transaction() as session:
        session.execute(subjects.insert().values(SUBJECT))

        assert everything(database, subjects) == ["ours"]


def test_threads_do_not_share_a_transaction(database: Database) -> None:
    seen: list[list[UUID | str]] = []

    with database.transaction() as session:
        session.execute(subjects.insert().values(SUBJECT))
        neighbour = threading.Thread(target=lambda: seen.append(everything(database, subjects)))
        neighbour.start()
        neighbour.join()

    assert seen == [[]]


def test_a_read_opens_no_transaction(database: Database) -> None:
    with database.reading() as session:
        session.execute(sa.select(subjects))

        connection = session.connection().connection.driver_connection
        assert isinstance(connection, psycopg.Connection)
        assert connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE


@pytest.mark.parametrize(
    "write",
    [
        subjects.insert().values(SUBJECT),
        subjects.update().values(sequence=2),
        subjects.delete(),
    ],
    ids=["insert", "update", "delete"],
)
def test_a_read_refuses_to_write(database: Database, write: sa.Executable) -> None:
    with pytest.raises(TypeError, match="belongs into"), database.reading() as session:
        session.execute(write)


def test_a_deadlock_is_an_unavailability(database: Database) -> None:
    with database.transaction() as session:
        session.execute(subjects.insert(), [{"subject": name, "sequence": 0} for name in "ab"])
    both_hold_one = threading.Barrier(2)
    refusals: list[Unavailable] = []

    def count_in(order: str) -> None:
        try:
            with database.transaction() as session:
                session.execute(_touch(order[0]))
                both_hold_one.wait()
                session.execute(_touch(order[1]))
        except Unavailable as refusal:
            refusals.append(refusal)

    _run([lambda: count_in("ab"), lambda: count_in("ba")])

    assert [refusal.details for refusal in refusals] == [{"reason": "contention"}]


def test_a_statement_that_takes_too_long_is_an_unavailability(database: Database) -> None:
    with database.transaction() as session:
        session.execute(sa.text("SET LOCAL statement_timeout = 20"))

        with pytest.raises(Unavailable) as refused:
            session.execute(sa.text("SELECT pg_sleep(30)"))

    assert refused.value.details == {"reason": "timeout"}


def test_a_request_that_gets_no_connection_is_an_unavailability(
    addresses: Addresses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kernel.database.POOL_TIMEOUT", 0.05)
    database = Database(addresses.url, pool_size=1)
    held = [database.engine.connect() for _ in range(3)]

    with pytest.raises(Unavailable) as refused, database.transaction() as session:
        session.execute(sa.select(subjects))

    for connection in held:
        connection.close()
    database.close()
    assert refused.value.details == {"reason": "overload"}


def test_connections_that_the_server_closed_are_replaced(database: Database, addresses: Addresses) -> None:
    held = [database.engine.connect() for _ in range(5)]
    pids = [connection.scalar(sa.text("SELECT pg_backend_pid()")) for connection in held]
    for connection in held:
        connection.close()
    _end_sessions(addresses.url, pids)

    with database.transaction() as session:
        session.execute(subjects.insert().values(SUBJECT))

    assert everything(database, subjects) == ["ours"]


def test_an_error_of_the_database_hides_the_values(database: Database) -> None:
    private = uuid4()

    with pytest.raises(sa.exc.ProgrammingError) as error, database.transaction() as session:
        session.execute(sa.text("SELECT :snils FROM nowhere"), {"snils": str(private)})

    assert str(private) not in str(error.value)


def test_the_session_speaks_utc_and_gives_up_on_locks(database: Database) -> None:
    with database.reading() as session:
        shown = [session.scalar(sa.text(f"SHOW {name}")) for name in ("timezone", "lock_timeout")]

    assert shown == ["UTC", "4s"]


def test_a_database_that_is_gone_is_not_ready() -> None:
    nowhere = Database("postgresql://nobody@127.0.0.1:1/nothing")

    assert not nowhere.is_ready()


def test_a_database_that_answers_is_ready(database: Database) -> None:
    assert database.is_ready()


def _touch(subject: str) -> sa.Update:
    return subjects.update().where(subjects.c.subject == subject).values(sequence=1)


def _run(work: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=one) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _end_sessions(url: str, pids: list[int | None]) -> None:
    """End the sessions and wait until the server has taken leave of each."""
    with psycopg.connect(url) as connection:
        for pid in pids:
            connection.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
