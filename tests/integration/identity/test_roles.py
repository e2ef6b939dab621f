"""Organisations and roles: who may act, for whom, and who was the first to say so."""

from __future__ import annotations

import pytest

from contracts.identity.accounts import UnknownPerson
from contracts.identity.organisations import (
    CreateOrganisation,
    GrantRole,
    Organisation,
    OrganisationKind,
    OrganisationKnown,
    UnknownOrganisation,
)
from kernel.database import Database
from kernel.messages import Caller, Invalid
from kernel.values import OrganisationId, PersonId, Role, new_id
from services.identity.domain.organisations import AlreadyAppointed
from services.identity.usecases.organisations import create_organisation
from services.identity.usecases.people import my_profile
from services.identity.usecases.registration import register
from services.identity.usecases.roles import appoint_first_administrator, grant_role
from services.identity.vault.sealing import Vault
from services.identity.vault.tokens import Mint
from tests.builders.identity import (
    Telephone,
    a_registration,
    an_active_person,
    an_organisation,
    announced,
    logged_in,
)
from tests.integration.identity.simultaneously import simultaneously


@pytest.fixture
def school(database: Database) -> Organisation:
    return create_organisation(database, an_organisation(OrganisationKind.PROVIDER))


@pytest.fixture
def person_id(database: Database, vault: Vault) -> PersonId:
    return an_active_person(database, vault)


def roles_of(database: Database, vault: Vault, person_id: PersonId) -> frozenset[Role]:
    return my_profile(database, vault, Caller(process="gateway", person_id=person_id)).roles


def test_an_organisation_is_entered_and_announced(database: Database, school: Organisation) -> None:
    assert announced(database, "identity.organisation.registered") == [
        {
            "organisation_id": str(school.organisation_id),
            "kind": "provider",
            "name": "Учебный центр",
            "inn": str(school.inn),
        }
    ]


def test_a_tax_number_is_entered_once(database: Database, school: Organisation) -> None:
    with pytest.raises(OrganisationKnown):
        create_organisation(database, an_organisation(OrganisationKind.EMPLOYER))

    assert len(announced(database, "identity.organisation.registered")) == 1


def test_simultaneous_entries_of_one_tax_number_are_one(database: Database) -> None:
    answers = simultaneously(5, lambda: create_organisation(database, an_organisation()))

    assert sum(isinstance(answer, Organisation) for answer in answers) == 1
    assert sum(isinstance(answer, OrganisationKnown) for answer in answers) == 4


def test_a_kpp_of_another_form_is_refused(database: Database) -> None:
    wrong = CreateOrganisation(**{**vars(an_organisation()), "kpp": "abcdefghi"})

    with pytest.raises(Invalid) as refused:
        create_organisation(database, wrong)

    assert refused.value.details == {"kpp": "kpp.format"}


def test_a_granted_role_is_announced_and_shown(
    database: Database, vault: Vault, person_id: PersonId, school: Organisation
) -> None:
    grant_role(
        database,
        GrantRole(person_id=person_id, role=Role.PROVIDER, organisation_id=school.organisation_id),
    )

    profile = my_profile(database, vault, Caller(process="gateway", person_id=person_id))
    assert profile.roles == {Role.SPECIALIST, Role.PROVIDER}
    assert profile.organisation_id == school.organisation_id
    assert announced(database, "identity.role.granted")[-1] == {
        "person_id": str(person_id),
        "role": "provider",
        "organisation_id": str(school.organisation_id),
    }


def test_granting_twice_is_granting_once(database: Database, person_id: PersonId) -> None:
    command = GrantRole(person_id=person_id, role=Role.EXPERT)

    first, second = grant_role(database, command), grant_role(database, command)

    assert first == second
    assert [event["role"] for event in announced(database, "identity.role.granted")] == [
        "specialist",
        "expert",
    ]


def test_a_role_for_an_organisation_nobody_entered_is_refused(
    database: Database, person_id: PersonId
) -> None:
    command = GrantRole(person_id=person_id, role=Role.PROVIDER, organisation_id=OrganisationId(new_id()))

    with pytest.raises(UnknownOrganisation):
        grant_role(database, command)


def test_who_has_not_proved_the_phone_gets_no_role(
    database: Database, vault: Vault, telephone: Telephone
) -> None:
    begun = register(database, vault, telephone, a_registration())

    with pytest.raises(UnknownPerson):
        grant_role(database, GrantRole(person_id=begun.person_id, role=Role.EXPERT))


def test_the_first_administrator_logs_in_at_once(database: Database, mint: Mint) -> None:
    command = a_registration()
    person_id = appoint_first_administrator(database, mint.vault, command)

    assert logged_in(database, mint, command.phone).person_id == person_id
    assert roles_of(database, mint.vault, person_id) == {Role.SPECIALIST, Role.ADMINISTRATOR}


def test_there_is_one_first_administrator_however_many_try(database: Database, vault: Vault) -> None:
    answers = simultaneously(5, lambda: appoint_first_administrator(database, vault, a_registration()))

    assert sum(isinstance(answer, AlreadyAppointed) for answer in answers) == 4
