"""Members of organisations: invited by a chief, by their own consent, until they leave or are removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from contracts.identity import members as contract
from contracts.identity.accounts import Register
from contracts.identity.members import InviteMember, ListMembers, NameInvitation, RemoveMember
from contracts.identity.organisations import GrantRole, OrganisationKind, UnknownOrganisation
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller, Invalid
from kernel.values import OrganisationId, Role
from services.identity.usecases import invitations, members, resealing
from services.identity.usecases.organisations import create_organisation
from services.identity.usecases.roles import grant_role
from services.identity.vault.sealing import Vault
from tests.builders.identity import (
    NEW_KEY,
    NOW,
    OLD_KEY,
    TODAY,
    a_registration,
    a_snils,
    a_vault,
    an_active_person,
    an_organisation,
    announced,
    registered,
)
from tests.integration.identity.simultaneously import simultaneously

Rows = Callable[[str], list[dict[str, object]]]
ANNA = a_registration(surname="Орлова")


@pytest.fixture
def school(database: Database) -> OrganisationId:
    return create_organisation(database, an_organisation(OrganisationKind.PROVIDER)).organisation_id


@pytest.fixture
def chief(database: Database, vault: Vault, school: OrganisationId) -> Caller:
    """Who was let act for the school first."""
    return appointed(database, vault, school)


@pytest.fixture
def anna(database: Database, vault: Vault) -> Caller:
    return Caller(process="gateway", person_id=registered(database, vault, ANNA).person_id)


@pytest.fixture
def sent(database: Database, vault: Vault, chief: Caller, school: OrganisationId) -> contract.Invitation:
    return invitations.invite_member(database, vault, chief, inviting(school))


def appointed(database: Database, vault: Vault, school: OrganisationId) -> Caller:
    person_id = an_active_person(database, vault)
    grant_role(database, GrantRole(person_id=person_id, role=Role.PROVIDER, organisation_id=school))
    return Caller(process="gateway", person_id=person_id)


def inviting(school: OrganisationId, whom: Register = ANNA) -> InviteMember:
    return InviteMember(organisation_id=school, snils=whom.snils)


def accept(
    database: Database, vault: Vault, caller: Caller, sent: contract.Invitation
) -> contract.Membership:
    command = NameInvitation(invitation_id=sent.invitation_id)
    return invitations.accept_invitation(database, vault, caller, command)


def names(database: Database, vault: Vault, caller: Caller, school: OrganisationId) -> list[str]:
    query = ListMembers(organisation_id=school)
    return [each.surname for each in members.list_members(database, vault, caller, query).items]


def test_the_first_member_is_chief_and_later_ones_are_not(
    database: Database, vault: Vault, chief: Caller, school: OrganisationId
) -> None:
    appointed(database, vault, school)

    found = members.list_members(database, vault, chief, ListMembers(organisation_id=school)).items
    assert [each.is_chief for each in found] == [True, False]


def test_who_is_invited_and_agrees_is_a_member(
    database: Database, vault: Vault, anna: Caller, sent: contract.Invitation
) -> None:
    assert [each.organisation for each in invitations.my_invitations(database, vault, anna).items] == [
        "Учебный центр"
    ]

    joined = accept(database, vault, anna, sent)

    assert (joined.role, joined.is_chief) == (Role.PROVIDER, False)
    assert names(database, vault, anna, sent.organisation_id) == ["Водкина", "Орлова"]
    assert announced(database, "identity.organisation.invitation_closed")[0]["outcome"] == "accepted"


def test_whether_somebody_has_an_account_is_not_told(
    database: Database, vault: Vault, anna: Caller, chief: Caller, school: OrganisationId
) -> None:
    known = invitations.invite_member(database, vault, chief, inviting(school))

    nobody = replace(inviting(school), snils=a_snils(777_777))
    unknown = invitations.invite_member(database, vault, chief, nobody)

    same = {"invitation_id": unknown.invitation_id, "snils_masked": unknown.snils_masked}
    assert replace(known, **same) == unknown  # type: ignore[arg-type]  # both fields differ


def test_whom_is_invited_is_sealed_and_follows_the_key_ring(
    database: Database, anna: Caller, chief: Caller, school: OrganisationId, rows: Rows
) -> None:
    sent = invitations.invite_member(database, a_vault(NEW_KEY), chief, inviting(school))
    assert ANNA.snils.digits not in repr(rows("invitations"))

    moved = resealing.reseal(database, a_vault(OLD_KEY, NEW_KEY))

    query = contract.NameOrganisation(organisation_id=school)
    assert moved == 1
    assert invitations.list_invitations(database, a_vault(OLD_KEY), chief, query).items == (sent,)


def test_inviting_again_renews_what_was_said(
    database: Database, vault: Vault, chief: Caller, sent: contract.Invitation
) -> None:
    again = replace(inviting(sent.organisation_id), is_chief=True)

    with clock.freeze(NOW + timedelta(days=13)):
        renewed = invitations.invite_member(database, vault, chief, again)

    assert (renewed.invitation_id, renewed.is_chief) == (sent.invitation_id, True)
    assert renewed.expires_at == NOW + timedelta(days=27)


def test_simultaneous_invitations_are_one(
    database: Database, vault: Vault, chief: Caller, school: OrganisationId
) -> None:
    command = inviting(school)

    found = simultaneously(4, lambda: invitations.invite_member(database, vault, chief, command))

    assert len({getattr(each, "invitation_id", each) for each in found}) == 1


def test_an_invitation_counts_for_two_weeks_and_once(
    database: Database, vault: Vault, anna: Caller, sent: contract.Invitation
) -> None:
    with clock.freeze(NOW + timedelta(days=14)):
        assert invitations.my_invitations(database, vault, anna).items == ()
        with pytest.raises(contract.UnknownInvitation):
            accept(database, vault, anna, sent)

    accept(database, vault, anna, sent)

    with pytest.raises(contract.UnknownInvitation):
        accept(database, vault, anna, sent)


def test_an_invitation_is_refused_or_taken_back(
    database: Database, vault: Vault, anna: Caller, chief: Caller, sent: contract.Invitation
) -> None:
    named = NameInvitation(invitation_id=sent.invitation_id)
    invitations.refuse_invitation(database, vault, anna, named)
    again = invitations.invite_member(database, vault, chief, inviting(sent.organisation_id))
    back = contract.WithdrawInvitation(
        organisation_id=again.organisation_id, invitation_id=again.invitation_id
    )
    invitations.withdraw_invitation(database, chief, back)

    told = [each["outcome"] for each in announced(database, "identity.organisation.invitation_closed")]
    assert told == ["refused", "withdrawn"]
    assert invitations.my_invitations(database, vault, anna).items == ()


def test_an_invitation_is_nobody_elses(
    database: Database, vault: Vault, chief: Caller, sent: contract.Invitation
) -> None:
    with pytest.raises(contract.UnknownInvitation):
        accept(database, vault, chief, sent)


def test_only_a_chief_invites_and_removes(
    database: Database, vault: Vault, anna: Caller, chief: Caller, sent: contract.Invitation
) -> None:
    school = sent.organisation_id
    accept(database, vault, anna, sent)

    with pytest.raises(UnknownOrganisation):
        invitations.invite_member(database, vault, anna, inviting(school))
    with pytest.raises(UnknownOrganisation):
        members.remove_member(database, anna, RemoveMember(organisation_id=school, person_id=chief.person))


def test_an_organisation_is_not_there_for_who_is_no_member(
    database: Database, vault: Vault, anna: Caller, school: OrganisationId
) -> None:
    with pytest.raises(UnknownOrganisation):
        names(database, vault, anna, school)


def test_who_looks_at_the_members_is_noted(
    database: Database, vault: Vault, anna: Caller, chief: Caller, sent: contract.Invitation, rows: Rows
) -> None:
    accept(database, vault, anna, sent)
    names(database, vault, chief, sent.organisation_id)

    seen = [row for row in rows("journal") if row["action"] == members.VIEWED]
    assert (str(anna.person_id), {"case": str(sent.organisation_id), "roles": ""}) in [
        (row["subject"], row["detail"]) for row in seen
    ]


def test_who_is_removed_acts_for_it_no_longer(
    database: Database, vault: Vault, anna: Caller, chief: Caller, sent: contract.Invitation
) -> None:
    school = sent.organisation_id
    accept(database, vault, anna, sent)

    members.remove_member(database, chief, RemoveMember(organisation_id=school, person_id=anna.person))

    assert members.my_organisations(database, anna).items == ()
    assert announced(database, "identity.role.withdrawn") == [
        {"person_id": str(anna.person_id), "role": "provider", "organisation_id": str(school)}
    ]


def test_the_last_chief_stays(
    database: Database, vault: Vault, chief: Caller, school: OrganisationId
) -> None:
    other = appointed(database, vault, school)
    leaving = RemoveMember(organisation_id=school, person_id=chief.person)

    with pytest.raises(contract.LastChief):
        members.remove_member(database, chief, leaving)

    members.remove_member(database, other, replace(leaving, person_id=other.person))
    assert len(names(database, vault, chief, school)) == 1


def test_two_chiefs_who_remove_each_other_leave_one(
    database: Database, vault: Vault, anna: Caller, chief: Caller, school: OrganisationId
) -> None:
    as_chief = replace(inviting(school), is_chief=True)
    accept(database, vault, anna, invitations.invite_member(database, vault, chief, as_chief))
    pairs = [(chief, anna), (anna, chief)]

    def remove() -> object:
        by, whom = pairs.pop()
        command = RemoveMember(organisation_id=school, person_id=whom.person)
        return members.remove_member(database, by, command)

    found = simultaneously(2, remove)

    assert sum(isinstance(each, UnknownOrganisation) for each in found) == 1


def test_a_power_of_attorney_must_not_be_over(
    database: Database, vault: Vault, chief: Caller, school: OrganisationId
) -> None:
    over = replace(inviting(school), authority="МЧД-1", authority_until=TODAY - timedelta(days=1))

    with pytest.raises(Invalid) as refusal:
        invitations.invite_member(database, vault, chief, over)

    assert refusal.value.details == {"authority_until": "date.past"}
