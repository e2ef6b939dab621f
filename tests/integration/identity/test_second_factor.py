"""Logging in takes two steps where a second factor is enrolled, and neither can be guessed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contracts.identity.accounts import Register, TooManyAttempts, WrongCode
from contracts.identity.second_factor import ChallengeEnded, CodeUsed, FinishLogIn, PasskeyRefused
from contracts.identity.sessions import FactorMethod, LogInAnswer, Tokens
from kernel import clock
from kernel.database import Database
from kernel.messages import Invalid
from kernel.values import Strength
from services.identity.usecases.second_factor import finish_log_in
from services.identity.vault.tokens import Mint
from tests.builders.identity import NOBODY, NOW, announced, logged_in
from tests.builders.second_factors import App, Enrolled, caller_of, with_an_app
from tests.integration.identity.simultaneously import simultaneously

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def enrolled(database: Database, mint: Mint, somebody: Register) -> Enrolled:
    return with_an_app(database, mint, logged_in(database, mint, somebody.phone))


@pytest.fixture
def app(enrolled: Enrolled) -> App:
    return enrolled.app


def shown(answer: LogInAnswer, method: FactorMethod = FactorMethod.TOTP, **proof: Any) -> FinishLogIn:
    assert answer.challenge is not None
    return FinishLogIn(challenge=answer.challenge.challenge, method=method, **proof)


def test_the_password_alone_opens_nothing_but_a_challenge(
    database: Database, mint: Mint, somebody: Register, app: App
) -> None:
    answer = logged_in(database, mint, somebody.phone)

    assert answer.challenge is not None
    assert answer.challenge.methods == (FactorMethod.TOTP, FactorMethod.RECOVERY_CODE)
    assert answer.challenge.expires_at == NOW + timedelta(minutes=5)
    assert (answer.access_token, answer.refresh_token) == (None, None)
    assert len(announced(database, "identity.session.opened")) == 1  # the one that enrolled the app


def test_password_and_app_open_a_session_that_says_so(
    database: Database, mint: Mint, somebody: Register, app: App
) -> None:
    with clock.freeze(LATER):
        answer = logged_in(database, mint, somebody.phone)
        tokens = finish_log_in(database, mint, NOBODY, shown(answer, code=app.code()))
        caller = caller_of(database, mint, tokens)

    assert (caller.strength, caller.authenticated_at) == (Strength.SECOND_FACTOR, LATER)


@pytest.mark.parametrize("between", [" ", "-", "\u00a0"])
def test_a_code_is_understood_as_people_type_it(
    database: Database, mint: Mint, somebody: Register, app: App, between: str
) -> None:
    with clock.freeze(LATER):
        answer, code = logged_in(database, mint, somebody.phone), app.code()
        typed = f"{code[:3]}{between}{code[3:]}"

        assert finish_log_in(database, mint, NOBODY, shown(answer, code=typed))


@pytest.mark.parametrize("behind", [-30, 30])
def test_the_clock_of_the_app_may_be_one_step_off(
    database: Database, mint: Mint, somebody: Register, app: App, behind: int
) -> None:
    """RFC 6238, section 5.2."""
    code = app.code(LATER + timedelta(seconds=behind))
    with clock.freeze(LATER):
        answer = logged_in(database, mint, somebody.phone)

        assert finish_log_in(database, mint, NOBODY, shown(answer, code=code))


@pytest.mark.parametrize("behind", [-60, 60])
def test_two_steps_off_is_wrong(
    database: Database, mint: Mint, somebody: Register, app: App, behind: int
) -> None:
    code = app.code(LATER + timedelta(seconds=behind))
    with clock.freeze(LATER), pytest.raises(WrongCode):
        finish_log_in(database, mint, NOBODY, shown(logged_in(database, mint, somebody.phone), code=code))


def test_a_code_is_good_once(database: Database, mint: Mint, somebody: Register, app: App) -> None:
    """RFC 6238, section 5.2: the second attempt of an OTP that was accepted must not be."""
    with clock.freeze(LATER):
        first, second = (logged_in(database, mint, somebody.phone) for _ in range(2))
        finish_log_in(database, mint, NOBODY, shown(first, code=app.code()))

        with pytest.raises(CodeUsed):
            finish_log_in(database, mint, NOBODY, shown(second, code=app.code()))


def test_ten_simultaneous_uses_of_one_code_open_one_session(
    database: Database, mint: Mint, somebody: Register, app: App
) -> None:
    with clock.freeze(LATER):
        answers = iter([logged_in(database, mint, somebody.phone) for _ in range(10)])
        code = app.code()

        given = simultaneously(
            10, lambda: finish_log_in(database, mint, NOBODY, shown(next(answers), code=code))
        )

    assert sum(isinstance(one, Tokens) for one in given) == 1
    assert {type(one) for one in given} == {Tokens, CodeUsed}


def test_a_challenge_is_answered_once(database: Database, mint: Mint, somebody: Register, app: App) -> None:
    with clock.freeze(LATER):
        answer = logged_in(database, mint, somebody.phone)
        finish_log_in(database, mint, NOBODY, shown(answer, code=app.code()))

        with pytest.raises(ChallengeEnded):
            finish_log_in(database, mint, NOBODY, shown(answer, code=app.code(LATER + timedelta(seconds=30))))


def test_a_challenge_ends_after_five_minutes(
    database: Database, mint: Mint, somebody: Register, app: App
) -> None:
    answer = logged_in(database, mint, somebody.phone)

    with clock.freeze(LATER), pytest.raises(ChallengeEnded):
        finish_log_in(database, mint, NOBODY, shown(answer, code=app.code()))


def test_a_challenge_nobody_gave_opens_nothing(database: Database, mint: Mint) -> None:
    made_up = FinishLogIn(challenge="made up", method=FactorMethod.TOTP, code="123456")

    with pytest.raises(ChallengeEnded):
        finish_log_in(database, mint, NOBODY, made_up)


def test_whoever_guesses_codes_begins_again_with_the_password_keycloak_26177(
    database: Database, mint: Mint, somebody: Register, app: App
) -> None:
    """Keycloak #26177: the wait was over, and the same challenge could be guessed on."""
    answer = logged_in(database, mint, somebody.phone)
    for _ in range(5):
        with pytest.raises(WrongCode):
            finish_log_in(database, mint, NOBODY, shown(answer, code=app.wrong()))

    for at in (NOW, NOW + timedelta(minutes=2)):
        with clock.freeze(at), pytest.raises(ChallengeEnded):
            finish_log_in(database, mint, NOBODY, shown(answer, code=app.code(at)))


