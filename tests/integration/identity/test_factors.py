"""Second factors are enrolled by who has just logged in, and demanded where others are decided about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from contracts.identity.accounts import Register, WrongCode
from contracts.identity.factors import (
    ConfirmTotp,
    FactorEnrolledAlready,
    FactorMandatory,
    ResetFactors,
)
from contracts.identity.organisations import GrantRole
from contracts.identity.second_factor import FinishLogIn, NotEnrolled
from contracts.identity.sessions import FactorMethod, LogInAnswer, Refresh, SessionEnded, Tokens
from kernel import clock
from kernel.database import Database
from kernel.messages import LOGGED_IN, Caller, StepUpRequired
from kernel.values import PersonId, Role, Strength
from services.identity.domain.sessions import Ending
from services.identity.usecases import endings
from services.identity.usecases.apps import confirm_totp, enrol_totp, remove_totp
from services.identity.usecases.factors import my_factors, renew_recovery_codes, reset_factors
from services.identity.usecases.housekeeping import reseal
from services.identity.usecases.people import my_profile
from services.identity.usecases.roles import grant_role
from services.identity.usecases.second_factor import finish_log_in
from services.identity.usecases.sessions import refresh
from services.identity.vault.tokens import Mint
from tests.builders.identity import (
    NEW_KEY,
    NOBODY,
    NOW,
    OLD_KEY,
    a_registration,
    a_vault,
    announced,
    logged_in,
    registered,
)
from tests.builders.second_factors import App, caller_of, with_an_app

ISSUER = "https://nmo.example.ru"
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def given(database: Database, mint: Mint, somebody: Register) -> LogInAnswer:
    """What a person holds who has just logged in."""
    return logged_in(database, mint, somebody.phone)


@pytest.fixture
def caller(database: Database, mint: Mint, given: LogInAnswer) -> Caller:
    return caller_of(database, mint, given)


def appoint(database: Database, person_id: PersonId, role: Role = Role.REVIEWER) -> None:
    grant_role(database, GrantRole(person_id=person_id, role=role))


def renewed(database: Database, mint: Mint, given: LogInAnswer) -> Tokens:
    return refresh(database, mint, Refresh(refresh_token=given.refresh_token or ""))


def test_an_app_counts_once_it_has_shown_that_it_has_the_secret(
    database: Database, mint: Mint, caller: Caller
) -> None:
    begun = enrol_totp(database, mint.vault, caller)
    before = my_factors(database, mint.vault, caller)

    codes = confirm_totp(database, mint, caller, ConfirmTotp(code=App(begun.secret).code()))

    after = my_factors(database, mint.vault, caller)
    assert (before.totp_enrolled_at, after.totp_enrolled_at) == (None, NOW)
    assert len(set(codes.codes)) == after.recovery_codes_left == 10
    assert announced(database, "identity.factor.enrolled") == [
        {"person_id": str(caller.person), "method": "totp"}
    ]


def test_a_secret_can_be_read_by_any_app(database: Database, mint: Mint, caller: Caller) -> None:
    begun = enrol_totp(database, mint.vault, caller)

    assert len(begun.secret) == 32
    assert begun.uri.startswith("otpauth://totp/")
    assert f"secret={begun.secret}" in begun.uri


def test_a_wrong_code_confirms_nothing(database: Database, mint: Mint, caller: Caller) -> None:
    app = App(enrol_totp(database, mint.vault, caller).secret)

    with pytest.raises(WrongCode):
        confirm_totp(database, mint, caller, ConfirmTotp(code=app.wrong()))

    assert my_factors(database, mint.vault, caller).totp_enrolled_at is None


def test_beginning_again_gives_another_secret(database: Database, mint: Mint, caller: Caller) -> None:
    first, second = (enrol_totp(database, mint.vault, caller).secret for _ in range(2))

    with pytest.raises(WrongCode):
        confirm_totp(database, mint, caller, ConfirmTotp(code=App(first).code()))

    assert confirm_totp(database, mint, caller, ConfirmTotp(code=App(second).code())).codes


def test_nothing_is_confirmed_that_was_not_begun(database: Database, mint: Mint, caller: Caller) -> None:
    with pytest.raises(NotEnrolled):
        confirm_totp(database, mint, caller, ConfirmTotp(code="123456"))


def test_an_app_is_enrolled_once(database: Database, mint: Mint, given: LogInAnswer, caller: Caller) -> None:
    with_an_app(database, mint, given)

    with pytest.raises(FactorEnrolledAlready):
        enrol_totp(database, mint.vault, caller_of(database, mint, renewed(database, mint, given)))


def test_a_token_that_is_not_fresh_enrols_nothing(database: Database, mint: Mint, caller: Caller) -> None:
    """Whoever steals a token must not lock its owner out."""
    with clock.freeze(NOW + timedelta(minutes=15)), pytest.raises(StepUpRequired) as refused:
        enrol_totp(database, mint.vault, caller)

    assert refused.value.details == {"how": "POST /v1/sessions", "max_age": "900"}


def test_a_further_factor_is_enrolled_only_with_the_one_there_is(
    database: Database, mint: Mint, given: LogInAnswer, caller: Caller
) -> None:
    with_an_app(database, mint, given)

    with pytest.raises(StepUpRequired) as refused:
        enrol_totp(database, mint.vault, caller)

    assert refused.value.details["how"] == "POST /v1/sessions/step-up"


@pytest.mark.parametrize(
    "role", [Role.ADMINISTRATOR, Role.REVIEWER, Role.COMMISSION, Role.REGULATOR, Role.AUDITOR]
)
def test_whose_role_demands_a_factor_may_only_enrol_one(
    database: Database, mint: Mint, given: LogInAnswer, somebody: Register, role: Role
) -> None:
    appoint(database, given.person_id, role)

    caller = caller_of(database, mint, logged_in(database, mint, somebody.phone))

    profile = my_profile(database, mint.vault, caller)
    assert caller.roles == {Role.WITHHELD} < LOGGED_IN
    assert {step.name: step.done for step in profile.onboarding}["second_factor"] is False
    assert role in profile.roles


def test_roles_come_back_with_the_next_token_after_enrolling(
    database: Database, mint: Mint, given: LogInAnswer, somebody: Register
) -> None:
    appoint(database, given.person_id)
    answer = logged_in(database, mint, somebody.phone)
    with_an_app(database, mint, answer)

    caller = caller_of(database, mint, renewed(database, mint, answer))

    assert caller.roles == {Role.SPECIALIST, Role.REVIEWER}
    assert caller.strength is Strength.SECOND_FACTOR
    assert {s.name: s.done for s in my_profile(database, mint.vault, caller).onboarding}["second_factor"]


def test_a_role_granted_meanwhile_demands_the_factor_of_the_next_token(
    database: Database, mint: Mint, given: LogInAnswer
) -> None:
    appoint(database, given.person_id)

    assert caller_of(database, mint, renewed(database, mint, given)).roles == {Role.WITHHELD}


def test_who_decides_about_nobody_needs_no_factor(database: Database, mint: Mint, caller: Caller) -> None:
    assert caller.roles == {Role.SPECIALIST}
    assert not my_factors(database, mint.vault, caller).is_mandatory


def test_a_factor_is_taken_away_and_its_recovery_codes_with_it(
    database: Database, mint: Mint, given: LogInAnswer, caller: Caller, somebody: Register
) -> None:
    with_an_app(database, mint, given)

    remove_totp(database, caller)

    assert my_factors(database, mint.vault, caller).recovery_codes_left == 0
    assert logged_in(database, mint, somebody.phone).access_token
    assert announced(database, "identity.factor.removed") == [
        {"person_id": str(caller.person), "method": "totp"}
    ]


def test_the_last_factor_stays_where_a_role_demands_one(
    database: Database, mint: Mint, given: LogInAnswer, caller: Caller
) -> None:
    with_an_app(database, mint, given)
    appoint(database, given.person_id)

    with pytest.raises(FactorMandatory):
        remove_totp(database, caller)

    assert my_factors(database, mint.vault, caller).totp_enrolled_at == NOW


def test_a_session_that_was_ended_takes_no_factor_away_and_gets_no_codes(
    database: Database, mint: Mint, given: LogInAnswer, caller: Caller
) -> None:
    """Its access token lives on for minutes, and may have been stolen just after a factor was shown."""
    with_an_app(database, mint, given)
    with database.transaction() as session:
        endings.end_all(session, caller.person, Ending.REVOKED, NOW)

    for attempt in (remove_totp, renew_recovery_codes):
        with pytest.raises(StepUpRequired):
            attempt(database, caller)

    assert my_factors(database, mint.vault, caller).recovery_codes_left == 10


def test_new_recovery_codes_replace_the_old(
    database: Database, mint: Mint, given: LogInAnswer, caller: Caller, somebody: Register
) -> None:
    old = with_an_app(database, mint, given).recovery_codes

    new = renew_recovery_codes(database, caller).codes

    assert set(old).isdisjoint(new)
    challenge = logged_in(database, mint, somebody.phone).challenge
    assert challenge is not None
    shown = FinishLogIn(challenge=challenge.challenge, method=FactorMethod.RECOVERY_CODE, code=old[0])
    with pytest.raises(WrongCode):
        finish_log_in(database, mint, NOBODY, shown)


def test_without_a_factor_there_is_nothing_to_recover(database: Database, caller: Caller) -> None:
    with pytest.raises(NotEnrolled):
        renew_recovery_codes(database, caller)


def test_who_has_lost_every_factor_is_helped_and_logged_out_everywhere(
    database: Database, mint: Mint, given: LogInAnswer, somebody: Register
) -> None:
    with_an_app(database, mint, given)

    reset_factors(database, ResetFactors(person_id=given.person_id))

    assert logged_in(database, mint, somebody.phone).access_token
    with pytest.raises(SessionEnded):
        renewed(database, mint, given)
    assert [e["reason"] for e in announced(database, "identity.session.revoked")] == ["factors_reset"]


def test_the_secret_of_an_app_follows_the_key_ring(database: Database) -> None:
    old, both, new = (
        Mint(vault=a_vault(*keys), issuer=ISSUER) for keys in ((OLD_KEY,), (NEW_KEY, OLD_KEY), (NEW_KEY,))
    )
    somebody = a_registration()
    registered(database, old.vault, somebody)
    app = with_an_app(database, old, logged_in(database, old, somebody.phone)).app

    reseal(database, both)

    with clock.freeze(LATER):
        challenge = logged_in(database, new, somebody.phone).challenge
        assert challenge is not None
        shown = FinishLogIn(challenge=challenge.challenge, method=FactorMethod.TOTP, code=app.code())
        assert finish_log_in(database, new, NOBODY, shown)


def test_another_person_does_not_see_ones_factors(
    database: Database, mint: Mint, given: LogInAnswer, caller: Caller
) -> None:
    with_an_app(database, mint, given)
    stranger = a_registration()
    registered(database, mint.vault, stranger)
    other = caller_of(database, mint, logged_in(database, mint, stranger.phone))

    assert my_factors(database, mint.vault, other) == replace(
        my_factors(database, mint.vault, caller), totp_enrolled_at=None, recovery_codes_left=0
    )
