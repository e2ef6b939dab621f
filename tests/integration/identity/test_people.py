"""What may be asked about a person: by himself, masked; by the services that must know."""

from __future__ import annotations

import pytest

from contracts.identity.accounts import (
    MatchPerson,
    NamePerson,
    OnboardingStep,
    PersonMatch,
    PersonState,
    Register,
    UnknownPerson,
)
from kernel.database import Database
from kernel.messages import Caller, Unauthenticated
from kernel.values import PersonId, new_id
from services.identity.usecases.people import match_person, my_profile, name_person
from services.identity.vault.sealing import Vault
from tests.builders.identity import a_registration, a_snils, registered

NOBODY = PersonId(new_id())


@pytest.fixture
def somebody() -> Register:
    return a_registration(surname="Королёва", name="Анна-Мария")


@pytest.fixture
def person_id(database: Database, vault: Vault, somebody: Register) -> PersonId:
    return registered(database, vault, somebody).person_id


def typed(person_id: PersonId, somebody: Register, **changed: object) -> MatchPerson:
    fields = ("surname", "name", "patronymic", "snils", "inn")
    return MatchPerson(
        person_id=person_id, **{**{name: getattr(somebody, name) for name in fields}, **changed}
    )


def test_a_person_sees_himself_with_masked_numbers(
    database: Database, vault: Vault, somebody: Register, person_id: PersonId
) -> None:
    profile = my_profile(database, vault, Caller(process="gateway", person_id=person_id))

    assert (profile.surname, profile.email) == ("Королёва", str(somebody.email))
    assert profile.snils_masked == f"***-***-{somebody.snils.digits[6:9]} {somebody.snils.digits[9:]}"
    assert profile.inn_masked == f"********{somebody.inn.digits[8:]}"
    assert profile.phone_masked == f"+7******{somebody.phone.number[8:]}"
    assert all(step.done for step in profile.onboarding)
    assert OnboardingStep(name="phone", done=True) in profile.onboarding


def test_nobody_sees_a_profile_without_logging_in(database: Database, vault: Vault) -> None:
    with pytest.raises(Unauthenticated):
        my_profile(database, vault, Caller(process="gateway"))


def test_the_same_person_typed_otherwise_matches(
    database: Database, vault: Vault, somebody: Register, person_id: PersonId
) -> None:
    query = typed(person_id, somebody, surname="КОРОЛЕВА ", name="анна – мария")

    assert match_person(database, vault, query) == PersonMatch(
        person_id=person_id, state=PersonState.ACTIVE, differing=()
    )


def test_a_match_names_the_fields_that_differ(
    database: Database, vault: Vault, somebody: Register, person_id: PersonId
) -> None:
    query = typed(person_id, somebody, surname="Королева-Седых", snils=a_snils(999_999))

    assert match_person(database, vault, query).differing == ("surname", "snils")


def test_an_act_gets_the_name_and_a_masked_number(
    database: Database, vault: Vault, somebody: Register, person_id: PersonId
) -> None:
    named = name_person(database, vault, NamePerson(person_id=person_id))

    assert (named.surname, named.name, named.patronymic) == ("Королёва", "Анна-Мария", "Игоревна")
    assert named.snils_masked == somebody.snils.masked


def test_nobody_is_described_who_never_registered(
    database: Database, vault: Vault, somebody: Register
) -> None:
    with pytest.raises(UnknownPerson):
        name_person(database, vault, NamePerson(person_id=NOBODY))
    with pytest.raises(UnknownPerson):
        match_person(database, vault, typed(NOBODY, somebody))
    with pytest.raises(UnknownPerson):
        my_profile(database, vault, Caller(process="gateway", person_id=NOBODY))
