"""A forgotten password is replaced by who has the phone; nobody learns who is registered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from contracts.identity.accounts import CodeExpired, Register, TooManyAttempts, WeakPassword, WrongCode
from contracts.identity.passwords import CompletePasswordReset, PasswordReset, RequestPasswordReset
from contracts.identity.sessions import LogInAnswer, Refresh, SessionEnded, WrongCredentials
from kernel import clock
from kernel.database import Database
from kernel.machinery import journal
from kernel.messages import Invalid, ServiceError
from kernel.values import new_id
from services.identity.usecases.registration import register
from services.identity.usecases.resets import complete_password_reset, request_password_reset
from services.identity.usecases.sessions import refresh
from services.identity.vault.tokens import Mint
from tests.builders.identity import (
    NOBODY,
    NOW,
    Telephone,
    a_registration,
    announced,
    logged_in,
    prove_email,
)
from tests.builders.second_factors import with_an_app
from tests.integration.identity.statements import counted

ANOTHER = "зелёный-автобус-стоит-2043"
UNKNOWN = "+79990000000"
LATER = NOW + timedelta(hours=2)


@pytest.fixture(autouse=True)
def _later(somebody: Register) -> Iterator[None]:
    """The code of the registration no longer counts among those sent to the phone."""
    with clock.freeze(LATER):
        yield


def ask(database: Database, mint: Mint, telephone: Telephone, login: object) -> PasswordReset:
    return request_password_reset(database, mint.vault, telephone, RequestPasswordReset(login=str(login)))


def complete(
    database: Database, mint: Mint, asked: PasswordReset, code: str, password: str = ANOTHER
) -> None:
    command = CompletePasswordReset(reset_id=asked.reset_id, code=code, new_password=password)
    complete_password_reset(database, mint.vault, NOBODY, command)


def refusal(database: Database, mint: Mint, asked: PasswordReset, code: str) -> ServiceError:
    with pytest.raises(ServiceError) as refused:
        complete(database, mint, asked, code)
    return refused.value


@pytest.mark.parametrize("name", ["phone", "email", "snils"])
def test_the_code_sent_to_the_phone_replaces_the_password(
    database: Database, mint: Mint, telephone: Telephone, somebody: Register, name: str
) -> None:
    prove_email(database, mint.vault, somebody)
    asked = ask(database, mint, telephone, getattr(somebody, name))

    complete(database, mint, asked, telephone.last)

    assert logged_in(database, mint, somebody.phone, ANOTHER).access_token
    with pytest.raises(WrongCredentials):
        logged_in(database, mint, somebody.phone)
    assert announced(database, "identity.user.password_changed")[0]["by"] == "reset"


def test_one_login_gets_twelve_codes_a_day_known_or_not(
    database: Database, mint: Mint, telephone: Telephone, somebody: Register
) -> None:
    """Each is good for five guesses; more would leave a guesser better than 1 chance in 5,000 a day."""
    waits = []
    for login in (somebody.phone, UNKNOWN):
        for hour in range(12):
            with clock.freeze(LATER + timedelta(hours=hour)):
                ask(database, mint, telephone, login)
        with clock.freeze(LATER + timedelta(hours=12)), pytest.raises(TooManyAttempts) as refused:
            ask(database, mint, telephone, login)
        waits.append(refused.value.details["retry_after"])

    assert waits == [str(12 * 3600)] * 2


def test_every_session_ends(database: Database, mint: Mint, telephone: Telephone, somebody: Register) -> None:
    given = logged_in(database, mint, somebody.phone)

    complete(database, mint, ask(database, mint, telephone, somebody.phone), telephone.last)

    with pytest.raises(SessionEnded):
        refresh(database, mint, Refresh(refresh_token=given.refresh_token or ""))


def test_the_second_factor_is_still_asked_for(
    database: Database, mint: Mint, telephone: Telephone, somebody: Register
) -> None:
    with_an_app(database, mint, logged_in(database, mint, somebody.phone))

    complete(database, mint, ask(database, mint, telephone, somebody.phone), telephone.last)

    answer = logged_in(database, mint, somebody.phone, ANOTHER)
    assert isinstance(answer, LogInAnswer)
    assert answer.challenge is not None


def test_a_closed_login_stays_closed_for_its_time_keycloak_44375(
    database: Database, mint: Mint, telephone: Telephone, somebody: Register
) -> None:
    """Keycloak #44375: a reset let in who was locked out."""
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            logged_in(database, mint, somebody.phone, "не тот пароль вовсе")

    complete(database, mint, ask(database, mint, telephone, somebody.phone), telephone.last)

    with pytest.raises(TooManyAttempts):
        logged_in(database, mint, somebody.phone, ANOTHER)


def shape(asked: PasswordReset) -> PasswordReset:
    return replace(asked, reset_id=NOBODY.person_id)


def test_an_unknown_login_gets_the_same_answer(
    database: Database, mint: Mint, telephone: Telephone, somebody: Register
) -> None:
    known, unknown = (ask(database, mint, telephone, login) for login in (somebody.phone, UNKNOWN))

    assert shape(known) == shape(unknown)
    assert len(telephone.codes) == 1