def test_a_new_password_step_does_not_forget_the_wrong_codes(
    database: Database, mint: Mint, somebody: Register, app: App
) -> None:
    """Else a known password would be worth any number of guesses."""
    for _ in range(5):
        answer = logged_in(database, mint, somebody.phone)
        with pytest.raises(WrongCode):
            finish_log_in(database, mint, NOBODY, shown(answer, code=app.wrong()))

    answer = logged_in(database, mint, somebody.phone)
    with pytest.raises(TooManyAttempts) as refused:
        finish_log_in(database, mint, NOBODY, shown(answer, code=app.code()))
    assert refused.value.details == {"retry_after": "60"}


def test_a_recovery_code_opens_the_door_once(
    database: Database, mint: Mint, somebody: Register, enrolled: Enrolled
) -> None:
    code = enrolled.recovery_codes[3].upper().replace("-", " ")
    by_code = FactorMethod.RECOVERY_CODE
    first, second = (logged_in(database, mint, somebody.phone) for _ in range(2))

    assert finish_log_in(database, mint, NOBODY, shown(first, by_code, code=code))

    with pytest.raises(WrongCode):
        finish_log_in(database, mint, NOBODY, shown(second, by_code, code=code))


def test_ten_simultaneous_uses_of_one_recovery_code_open_one_session(
    database: Database, mint: Mint, somebody: Register, enrolled: Enrolled
) -> None:
    answers = iter([logged_in(database, mint, somebody.phone) for _ in range(10)])
    by_code = {"method": FactorMethod.RECOVERY_CODE, "code": enrolled.recovery_codes[0]}

    given = simultaneously(10, lambda: finish_log_in(database, mint, NOBODY, shown(next(answers), **by_code)))

    assert sum(isinstance(one, Tokens) for one in given) == 1


def test_what_is_not_enrolled_cannot_be_shown(
    database: Database, mint: Mint, somebody: Register, app: App
) -> None:
    answer = logged_in(database, mint, somebody.phone)
    passkey = shown(answer, FactorMethod.PASSKEY, passkey={"id": "bm9uZQ"})

    with pytest.raises(PasskeyRefused):
        finish_log_in(database, mint, NOBODY, passkey)


@pytest.mark.parametrize(
    ("proof", "broken"),
    [
        ({}, {"code": "required"}),
        ({"code": "no code"}, {"code": "code.format"}),
        ({"method": FactorMethod.PASSKEY}, {"passkey": "required"}),
    ],
)
def test_what_is_no_answer_at_all_does_not_count(
    database: Database,
    mint: Mint,
    somebody: Register,
    app: App,
    proof: dict[str, Any],
    broken: dict[str, str],
) -> None:
    answer = logged_in(database, mint, somebody.phone)
    for _ in range(10):
        with pytest.raises(Invalid) as refused:
            finish_log_in(database, mint, NOBODY, shown(answer, **proof))

    assert refused.value.details == broken
    code = app.code(NOW + timedelta(seconds=30))
    assert finish_log_in(database, mint, NOBODY, shown(answer, code=code))


def test_the_secret_of_an_app_and_recovery_codes_are_not_readable_in_the_database(
    enrolled: Enrolled, rows: Any
) -> None:
    tables = ("totp_factors", "recovery_codes", "challenges")
    cells = [cell for table in tables for row in rows(table) for cell in row.values()]
    dump = b"\n".join(cell if isinstance(cell, bytes) else str(cell).encode() for cell in cells)

    assert enrolled.app.secret.encode() not in dump
    assert enrolled.recovery_codes[0].encode() not in dump
