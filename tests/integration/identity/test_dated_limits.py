"""How long codes, tokens and waits last: dated rows, each from its day on; no log-in waits for a query."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date, datetime, timedelta

import jwt
import psycopg
import pytest
import sqlalchemy as sa

from contracts.identity.accounts import ConfirmPhone, Register, TooManyAttempts, WeakPassword, WrongCode
from contracts.identity.sessions import LogInAnswer, WrongCredentials
from deploy.embedded.databases import Database as Addresses
from kernel import clock
from kernel.database import Database
from services.identity.usecases import registration
from services.identity.vault.tokens import Mint
from tests.builders.identity import NOW, TODAY, Telephone, a_registration, logged_in

TOMORROW = NOW + timedelta(days=1)
Enact = Callable[[str, int, date], None]


@pytest.fixture
def enact(addresses: Addresses) -> Iterator[Enact]:
    """Let another value of a row count from a day on, as an operator does; taken back with the test."""
    enacted: list[tuple[str, date]] = []

    def another(key: str, value: int, day: date) -> None:
        enacted.append((key, day))
        with psycopg.connect(addresses.owner_url) as owner:
            owner.execute("UPDATE policies SET valid_before = %s WHERE key = %s", (day, key))
            owner.execute(
                "INSERT INTO policies (key, valid_from, value, legal_act) VALUES (%s, %s, %s, 'приказ')",
                (key, day, str(value)),
            )

    yield another
    with psycopg.connect(addresses.owner_url) as owner:
        for key, day in enacted:
            owner.execute("DELETE FROM policies WHERE key = %s AND valid_from = %s", (key, day))
            owner.execute("UPDATE policies SET valid_before = NULL WHERE key = %s", (key,))


@contextmanager
def asked_for(database: Database, table: str) -> Iterator[list[str]]:
    """The statements that read a table."""
    asked: list[str] = []

    def note(*execution: object) -> None:
        if f"FROM {table}" in str(execution[2]):
            asked.append(str(execution[2]))

    sa.event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    sa.event.remove(database.engine, "before_cursor_execute", note)


def at(instant: datetime) -> AbstractContextManager[None]:
    return clock.freeze(instant)


def lives(answer: LogInAnswer) -> tuple[int | None, int]:
    """How long an access token says, and is said, to live. Seconds."""
    claims = jwt.decode(answer.access_token or "", options={"verify_signature": False})
    return answer.expires_in, claims["exp"] - claims["iat"]


def test_access_tokens_live_by_the_row_of_the_day_they_begin(
    database: Database, mint: Mint, somebody: Register, enact: Enact
) -> None:
    enact("session.access_lives", 120, TODAY + timedelta(days=1))

    today = logged_in(database, mint, somebody.phone)
    with at(TOMORROW):
        tomorrow = logged_in(database, mint, somebody.phone)

    assert [lives(today), lives(tomorrow)] == [(600, 600), (120, 120)]


def test_a_row_for_today_counts_within_seconds_in_a_running_service(
    database: Database, mint: Mint, somebody: Register, enact: Enact
) -> None:
    logged_in(database, mint, somebody.phone)
    enact("session.access_lives", 120, TODAY)

    with at(NOW + timedelta(seconds=10)):
        later = logged_in(database, mint, somebody.phone)

    assert lives(later) == (120, 120)


def test_a_log_in_reads_no_rows_that_are_known(database: Database, mint: Mint, somebody: Register) -> None:
    logged_in(database, mint, somebody.phone)

    with asked_for(database, "policies") as asked:
        logged_in(database, mint, somebody.phone)

    assert asked == []


def test_guessers_wait_by_the_row_of_the_day(
    database: Database, mint: Mint, somebody: Register, enact: Enact
) -> None:
    enact("log_in.tries", 2, TODAY)
    enact("log_in.first_wait", 77, TODAY)

    with at(NOW + timedelta(seconds=10)):
        for _ in range(2):
            with suppress(WrongCredentials):
                logged_in(database, mint, somebody.phone, "неверный пароль 99")
        with pytest.raises(TooManyAttempts) as refused:
            logged_in(database, mint, somebody.phone)

    assert refused.value.details == {"retry_after": "77"}


def test_codes_and_passwords_go_by_the_rows_of_the_day(
    database: Database, mint: Mint, telephone: Telephone, enact: Enact
) -> None:
    enact("code.tries", 2, TODAY)
    enact("password.least", 40, TODAY + timedelta(days=1))

    begun = registration.register(database, mint.vault, telephone, a_registration())
    with pytest.raises(WrongCode) as wrong:
        registration.confirm_phone(
            database, mint.vault, ConfirmPhone(person_id=begun.person_id, code=telephone.wrong())
        )
    with at(TOMORROW), pytest.raises(WeakPassword) as weak:
        registration.register(database, mint.vault, telephone, a_registration())

    assert (wrong.value.details, weak.value.details) == (
        {"tries_left": "1"},
        {"password": "password.short"},
    )
