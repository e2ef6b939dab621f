"""A one-time code lives five minutes, is replaced by a newer one, and may be wrong five times."""

from datetime import timedelta

import pytest

from contracts.identity.accounts import (
    CodeExpired,
    CodeReplaced,
    Delivery,
    ResendTooSoon,
    TooManyAttempts,
    WrongCode,
)
from kernel.values import PersonId, new_id
from services.identity.domain.codes import PhoneProof
from tests.builders.identity import LAW, NOW

FIRST, SECOND, WRONG, PHONE = b"first", b"second", b"wrong", b"phone"


def after(**time: float) -> timedelta:
    return timedelta(**time)


def a_proof(*digests: bytes, apart: timedelta = timedelta(minutes=1)) -> PhoneProof:
    """A proof with codes issued one after the other, beginning NOW."""
    proof = PhoneProof(person_id=PersonId(new_id()))
    for place, digest in enumerate(digests):
        proof.issue(digest, PHONE, NOW + place * apart, LAW.codes)
    return proof


def enter(proof: PhoneProof, typed: bytes, at: timedelta) -> object:
    return proof.enter(lambda digest: digest == typed, NOW + at, LAW.codes)


def test_the_right_code_is_taken() -> None:
    proof = a_proof(FIRST)

    assert enter(proof, FIRST, after(minutes=4, seconds=59)) is None


def test_a_code_that_was_taken_is_good_no_more() -> None:
    proof = a_proof(FIRST)
    enter(proof, FIRST, after(seconds=1))

    assert isinstance(enter(proof, FIRST, after(seconds=2)), CodeExpired)


def test_a_code_expires_after_five_minutes() -> None:
    proof = a_proof(FIRST)

    assert isinstance(enter(proof, FIRST, after(minutes=5)), CodeExpired)


def test_a_replaced_code_is_taken_for_thirty_seconds_more() -> None:
    proof = a_proof(FIRST, SECOND)

    assert enter(proof, FIRST, after(seconds=90)) is None
    assert enter(proof, SECOND, after(seconds=90)) is None


def test_later_a_replaced_code_says_that_a_newer_one_was_sent() -> None:
    proof = a_proof(FIRST, SECOND)

    assert isinstance(enter(proof, FIRST, after(seconds=91)), CodeReplaced)


def test_a_replaced_code_that_would_have_expired_still_says_so() -> None:
    proof = a_proof(FIRST, SECOND)

    assert isinstance(enter(proof, FIRST, after(minutes=10)), CodeReplaced)


def test_a_wrong_code_says_how_many_tries_are_left() -> None:
    refusal = enter(a_proof(FIRST), WRONG, after(seconds=1))

    assert isinstance(refusal, WrongCode)
    assert refusal.details == {"tries_left": "4"}


def test_after_five_wrong_tries_even_the_right_code_waits() -> None:
    proof = a_proof(FIRST)
    for _ in range(5):
        assert isinstance(enter(proof, WRONG, after(seconds=1)), WrongCode)

    refusal = enter(proof, FIRST, after(seconds=2))

    assert isinstance(refusal, TooManyAttempts)
    assert refusal.details == {"retry_after": "899"}


def test_no_new_code_is_sent_while_tries_are_closed() -> None:
    proof = a_proof(FIRST)
    for _ in range(5):
        enter(proof, WRONG, after(seconds=1))

    assert isinstance(proof.why_no_code([], NOW + after(minutes=10), LAW.codes), TooManyAttempts)


def test_a_quarter_of_an_hour_later_there_are_five_tries_again() -> None:
    proof = a_proof(FIRST)
    for _ in range(5):
        enter(proof, WRONG, after(seconds=1))

    refusal = enter(proof, WRONG, after(minutes=15, seconds=1))

    assert isinstance(refusal, WrongCode)
    assert refusal.details == {"tries_left": "4"}


@pytest.mark.parametrize(("seconds", "wait"), [(0, "60"), (59.5, "1")])
def test_the_next_code_may_be_asked_for_after_a_minute(seconds: float, wait: str) -> None:
    proof = a_proof(FIRST)

    refusal = proof.why_no_code(proof.codes, NOW + after(seconds=seconds), LAW.codes)

    assert isinstance(refusal, ResendTooSoon)
    assert refusal.details == {"retry_after": wait}
    assert proof.why_no_code(proof.codes, NOW + after(seconds=60), LAW.codes) is None


def test_a_code_that_did_not_arrive_may_be_asked_for_again_at_once() -> None:
    proof = a_proof(FIRST)
    proof.codes[-1].delivery = Delivery.NOT_DELIVERED

    assert proof.why_no_code(proof.codes, NOW, LAW.codes) is None


def test_a_phone_gets_six_codes_an_hour() -> None:
    proof = a_proof(*(FIRST,) * 6, apart=timedelta(minutes=2))

    refusal = proof.why_no_code(proof.codes, NOW + after(minutes=20), LAW.codes)

    assert isinstance(refusal, TooManyAttempts)
    assert refusal.details == {"retry_after": "2400"}
