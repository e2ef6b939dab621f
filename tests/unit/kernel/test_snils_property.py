"""СНИЛС: every number with the right checksum is taken, every other is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.identifiers import Snils
from kernel.values import InvalidValue
from tests.builders.identity import a_snils

SERIALS = st.integers(0, 999_999)


@given(SERIALS)
def test_a_number_is_read_back_from_its_text(serial: int) -> None:
    snils = a_snils(serial)

    assert Snils.parse(str(snils)) == snils


@given(SERIALS, st.lists(st.sampled_from("  -–"), min_size=12, max_size=12))
def test_blanks_and_hyphens_make_no_difference(serial: int, between: list[str]) -> None:
    snils = a_snils(serial)

    assert Snils.parse("".join(map("".join, zip(between, snils.digits, strict=False)))) == snils


@given(SERIALS, st.integers(1, 99))
def test_any_other_checksum_is_refused(serial: int, shift: int) -> None:
    digits = a_snils(serial).digits
    other = (int(digits[9:]) + shift) % 100

    with pytest.raises(InvalidValue) as refused:
        Snils(f"{digits[:9]}{other:02}")

    assert refused.value.rule == "snils.checksum"


@given(SERIALS)
def test_a_mask_tells_no_more_than_the_last_five_digits(serial: int) -> None:
    assert a_snils(serial).masked.startswith("***-***-")
