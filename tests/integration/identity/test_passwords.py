"""A password is changed by who knows it, and every session ends with it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from contracts.identity.accounts import Register, TooManyAttempts, WeakPassword
from contracts.identity.passwords import ChangePassword, WrongPassword
from contracts.identity.second_factor import ChallengeEnded, FinishLogIn
from contracts.identity.sessions import FactorMethod, LogInAnswer, Refresh, SessionEnded, WrongCredentials
from kernel import clock
from kernel.database import Database
from services.identity.store import sessions as store
from services.identity.tables import people
from services.identity.usecases.passwords import change_password
from services.identity.usecases.second_factor import finish_log_in
from services.identity.usecases.sessions import refresh
from services.identity.vault.tokens import Mint
from tests.builders.identity import NOBODY, NOW, PASSWORD, announced, logged_in
from tests.builders.second_factors import caller_of, with_an_app
from tests.integration.identity.simultaneously import simultaneously

ANOTHER = "зелёный-автобус-стоит-2043"


@pytest.fixture
def given(database: Database, mint: Mint, somebody: Register) -> LogInAnswer:
    return logged_in(database, mint, somebody.phone)


def change(database: Database, mint: Mint, given: LogInAnswer, present: str, new: str = ANOTHER) -> None:
    command = ChangePassword(current_password=present, new_password=new)
    change_password(database, mint.vault, caller_of(database, mint, given), command)


def test_the_new_password_opens_the_door_and_the_old_one_does_not(
    database: Database, mint: Mint, given: LogInAnswer, somebody: Register
) -> None:
    change(database, mint, given, PASSWORD)

    assert logged_in(database, mint, somebody.phone, ANOTHER).access_token
    with pytest.raises(WrongCredentials):
        logged_in(database, mint, somebody.phone, PASSWORD)


def test_changing_the_password_logs_out_everywhere(
    database: Database, mint: Mint, given: LogInAnswer, somebody: Register
) -> None:
    elsewhere = logged_in(database, mint, somebody.phone)

    change(database, mint, given, PASSWORD)

    for ended in (given, elsewhere):
        with pytest.raises(SessionEnded):
            refresh(database, mint, Refresh(refresh_token=ended.refresh_token or ""))
    reasons = [event["reason"] for event in announced(database, "identity.session.revoked")]
    assert reasons == ["password_changed"] * 2
    assert announced(database, "identity.user.password_changed") == [
        {"person_id": str(given.person_id), "by": "owner"}
    ]


def test_of_two_simultaneous_changes_one_counts(
    database: Database, mint: Mint, given: LogInAnswer, somebody: Register
) -> None:
    """Else whoever knew the old password would undo the change that shuts them out."""
    wishes = iter(["зелёный-чайник-пьёт-1812", "лиловый-диван-спит-1703"])

    answers = simultaneously(2, lambda: change(database, mint, given, PASSWORD, next(wishes)))

    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "WrongPassword"]


def test_no_log_in_with_the_old_password_outlives_the_change(
    database: Database, mint: Mint, given: LogInAnswer, somebody: Register
) -> None:
    """Whichever comes first: a session is ended by the change, or never opened."""
    log_in = partial(logged_in, database, mint, somebody.phone, PASSWORD)
    both = iter([partial(change, database, mint, given, PASSWORD), *(log_in for _ in range(5))])

    simultaneously(6, lambda: next(both)())

    with database.reading() as session:
        assert store.listed(session, given.person_id) == []


def test_a_log_in_that_is_half_done_ends_with_the_password(
    database: Database, mint: Mint, given: LogInAnswer, somebody: Register
) -> None:
    enrolled = with_an_app(database, mint, given)
    with clock.freeze(NOW + timedelta(minutes=1)):
        half_done = logged_in(database, mint, somebody.phone)
        change(database, mint, given, PASSWORD)

        assert half_done.challenge is not None
        shown = FinishLogIn(
            challenge=half_done.challenge.challenge, method=FactorMethod.TOTP, code=enrolled.app.code()
        )
        with pytest.raises(ChallengeEnded):
            finish_log_in(database, mint, NOBODY, shown)


def test_who_does_not_know_the_password_changes_nothing(
    database: Database, mint: Mint, given: LogInAnswer
) -> None:
    with pytest.raises(WrongPassword):
        change(database, mint, given, "не тот пароль вовсе")

    assert announced(database, "identity.user.password_changed") == []


def test_guesses_with_a_stolen_token_are_counted(database: Database, mint: Mint, given: LogInAnswer) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassword):
            change(database, mint, given, "не тот пароль вовсе")

    with pytest.raises(TooManyAttempts):
        change(database, mint, given, PASSWORD)


def test_a_weak_password_is_refused_with_every_rule_it_breaks(
    database: Database, mint: Mint, given: LogInAnswer
) -> None:
    with pytest.raises(WeakPassword) as refused:
        change(database, mint, given, PASSWORD, "11111")

    assert set(refused.value.details.values()) >= {"password.short", "password.monotonous"}


def hash_of(database: Database) -> Any:
    with database.reading() as session:
        return session.scalar(sa.select(people.c.password_hash))


def test_a_password_is_hashed_anew_when_the_parameters_have_changed(
    database: Database, mint: Mint, somebody: Register
) -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with database.transaction() as session:
        session.execute(sa.update(people).values(password_hash=weaker))

    logged_in(database, mint, somebody.phone)

    assert hash_of(database).startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert logged_in(database, mint, somebody.phone).access_token


def test_a_hash_of_today_stays_as_it_is(database: Database, mint: Mint, somebody: Register) -> None:
    before = hash_of(database)

    with clock.freeze(NOW + timedelta(days=1)):
        logged_in(database, mint, somebody.phone)

    assert hash_of(database) == before
