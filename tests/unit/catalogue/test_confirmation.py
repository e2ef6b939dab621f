"""Confirmation codes: how they are written, and who has tried too often."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.catalogue.codes import TooManyCodeTries
from kernel.values import InvalidValue, PersonId, new_id
from services.catalogue.domain import confirmation
from services.catalogue.domain.confirmation import ALPHABET, CodeLaw, Tries
from tests.builders.catalogue import NOW

MINUTE = timedelta(minutes=1)
LAW = CodeLaw(valid_days=365, attempts=5, window=15 * MINUTE, longest=1440 * MINUTE)

bodies = st.lists(st.integers(0, 31), min_size=15, max_size=15)
places = st.integers(0, 15)


def written(body: list[int]) -> str:
    return "".join(ALPHABET[value] for value in [*body, confirmation._check(body)])


@given(bodies)
def test_a_code_is_read_as_it_is_shown(body: list[int]) -> None:
    code = written(body)

    assert confirmation.parse(confirmation.shown(code)) == code


@given(bodies, places, st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_noticed(body: list[int], place: int, other: str) -> None:
    code = written(body)
    wrong = code[:place] + other + code[place + 1 :]

    if wrong == code:
        assert confirmation.parse(wrong) == code
    else:
        with pytest.raises(InvalidValue, match=r"code\.checksum"):
            confirmation.parse(wrong)


@given(bodies, places, places)
def test_two_symbols_exchanged_are_noticed(body: list[int], one: int, other: int) -> None:
    code = written(body)
    signs = list(code)
    signs[one], signs[other] = signs[other], signs[one]

    if signs == list(code):
        assert confirmation.parse("".join(signs)) == code
    else:
        with pytest.raises(InvalidValue, match=r"code\.checksum"):
            confirmation.parse("".join(signs))


def test_look_alikes_case_and_hyphens_are_forgiven() -> None:
    code = written([ALPHABET.index(sign) for sign in "ABCEHKMPTXY0110"])

    typed = " ".join(code.translate(str.maketrans("ABCEHKMPTXY0", "АВСЕНКМРТХУО")).lower())

    assert confirmation.parse(typed) == code


@pytest.mark.parametrize("typed", ["", "1234", "U" * 16, "0" * 17, "ЖЖЖЖ-ЖЖЖЖ-ЖЖЖЖ-ЖЖЖЖ"])
def test_what_is_no_code_is_told_at_once(typed: str) -> None:
    with pytest.raises(InvalidValue, match=r"code\.format"):
        confirmation.parse(typed)


def test_fresh_codes_differ() -> None:
    codes = {confirmation.fresh() for _ in range(100)}

    assert len(codes) == 100
    assert {confirmation.parse(code) for code in codes} == codes


def tried(count: int, *, since: Tries | None = None, at: timedelta = timedelta()) -> tuple[Tries, int]:
    tries, left = since or Tries(person_id=PersonId(new_id())), 0
    for _ in range(count):
        left = tries.miss(LAW, NOW + at)
    return tries, left


def test_after_too_many_wrong_codes_nothing_is_taken_for_a_while() -> None:
    tries, left = tried(5)

    assert left == 0
    with pytest.raises(TooManyCodeTries):
        tries.require_open(NOW + 15 * MINUTE - timedelta(seconds=1))
    tries.require_open(NOW + 15 * MINUTE)


def test_each_pause_is_twice_as_long_up_to_the_longest() -> None:
    tries = Tries(person_id=PersonId(new_id()))
    pauses, at = [], timedelta()

    for _ in range(9):
        tries, _ = tried(5, since=tries, at=at)
        assert tries.closed_until is not None
        pauses.append((tries.closed_until - NOW - at) // MINUTE)
        at = tries.closed_until - NOW

    assert pauses == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]


def test_wrong_codes_long_ago_count_no_longer() -> None:
    tries, left = tried(4)
    assert left == 1

    assert tried(1, since=tries, at=15 * MINUTE)[1] == 4


def test_the_right_code_ends_the_count() -> None:
    tries, _ = tried(4)

    tries.hit()

    assert tried(1, since=tries)[1] == 4
