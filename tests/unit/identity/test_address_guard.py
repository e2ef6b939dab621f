"""Behind one address may be a hospital: many may fail before all wait, and old failures are forgiven."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contracts.identity.accounts import TooManyAttempts
from services.identity.domain.logins import AddressGuard
from tests.builders.identity import LAW, NOW

HALF_MINUTE = LAW.addresses.forgiven_each


def a_guard(failures: int = 0) -> AddressGuard:
    return AddressGuard(address_digest=b"", failures=failures, counted_from=NOW)


def fail(guard: AddressGuard, times: int, at: timedelta = timedelta()) -> None:
    for _ in range(times):
        guard.begin(NOW + at, LAW)
        guard.fail(NOW + at, LAW)


def wait(guard: AddressGuard, at: timedelta = timedelta()) -> int:
    with pytest.raises(TooManyAttempts) as refused:
        guard.begin(NOW + at, LAW)
    return int(refused.value.details["retry_after"])


def test_ninety_nine_failures_close_nothing() -> None:
    guard = a_guard()
    fail(guard, 99)

    guard.begin(NOW, LAW)


def test_the_hundredth_means_a_minute() -> None:
    guard = a_guard()
    fail(guard, 100)

    assert wait(guard) == 60


def test_each_further_failure_doubles_the_wait_up_to_a_quarter_of_an_hour() -> None:
    guard, waits, at = a_guard(99), [], timedelta()
    for _ in range(6):
        fail(guard, 1, at)
        waits.append(wait(guard, at))
        at += timedelta(seconds=waits[-1])

    assert waits == [60, 120, 240, 480, 900, 900]


def test_each_half_minute_forgives_one_failure() -> None:
    guard = a_guard(50)

    guard.begin(NOW + 10 * HALF_MINUTE, LAW)

    assert guard.failures == 41


def test_what_is_left_of_a_half_minute_is_not_lost() -> None:
    """Else whoever tries every twenty seconds would never be forgiven."""
    guard = a_guard(50)
    for seconds in range(20, 320, 20):
        guard.begin(NOW + timedelta(seconds=seconds), LAW)
        guard.succeed()

    assert guard.failures == 40


def test_a_wait_forgives_nothing() -> None:
    guard = a_guard(99)
    fail(guard, 1)

    guard.begin(NOW + timedelta(seconds=60), LAW)

    assert guard.failures == 101


def test_a_success_forgives_only_itself() -> None:
    """Whoever guesses may know one password of his own."""
    guard = a_guard(50)

    guard.begin(NOW, LAW)
    guard.succeed()

    assert guard.failures == 50
