"""A code counts however it is typed: the digits are what was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.domain.codes import normalised

DIGITS = st.text("0123456789", min_size=6, max_size=6)
BETWEEN = st.text(" -–—.\u00a0\u200b\t", max_size=3)
TYPED_FOR = {
    "0": "0OoОо０٠",
    "1": "1lI|Іі１١",
    "2": "2ZzＺ２٢",
    "3": "3ЗзЭэ３٣",
    "4": "4Чч４٤",
    "5": "5Ss５٥",
    "6": "6Бб６٦",
    "7": "7７٧",
    "8": "8BВ８٨",
    "9": "9９٩",
}


@st.composite
def typed(draw: st.DrawFn) -> tuple[str, str]:
    """A code, and one of the ways in which somebody types it."""
    code = draw(DIGITS)
    signs = [draw(st.sampled_from(TYPED_FOR[digit])) + draw(BETWEEN) for digit in code]
    return code, draw(BETWEEN) + "".join(signs)


@given(typed())
def test_blanks_hyphens_look_alikes_and_other_digits_are_forgiven(case: tuple[str, str]) -> None:
    code, text = case

    assert normalised(text) == code


@given(DIGITS)
def test_a_code_typed_plainly_is_itself(code: str) -> None:
    assert normalised(code) == code


@given(st.text(max_size=80))
def test_whatever_is_typed_gives_six_digits_or_nothing(text: str) -> None:
    code = normalised(text)

    assert code is None or (len(code) == 6 and code.isascii() and code.isdigit())


@pytest.mark.parametrize("text", ["", "12345", "1234567", "12345x", "½23456", "12 34", "код", "123456\u0301"])
def test_what_is_no_code_is_told_apart_from_a_wrong_one(text: str) -> None:
    assert normalised(text) is None
