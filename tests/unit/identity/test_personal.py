"""Personal data: what cannot be so, and in what two sets of them differ."""

from dataclasses import replace
from datetime import date

import pytest

from contracts.identity.accounts import MatchPerson
from kernel.values import PersonId, new_id
from services.identity.domain.personal import Personal
from tests.builders.identity import LAW, TODAY, a_registration, a_snils, personal_of


def somebody(**changed: object) -> Personal:
    return personal_of(a_registration(**changed))


def typed(person: Personal, **changed: object) -> MatchPerson:
    same = MatchPerson(
        person_id=PersonId(new_id()),
        surname=person.surname,
        name=person.name,
        patronymic=person.patronymic,
        snils=person.snils,
        inn=person.inn,
    )
    return replace(same, **changed)  # type: ignore[arg-type]


def test_each_field_is_named_with_the_rule_it_breaks() -> None:
    broken = somebody(surname="Bодкина", name="А1", patronymic="?", birth_date=date(2020, 1, 1))

    assert broken.broken_rules(TODAY, LAW.persons) == {
        "surname": "name.mixed_scripts",
        "name": "name.characters",
        "patronymic": "name.characters",
        "birth_date": "birth_date.minor",
    }


@pytest.mark.parametrize(
    ("born", "rule"),
    [
        (date(2008, 11, 23), None),
        (date(2008, 11, 24), "birth_date.minor"),
        (date(2026, 11, 24), "birth_date.range"),
        (date(1902, 11, 23), "birth_date.range"),
        (date(1984, 2, 29), None),
    ],
)
def test_only_adults_register(born: date, rule: str | None) -> None:
    """Civil Code of Russia, article 21."""
    assert somebody(birth_date=born).broken_rules(TODAY, LAW.persons).get("birth_date") == rule


def test_the_same_person_typed_otherwise_does_not_differ() -> None:
    person = somebody(surname="Мамина-Сибиряк", name="Алёна")

    assert person.differing(typed(person, surname=" МАМИНА - сибиряк", name="алена")) == ()


def test_every_field_that_differs_is_named() -> None:
    person = somebody()

    assert person.differing(typed(person, patronymic=None, snils=a_snils(999_999))) == ("patronymic", "snils")
