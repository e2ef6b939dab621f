"""Under eventlet, requests of one process wait for the database without holding up each other."""

from __future__ import annotations

import subprocess
import sys

from deploy.embedded.databases import Database as Addresses

# One green thread waits in the database for a lock that another holds; the holder can
# only let go if the wait does not stop the whole process.
LOCKING = """
import sqlalchemy as sa

def hold():
    with database.transaction() as session:
        session.execute(LOCK)
        held.send()
        waiting.wait()
        done.append("holder")

def wait():
    held.wait()
    with database.transaction() as session:
        eventlet.spawn(waiting.send)
        session.execute(LOCK)
        done.append("waiter")

LOCK = sa.text("SELECT pg_advisory_xact_lock(1)")
held, waiting, done = eventlet.event.Event(), eventlet.event.Event(), []
holder, waiter = eventlet.spawn(hold), eventlet.spawn(wait)
holder.wait(), waiter.wait()
print(done)
"""

TWINS = """
from kernel import idempotency
from kernel.machinery import subjects
from kernel.messages import Caller
from kernel.values import new_id

def use_case():
    with database.transaction() as session:
        session.execute(subjects.insert().values(subject=str(new_id()), sequence=1))
    return str(new_id())

def ask():
    caller = Caller(process="gateway")
    return idempotency.once(
        database, operation="credits.award", caller=caller, key="k", body={}, answer=use_case
    )

pile = eventlet.GreenPile()
for _ in range(20):
    pile.spawn(ask)
answers = list(pile)
with database.reading() as session:
    print(len(answers), len(set(answers)), len(session.execute(subjects.select()).all()))
"""

LARGE = """
import sqlalchemy as sa

with database.reading() as session:
    print(session.scalar(sa.text("SELECT length(:text)"), {"text": "x" * 30_000_000}))
"""

ENDED = """
import sqlalchemy as sa

def sleep():
    try:
        with database.reading() as session:
            asleep.send(session.scalar(sa.text("SELECT pg_backend_pid()")))
            session.execute(sa.text("SELECT pg_sleep(4)"))
    except sa.exc.OperationalError as error:
        print(type(error.orig).__name__)

asleep = eventlet.event.Event()
sleeper = eventlet.spawn(sleep)
with database.reading() as session:
    session.execute(sa.text("SELECT pg_terminate_backend(:pid)"), {"pid": asleep.wait()})
sleeper.wait()
"""


def run_green(work: str, addresses: Addresses) -> str:
    """What `work` prints in a process as the runner makes it, with a database of 20 connections."""
    first = "import sys; from kernel import green; green.patch(); import eventlet, eventlet.event"
    given = "from kernel.database import Database; database = Database(sys.argv[1], pool_size=20)"
    command = [sys.executable, "-W", "ignore", "-c", f"{first}\n{given}\n{work}", addresses.url]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.strip()


def test_a_request_that_waits_for_a_lock_lets_others_go_on(addresses: Addresses) -> None:
    assert run_green(LOCKING, addresses) == "['holder', 'waiter']"


def test_twenty_green_twins_have_one_effect_and_one_answer(addresses: Addresses) -> None:
    assert run_green(TWINS, addresses) == "20 1 1"


def test_a_statement_that_does_not_fit_into_the_connection_is_sent_bit_by_bit(addresses: Addresses) -> None:
    assert run_green(LARGE, addresses) == "30000000"


def test_who_waits_is_told_when_the_server_ends_the_connection(addresses: Addresses) -> None:
    assert run_green(ENDED, addresses) == "AdminShutdown"
