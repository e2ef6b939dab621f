"""To sign or decide, a session shows its second factor again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contracts.admission.decisions import decide
from contracts.identity.accounts import Register, TooManyAttempts, WrongCode
from contracts.identity.second_factor import ChallengeEnded, CodeUsed, FinishLogIn, NotEnrolled, StepUp
from contracts.identity.sessions import (
    FactorMethod,
    LogInAnswer,
    Refresh,
    RevokeSession,
    SessionEnded,
    Tokens,
)
from kernel import clock, entitlement
from kernel.database import Database
from kernel.messages import Caller, StepUpRequired
from kernel.values import Role, Strength
from services.identity.usecases.my_sessions import revoke_session
from services.identity.usecases.second_factor import begin_step_up, finish_log_in, step_up
from services.identity.usecases.sessions import refresh
from services.identity.vault.tokens import Mint
from tests.builders.identity import NOBODY, NOW, logged_in
from tests.builders.second_factors import App, Device, caller_of, with_a_passkey, with_an_app

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def given(database: Database, mint: Mint, somebody: Register) -> LogInAnswer:
    return logged_in(database, mint, somebody.phone)


@pytest.fixture
def app(database: Database, mint: Mint, given: LogInAnswer) -> App:
    return with_an_app(database, mint, given).app


def renewed(database: Database, mint: Mint, given: LogInAnswer | Tokens) -> Tokens:
    return refresh(database, mint, Refresh(refresh_token=given.refresh_token or ""))


def by_app(code: str) -> StepUp:
    return StepUp(method=FactorMethod.TOTP, code=code)


def may_decide(caller: Caller) -> bool:
    member = Caller(**{**vars(caller), "roles": frozenset({Role.COMMISSION})})
    try:
        entitlement.check(member, decide, clock.now())
    except StepUpRequired:
        return False
    return True


def test_a_session_an_hour_old_decides_nothing_until_it_shows_the_factor_again(
    database: Database, mint: Mint, given: LogInAnswer, app: App
) -> None:
    with clock.freeze(LATER):
        before = caller_of(database, mint, renewed(database, mint, given))
        answer = step_up(database, mint, before, by_app(app.code()))
        after = caller_of(database, mint, answer.access_token)

        assert (may_decide(before), may_decide(after)) == (False, True)
    assert answer.until == LATER + timedelta(minutes=15)
    assert (after.authenticated_at, after.session_id) == (LATER, before.session_id)


def test_it_counts_for_a_quarter_of_an_hour_also_when_renewed(
    database: Database, mint: Mint, given: LogInAnswer, app: App
) -> None:
    for minutes, counts in ((14, True), (15, False)):
        with clock.freeze(NOW + timedelta(minutes=minutes)):
            given = renewed(database, mint, given)
            assert may_decide(caller_of(database, mint, given)) is counts


def test_the_refresh_token_of_the_session_stays_good(
    database: Database, mint: Mint, given: LogInAnswer, app: App
) -> None:
    """Another tab renews with it, and must not be taken for a thief."""
    with clock.freeze(LATER):
        newest = renewed(database, mint, given)
        step_up(database, mint, caller_of(database, mint, newest), by_app(app.code()))
    with clock.freeze(LATER + timedelta(minutes=5)):
        assert renewed(database, mint, newest).access_token


def test_a_password_is_no_second_factor(database: Database, mint: Mint, given: LogInAnswer) -> None:
    caller = caller_of(database, mint, given)

    assert caller.strength is Strength.PASSWORD
    assert not may_decide(caller)


def test_who_has_no_factor_is_told_to_enrol_one(database: Database, mint: Mint, given: LogInAnswer) -> None:
    caller = caller_of(database, mint, given)

    with pytest.raises(NotEnrolled):
        step_up(database, mint, caller, by_app("123456"))
    with pytest.raises(NotEnrolled):
        begin_step_up(database, mint, caller)


def test_a_passkey_signs_the_challenge_begun_for_it(
    database: Database, mint: Mint, given: LogInAnswer
) -> None:
    device, caller = Device(), caller_of(database, mint, given)
    with_a_passkey(database, mint, given, device)
    with clock.freeze(LATER):
        asked = begin_step_up(database, mint, caller)
        signed = device.sign(asked.passkey or {})
        shown = StepUp(method=FactorMethod.PASSKEY, challenge=asked.challenge, passkey=signed)

        assert may_decide(caller_of(database, mint, step_up(database, mint, caller, shown).access_token))

        with pytest.raises(ChallengeEnded):
            step_up(database, mint, caller, shown)


def test_the_challenge_of_another_session_is_not_taken(
    database: Database, mint: Mint, given: LogInAnswer, app: App, somebody: Register
) -> None:
    asked = begin_step_up(database, mint, caller_of(database, mint, given))
    with clock.freeze(NOW + timedelta(minutes=1)):
        challenge = logged_in(database, mint, somebody.phone).challenge
        assert challenge is not None
        shown = FinishLogIn(challenge=challenge.challenge, method=FactorMethod.TOTP, code=app.code())
        other = caller_of(database, mint, finish_log_in(database, mint, NOBODY, shown))

    with pytest.raises(ChallengeEnded):
        step_up(
            database,
            mint,
            other,
            StepUp(method=FactorMethod.TOTP, code=app.code(LATER), challenge=asked.challenge),
        )


def test_the_challenge_of_a_step_up_opens_no_session(
    database: Database, mint: Mint, given: LogInAnswer, app: App
) -> None:
    asked = begin_step_up(database, mint, caller_of(database, mint, given))
    code = app.code(NOW + timedelta(seconds=30))

    with pytest.raises(ChallengeEnded):
        finish_log_in(
            database,
            mint,
            NOBODY,
            FinishLogIn(challenge=asked.challenge, method=FactorMethod.TOTP, code=code),
        )


def test_a_code_that_opened_the_session_does_not_step_it_up(
    database: Database, mint: Mint, given: LogInAnswer, app: App
) -> None:
    with pytest.raises(CodeUsed):
        step_up(database, mint, caller_of(database, mint, given), by_app(app.code()))


def test_guesses_of_a_stolen_session_are_counted(
    database: Database, mint: Mint, given: LogInAnswer, app: App
) -> None:
    caller = caller_of(database, mint, given)
    for _ in range(5):
        with pytest.raises(WrongCode):
            step_up(database, mint, caller, by_app(app.wrong()))

    with pytest.raises(TooManyAttempts):
        step_up(database, mint, caller, by_app(app.code(NOW + timedelta(seconds=30))))


def test_a_session_that_was_ended_is_not_stepped_up(
    database: Database, mint: Mint, given: LogInAnswer, app: App
) -> None:
    caller = caller_of(database, mint, given)
    assert caller.session_id is not None
    revoke_session(database, caller, RevokeSession(session_id=caller.session_id))

    with pytest.raises(SessionEnded):
        step_up(database, mint, caller, by_app(app.code(NOW + timedelta(seconds=30))))
