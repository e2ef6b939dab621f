"""Signing keys: one signs, one follows, and the last one is kept while its tokens live."""

from datetime import datetime, timedelta

from services.identity.domain.signing import SigningKey, in_force, missing, retired
from tests.builders.identity import LAW, NOW

MONTH = timedelta(days=30)


def a_key(signs_from: datetime) -> SigningKey:
    return SigningKey(kid=signs_from.isoformat(), sealed_private=b"", public=b"", signs_from=signs_from)


FIRST, SECOND, THIRD = a_key(NOW), a_key(NOW + MONTH), a_key(NOW + 2 * MONTH)


def test_the_first_two_keys_are_made_together() -> None:
    assert missing([], NOW, LAW.signing) == [NOW, NOW + MONTH]


def test_nothing_is_missing_while_a_key_waits_for_its_turn() -> None:
    assert missing([FIRST, SECOND], NOW + MONTH - timedelta(seconds=1), LAW.signing) == []


def test_when_a_key_begins_to_sign_the_next_one_is_made() -> None:
    assert missing([FIRST, SECOND], NOW + MONTH, LAW.signing) == [NOW + 2 * MONTH]


def test_after_a_long_pause_a_key_is_still_known_a_day_before_it_signs() -> None:
    late = NOW + 5 * MONTH

    assert missing([FIRST, SECOND], late, LAW.signing) == [late + timedelta(days=1)]


def test_the_latest_begun_key_signs() -> None:
    assert in_force([FIRST, SECOND, THIRD], NOW + MONTH) is SECOND
    assert in_force([SECOND], NOW) is None


def test_a_key_is_kept_until_the_last_token_it_signed_is_dead() -> None:
    assert retired([FIRST, SECOND], NOW + MONTH + timedelta(minutes=10), LAW.tokens_live) == []
    assert retired([FIRST, SECOND], NOW + MONTH + timedelta(minutes=20), LAW.tokens_live) == [FIRST]