def test_an_unknown_login_takes_the_same_steps(
    database: Database, mint: Mint, telephone: Telephone, somebody: Register
) -> None:
    """So the time tells nothing; the code itself is sent aside."""
    ask(database, mint, telephone, "никто до них")  # the rows of the law are known from here on

    with counted() as for_the_known:
        ask(database, mint, telephone, somebody.phone)
    with counted() as for_the_unknown:
        ask(database, mint, telephone, UNKNOWN)

    assert for_the_known == for_the_unknown


def test_wrong_codes_are_refused_alike_for_the_known_and_the_unknown(
    database: Database, mint: Mint, telephone: Telephone, somebody: Register
) -> None:
    known, unknown = (ask(database, mint, telephone, login) for login in (somebody.phone, UNKNOWN))

    told = [
        [refusal(database, mint, asked, telephone.wrong()) for _ in range(6)] for asked in (known, unknown)
    ]

    assert [(e.code, e.details) for e in told[0]] == [(e.code, e.details) for e in told[1]]
    assert [e.code for e in told[0]] == ["WrongCode"] * 5 + ["TooManyAttempts"]


def test_an_account_whose_phone_was_never_proved_is_like_none(
    database: Database, mint: Mint, telephone: Telephone
) -> None:
    begun = a_registration()
    register(database, mint.vault, telephone, begun)
    sent = len(telephone.codes)

    ask(database, mint, telephone, begun.phone)

    assert len(telephone.codes) == sent


def test_a_code_is_good_once(
    database: Database, mint: Mint, telephone: Telephone, somebody: Register
) -> None:
    asked = ask(database, mint, telephone, somebody.phone)
    complete(database, mint, asked, telephone.last)

    assert isinstance(refusal(database, mint, asked, telephone.last), CodeExpired)


def test_a_code_ends_after_five_minutes(
    database: Database, mint: Mint, telephone: Telephone, somebody: Register
) -> None:
    asked = ask(database, mint, telephone, somebody.phone)

    with clock.freeze(LATER + timedelta(minutes=5)):
        assert isinstance(refusal(database, mint, asked, telephone.last), CodeExpired)


def test_the_code_of_one_reset_is_that_of_no_other(
    database: Database, mint: Mint, telephone: Telephone, somebody: Register
) -> None:
    ask(database, mint, telephone, somebody.phone)
    other = ask(database, mint, telephone, UNKNOWN)

    assert isinstance(refusal(database, mint, other, telephone.last), WrongCode)


def test_a_reset_nobody_asked_for_is_like_an_expired_one(database: Database, mint: Mint) -> None:
    made_up = PasswordReset(reset_id=new_id(), expires_at=LATER, resend_at=LATER)

    assert isinstance(refusal(database, mint, made_up, "123456"), CodeExpired)


def test_asking_again_within_a_minute_sends_nothing_and_says_the_same(
    database: Database, mint: Mint, telephone: Telephone, somebody: Register
) -> None:
    first, second = (ask(database, mint, telephone, somebody.phone) for _ in range(2))

    assert first == second
    assert len(telephone.codes) == 1


@pytest.mark.parametrize("known", [True, False])
def test_six_codes_an_hour_are_enough_for_the_known_and_the_unknown(
    database: Database, mint: Mint, telephone: Telephone, somebody: Register, known: bool
) -> None:
    login = somebody.phone if known else UNKNOWN
    for minute in range(6):
        with clock.freeze(LATER + timedelta(minutes=minute)):
            ask(database, mint, telephone, login)

    with clock.freeze(LATER + timedelta(minutes=6)), pytest.raises(TooManyAttempts) as refused:
        ask(database, mint, telephone, login)

    assert refused.value.details == {"retry_after": str(54 * 60)}


def test_a_phone_that_is_out_of_reach_is_not_told(
    database: Database, mint: Mint, telephone: Telephone, somebody: Register
) -> None:
    telephone.reachable = False

    assert ask(database, mint, telephone, somebody.phone).reset_id


def test_a_weak_password_leaves_the_code_good(
    database: Database, mint: Mint, telephone: Telephone, somebody: Register
) -> None:
    asked = ask(database, mint, telephone, somebody.phone)

    with pytest.raises(WeakPassword):
        complete(database, mint, asked, telephone.last, "11111")

    complete(database, mint, asked, telephone.last)


def test_what_is_no_code_does_not_count(
    database: Database, mint: Mint, telephone: Telephone, somebody: Register
) -> None:
    asked = ask(database, mint, telephone, somebody.phone)

    for _ in range(10):
        assert isinstance(refusal(database, mint, asked, "no code"), Invalid)

    complete(database, mint, asked, telephone.last)


def test_refusals_are_lines_of_the_journal_and_tell_of_no_login(
    database: Database, mint: Mint, telephone: Telephone, somebody: Register
) -> None:
    refusal(database, mint, ask(database, mint, telephone, somebody.phone), telephone.wrong())

    with database.reading() as session:
        refused = sa.select(journal).where(journal.c.action == "identity.reset.refused")
        lines = session.execute(refused.order_by(journal.c.position)).all()
    assert lines[-1].detail == {"reason": "WrongCode"}
    assert somebody.phone.number not in str(lines)
