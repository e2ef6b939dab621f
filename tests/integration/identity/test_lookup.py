"""Whose numbers these are, as the catalogue asks for rosters."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from contracts.identity.accounts import Register
from contracts.identity.lookup import FindPeople, FoundPerson, SoughtPerson
from kernel.database import Database
from kernel.identifiers import Snils
from kernel.values import PersonId
from services.identity.usecases.people import find_people
from services.identity.vault.sealing import Vault
from tests.builders.identity import a_registration, a_snils, registered


@pytest.fixture
def somebody() -> Register:
    return a_registration(surname="Королёва")


@pytest.fixture
def person_id(database: Database, vault: Vault, somebody: Register) -> PersonId:
    return registered(database, vault, somebody).person_id


def found(database: Database, vault: Vault, *sought: tuple[Snils, str | None]) -> list[FoundPerson]:
    people = tuple(SoughtPerson(snils=snils, surname=surname) for snils, surname in sought)
    return list(find_people(database, vault, FindPeople(people=people)).items)


def test_people_are_found_in_the_order_in_which_they_were_sought(
    database: Database, vault: Vault, somebody: Register, person_id: PersonId
) -> None:
    nobody, held = a_snils(999_001), somebody.snils

    assert [one.person_id for one in found(database, vault, (nobody, None), (held, None), (nobody, "X"))] == [
        None,
        person_id,
        None,
    ]


@pytest.mark.parametrize(("surname", "agrees"), [("КОРОЛЕВА ", True), ("Иванова", False), (None, None)])
def test_a_surname_is_compared_where_there_is_one(
    database: Database,
    vault: Vault,
    somebody: Register,
    person_id: PersonId,
    surname: str | None,
    agrees: bool | None,
) -> None:
    assert found(database, vault, (somebody.snils, surname)) == [
        FoundPerson(person_id=person_id, surname_agrees=agrees)
    ]


def test_many_are_found_by_one_question(
    database: Database, vault: Vault, somebody: Register, person_id: PersonId
) -> None:
    asked: list[str] = []
    sa.event.listen(database.engine, "before_cursor_execute", lambda *called: asked.append(called[2]))

    found(
        database,
        vault,
        (somebody.snils, None),
        *[(a_snils(serial), None) for serial in range(999_100, 999_120)],
    )

    assert len(asked) == 1
