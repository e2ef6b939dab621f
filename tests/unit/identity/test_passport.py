"""Passports: from 14 years on, exchanged at 20 and 45. Source: Government decree 2267 of 2023-12-23."""

from datetime import date

import pytest

from contracts.identity.passports import StatePassport
from kernel import wire
from kernel.messages import Invalid
from services.identity.domain.passports import Passport, birthday
from tests.builders.identity import LAW, TODAY, a_passport

BORN = date(1984, 2, 29)


def of(issued_on: date) -> Passport:
    return Passport.of(a_passport(issued_on=issued_on))


@pytest.mark.parametrize("issued_on", [date(2004, 3, 1), date(2014, 5, 20), TODAY], ids=str)
def test_a_passport_of_the_present_age_counts(issued_on: date) -> None:
    assert of(issued_on).broken_rules(BORN, TODAY, LAW.passports) == {}


@pytest.mark.parametrize(
    ("issued_on", "rule"),
    [
        (date(2026, 11, 24), "passport.future"),
        (date(1998, 2, 27), "passport.early"),
        (date(1998, 3, 1), "passport.outdated"),
        (date(2004, 2, 28), "passport.outdated"),
    ],
    ids=str,
)
def test_a_passport_that_cannot_count_is_named_with_its_rule(issued_on: date, rule: str) -> None:
    assert of(issued_on).broken_rules(BORN, TODAY, LAW.passports) == {"issued_on": rule}


def test_there_were_none_before_the_present_form() -> None:
    assert of(date(1997, 9, 30)).broken_rules(date(1960, 1, 1), TODAY, LAW.passports) == {
        "issued_on": "passport.early"
    }


def test_the_old_one_counts_for_ninety_days_after_the_birthday() -> None:
    born, old = date(1981, 9, 1), of(date(2001, 9, 10))

    assert old.broken_rules(born, date(2026, 11, 30), LAW.passports) == {}
    assert old.broken_rules(born, date(2026, 12, 1), LAW.passports) == {"issued_on": "passport.outdated"}


def test_born_on_the_29th_of_february_one_is_older_on_the_1st_of_march() -> None:
    assert (birthday(BORN, 20), birthday(BORN, 45)) == (date(2004, 2, 29), date(2029, 3, 1))


def test_each_number_is_named_with_the_rule_it_breaks() -> None:
    typed = {**wire.dump(a_passport()), "series": "45 0", "number": "12345a", "department": "7700-01-1"}

    with pytest.raises(Invalid) as refused:
        wire.load(StatePassport, typed, strict=True)

    assert refused.value.details == {
        "series": "passport.series",
        "number": "passport.number",
        "department": "passport.department",
    }


def test_numbers_are_read_with_and_without_blanks() -> None:
    typed = {**wire.dump(a_passport()), "series": "45 08", "number": "123 456", "department": "770001"}

    read = wire.load(StatePassport, typed, strict=True)

    assert (str(read.series), str(read.number), str(read.department)) == ("45 08", "123456", "770-001")
