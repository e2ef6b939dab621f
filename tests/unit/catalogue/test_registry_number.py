"""The number by which an approved activity is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.values import InvalidValue
from services.catalogue.domain.number import RegistryNumber

numbers = st.builds(RegistryNumber, st.integers(2000, 9999), st.integers(1, 999_999))


def refused_rule(text: str) -> str:
    with pytest.raises(InvalidValue) as refused:
        RegistryNumber.parse(text)
    return refused.value.rule


def test_a_number_shows_year_place_and_check_digit() -> None:
    assert str(RegistryNumber(2026, 123)) == "НМО-2026-000123-7"


@given(numbers)
def test_what_is_written_is_read(number: RegistryNumber) -> None:
    assert RegistryNumber.parse(str(number)) == number


@given(numbers, st.integers(0, 9), st.integers(1, 9))
def test_every_single_wrong_digit_is_noticed(number: RegistryNumber, place: int, difference: int) -> None:
    digits = f"{number.year}{number.place:06}"
    wrong = (int(digits[place]) + difference) % 10
    typed = f"{digits[:place]}{wrong}{digits[place + 1 :]}"

    assert refused_rule(f"НМО-{typed[:4]}-{typed[4:]}-{number.check_digit}").startswith("registry_number.")


@pytest.mark.parametrize("typed", ["hmo-2026-000123-7", "нмо20260001237", "  НМО-2026-000123-7 "])
def test_a_number_is_read_as_people_type_it(typed: str) -> None:
    assert RegistryNumber.parse(typed) == RegistryNumber(2026, 123)


@pytest.mark.parametrize("typed", ["", "2026-000123-7", "НМО-2026-123-8", "НМО-٢٠٢٦-000123-7"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert refused_rule(typed) == "registry_number.format"


@pytest.mark.parametrize(("year", "place"), [(1999, 1), (2026, 0), (2026, 1_000_000)])
def test_a_number_outside_the_register_is_not_made(year: int, place: int) -> None:
    with pytest.raises(InvalidValue, match=r"registry_number\.range"):
        RegistryNumber(year, place)
