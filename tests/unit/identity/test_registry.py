"""What the registry says of a person, against what was typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contracts.identity.accounts import Trust
from kernel.identifiers import Email, PersonInn, Phone, Snils
from services.identity.domain.personal import Personal
from services.identity.domain.registry import RegistryPerson, corrected
from tests.builders.identity import LAW

TODAY = date(2026, 11, 23)
TYPED = Personal(
    surname="Алёшина",
    name="Анна",
    patronymic="Сергеевна",
    birth_date=date(1984, 3, 17),
    snils=Snils("11223344595"),
    inn=PersonInn("500100732259"),
    phone=Phone("+79001234567"),
    email=Email("anna@example.org"),
)
SAID = RegistryPerson(
    oid="1",
    trust=Trust.CONFIRMED,
    surname="Алёшина",
    name="Анна",
    patronymic="Сергеевна",
    birth_date=date(1984, 3, 17),
    snils=Snils("11223344595"),
    inn=PersonInn("500100732259"),
    phone=Phone("+79007654321"),
    email=Email("other@example.org"),
)


def test_what_agrees_is_not_corrected() -> None:
    assert SAID.corrections(TYPED) == {}


@pytest.mark.parametrize("surname", ["АЛЕШИНА", "Алешина", " Алёшина "])
def test_another_spelling_is_no_other_name(surname: str) -> None:
    assert replace(SAID, surname=surname).corrections(TYPED) == {}


def test_what_differs_is_corrected() -> None:
    said = replace(SAID, surname="Белова", birth_date=date(1984, 3, 18))

    assert said.corrections(TYPED) == {"surname": "Белова", "birth_date": date(1984, 3, 18)}


def test_a_name_is_corrected_tidily() -> None:
    said = replace(SAID, surname=" Белова –  Седых ")

    assert corrected(TYPED, said.corrections(TYPED)).surname == "Белова-Седых"


def test_what_it_does_not_tell_is_not_corrected() -> None:
    assert replace(SAID, patronymic=None, inn=None).corrections(TYPED) == {}


@pytest.mark.parametrize("trust", [Trust.UNCONFIRMED, Trust.CHILD])
def test_whom_it_does_not_vouch_for_is_not_corrected(trust: Trust) -> None:
    said = replace(SAID, trust=trust, surname="Белова")

    assert (said.corrections(TYPED), said.confirmed) == ({}, ())


def test_the_phone_and_the_address_are_not_its_business() -> None:
    assert SAID.phone != TYPED.phone
    assert not {"phone", "email"} & set(SAID.confirmed)


def test_a_snils_tells_who_is_who_whatever_the_name() -> None:
    assert replace(SAID, surname="Белова").contradicting(TYPED) == ()
    assert replace(SAID, snils=Snils("08765430300")).contradicting(TYPED) == ("snils",)


def test_without_a_snils_the_names_and_the_birthday_have_to_do() -> None:
    unnumbered = replace(SAID, snils=None)

    assert unnumbered.contradicting(TYPED) == ()
    assert replace(unnumbered, name="Ольга").contradicting(TYPED) == ("name",)
    assert replace(unnumbered, birth_date=date(1990, 1, 1)).contradicting(TYPED) == ("birth_date",)
    assert replace(unnumbered, birth_date=None).contradicting(TYPED) == ()


def test_a_whole_profile_opens_an_account() -> None:
    assert SAID.lacking(TODAY, LAW.persons) == {}
    assert SAID.personal().phone == Phone("+79007654321")


def test_what_an_account_lacks_is_named() -> None:
    assert replace(SAID, inn=None, email=None).lacking(TODAY, LAW.persons) == {
        "trust": "confirmed",
        "missing": "inn email",
    }


def test_who_is_not_confirmed_opens_no_account() -> None:
    assert replace(SAID, trust=Trust.UNCONFIRMED).lacking(TODAY, LAW.persons) == {"trust": "unconfirmed"}


def test_who_is_not_of_age_opens_no_account() -> None:
    assert replace(SAID, birth_date=date(2010, 1, 1)).lacking(TODAY, LAW.persons) == {
        "birth_date": "birth_date.minor"
    }


def test_a_name_as_the_registry_writes_it_is_a_name() -> None:
    assert replace(SAID, surname="Ёwell").lacking(TODAY, LAW.persons) == {}
