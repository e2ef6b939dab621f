"""Logging in: what may be typed, and how long a guesser waits."""

from datetime import timedelta

import pytest

from contracts.identity.accounts import TooManyAttempts
from services.identity.domain.logins import LogInGuard, meanings
from tests.builders.identity import LAW, NOW


def a_guard(failures: int = 0) -> LogInGuard:
    return LogInGuard(login_digest=b"login", failures=failures, tried_at=NOW)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8 (900) 123-45-67", {"phone": "+79001234567"}),
        ("Anna@Example.RU ", {"email": "anna@example.ru"}),
        ("11223344595", {"snils": "112-233-445 95"}),
        ("nobody", {}),
    ],
)
def test_a_phone_an_address_or_a_snils_says_who_one_is(typed: str, meant: dict[str, str]) -> None:
    assert meanings(typed) == meant


def test_four_failures_cost_no_wait() -> None:
    guard = a_guard()
    for _ in range(4):
        guard.begin(NOW, LAW)
        guard.fail(NOW, LAW)

    guard.begin(NOW, LAW)

    assert guard.failures == 5


@pytest.mark.parametrize(
    ("failures", "seconds"), [(4, 60), (5, 120), (6, 240), (9, 1920), (10, 3600), (10_000, 3600)]
)
def test_from_the_fifth_failure_on_each_doubles_the_wait_up_to_an_hour(failures: int, seconds: int) -> None:
    guard = a_guard(failures)
    guard.begin(NOW, LAW)
    guard.fail(NOW, LAW)

    with pytest.raises(TooManyAttempts) as refused:
        guard.begin(NOW, LAW)

    assert refused.value.details == {"retry_after": str(seconds)}


def test_twenty_tries_under_way_together_close_the_door() -> None:
    guard = a_guard()
    for _ in range(20):
        guard.begin(NOW, LAW)

    with pytest.raises(TooManyAttempts):
        guard.begin(NOW, LAW)


def test_a_try_while_closed_does_not_lengthen_the_wait() -> None:
    guard = a_guard(4)
    guard.begin(NOW, LAW)
    guard.fail(NOW, LAW)

    with pytest.raises(TooManyAttempts):
        guard.begin(NOW + timedelta(seconds=59), LAW)

    guard.begin(NOW + timedelta(seconds=60), LAW)


def test_success_forgets_the_failures() -> None:
    guard = a_guard(4)
    guard.begin(NOW, LAW)
    guard.fail(NOW, LAW)
    guard.succeed()

    guard.begin(NOW, LAW)

    assert guard.failures == 1


def test_failures_are_forgotten_after_a_quiet_day() -> None:
    guard = a_guard(7)

    guard.begin(NOW + timedelta(hours=24), LAW)

    assert guard.failures == 1
