"""Who may ask: by role, by scope where a program asks, and by a second factor where it signs or decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kernel import entitlement
from kernel.messages import (
    ANYONE,
    LOGGED_IN,
    SIGNED_IN,
    STEP_UP_LASTS,
    Caller,
    Forbidden,
    Nothing,
    Operation,
    ServiceError,
    StepUpRequired,
    Unauthenticated,
)
from kernel.values import Role, Strength, new_id
from tests.builders.requests import a_caller

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOBODY = Caller(process="gateway")
SPECIALISTS = frozenset({Role.SPECIALIST})


def an_operation(
    *, roles: frozenset[Role] = SPECIALISTS, step_up: bool = False, scope: str | None = None
) -> Operation[Nothing, Nothing]:
    return Operation("credits", "award", Nothing, Nothing, roles=roles, step_up=step_up, scope=scope)


def a_program(*scopes: str) -> Caller:
    """A program of an agency."""
    return Caller(
        process="gateway", roles=frozenset({Role.AGENCY}), client_id=new_id(), scopes=frozenset(scopes)
    )


def refusal(caller: Caller, operation: Operation[Nothing, Nothing]) -> ServiceError:
    with pytest.raises(ServiceError) as refused:
        entitlement.check(caller, operation, NOW)
    return refused.value


def test_what_is_open_to_anyone_admits_nobody_in_particular() -> None:
    entitlement.check(NOBODY, an_operation(roles=ANYONE), NOW)


def test_who_has_not_logged_in_is_asked_to() -> None:
    assert type(refusal(NOBODY, an_operation(roles=SIGNED_IN))) is Unauthenticated


def test_who_has_another_role_is_refused() -> None:
    refused = refusal(a_caller(), an_operation(roles=frozenset({Role.EMPLOYER, Role.PROVIDER})))

    assert (type(refused), refused.details) == (Forbidden, {"roles": "employer provider"})


def test_who_has_logged_in_and_holds_no_role_at_all_is_refused_and_not_asked_to_log_in() -> None:
    assert type(refusal(replace(a_caller(), roles=frozenset()), an_operation())) is Forbidden


def test_a_person_whose_roles_are_withheld_may_only_do_what_needs_none() -> None:
    withheld = replace(a_caller(), roles=frozenset({Role.WITHHELD}))

    entitlement.check(withheld, an_operation(roles=LOGGED_IN), NOW)

    assert type(refusal(withheld, an_operation(roles=SIGNED_IN))) is Forbidden


def test_to_sign_or_decide_the_second_factor_must_have_been_shown_lately() -> None:
    shown = replace(a_caller(), strength=Strength.SECOND_FACTOR, authenticated_at=NOW)
    later = NOW + STEP_UP_LASTS

    entitlement.check(shown, an_operation(step_up=True), later - timedelta(seconds=1))

    with pytest.raises(StepUpRequired) as refused:
        entitlement.check(shown, an_operation(step_up=True), later)
    assert refused.value.details == {"how": "POST /v1/sessions/step-up", "max_age": "900"}


@pytest.mark.parametrize(
    "shown",
    [
        {"strength": Strength.PASSWORD, "authenticated_at": NOW},
        {"strength": Strength.SECOND_FACTOR},
        {"authenticated_at": NOW},
        {},
    ],
)
def test_nothing_less_than_a_second_factor_will_do(shown: dict[str, object]) -> None:
    caller = replace(a_caller(), **shown)

    assert type(refusal(caller, an_operation(step_up=True))) is StepUpRequired


def test_a_program_may_do_what_its_scopes_name() -> None:
    readers = frozenset({Role.AGENCY, Role.AUDITOR})

    entitlement.check(a_program("events:read"), an_operation(roles=readers, scope="events:read"), NOW)

    refused = refusal(a_program("statistics:read"), an_operation(roles=readers, scope="events:read"))
    assert (type(refused), refused.details) == (Forbidden, {"scope": "events:read"})


def test_what_names_no_scope_is_for_persons_only() -> None:
    assert type(refusal(a_program("events:read"), an_operation(roles=SIGNED_IN))) is Forbidden


def test_a_person_needs_no_scope() -> None:
    entitlement.check(a_caller(), an_operation(scope="events:read"), NOW)
