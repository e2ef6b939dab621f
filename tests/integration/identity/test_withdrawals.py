"""What an administrator has granted, an administrator takes back; the next token says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contracts.identity.accounts import UnknownPerson
from contracts.identity.members import LastAdministrator, LastChief, UnknownGrant, WithdrawRole
from contracts.identity.organisations import GrantRole, UnknownOrganisation
from contracts.identity.sessions import Refresh
from kernel.database import Database
from kernel.messages import Nothing
from kernel.values import OrganisationId, PersonId, Role, new_id
from services.identity.usecases.organisations import create_organisation
from services.identity.usecases.roles import appoint_first_administrator, grant_role, withdraw_role
from services.identity.usecases.sessions import refresh
from services.identity.vault.sealing import Vault
from services.identity.vault.tokens import Mint
from tests.builders.identity import (
    a_registration,
    an_active_person,
    an_organisation,
    announced,
    logged_in,
    registered,
)
from tests.builders.second_factors import caller_of
from tests.integration.identity.simultaneously import simultaneously


@pytest.fixture
def person_id(database: Database, vault: Vault) -> PersonId:
    return an_active_person(database, vault)


def test_a_role_that_was_withdrawn_is_in_no_later_token(database: Database, mint: Mint) -> None:
    command = a_registration()
    person_id = registered(database, mint.vault, command).person_id
    grant_role(database, GrantRole(person_id=person_id, role=Role.EXPERT))
    given = logged_in(database, mint, command.phone)

    withdraw_role(database, WithdrawRole(person_id=person_id, role=Role.EXPERT))

    renewed = refresh(database, mint, Refresh(refresh_token=given.refresh_token or ""))
    later = replace(given, access_token=renewed.access_token)
    assert [caller_of(database, mint, each).roles for each in (given, later)] == [
        {Role.SPECIALIST, Role.EXPERT},
        {Role.SPECIALIST},
    ]
    assert announced(database, "identity.role.withdrawn") == [
        {"person_id": str(person_id), "role": "expert", "organisation_id": None}
    ]


def test_what_nobody_granted_is_not_withdrawn(database: Database, person_id: PersonId) -> None:
    elsewhere = OrganisationId(new_id())
    commands = {
        WithdrawRole(person_id=person_id, role=Role.EXPERT): UnknownGrant,
        WithdrawRole(person_id=PersonId(new_id()), role=Role.EXPERT): UnknownPerson,
        WithdrawRole(person_id=person_id, role=Role.PROVIDER, organisation_id=elsewhere): UnknownOrganisation,
    }

    for command, refusal in commands.items():
        with pytest.raises(refusal):
            withdraw_role(database, command)

    assert announced(database, "identity.role.withdrawn") == []


def test_one_chief_stays_whoever_withdraws_the_role(database: Database, person_id: PersonId) -> None:
    school = create_organisation(database, an_organisation()).organisation_id
    grant_role(database, GrantRole(person_id=person_id, role=Role.PROVIDER, organisation_id=school))

    with pytest.raises(LastChief):
        withdraw_role(database, WithdrawRole(person_id=person_id, role=Role.PROVIDER, organisation_id=school))


def test_of_two_administrators_who_withdraw_each_other_in_the_same_moment_one_stays(
    database: Database, vault: Vault, person_id: PersonId
) -> None:
    first = appoint_first_administrator(database, vault, a_registration())
    grant_role(database, GrantRole(person_id=person_id, role=Role.ADMINISTRATOR))
    commands = [WithdrawRole(person_id=who, role=Role.ADMINISTRATOR) for who in (first, person_id)]

    answers = simultaneously(2, lambda: withdraw_role(database, commands.pop()))

    assert sorted(map(type, answers), key=str) == sorted((LastAdministrator, Nothing), key=str)
