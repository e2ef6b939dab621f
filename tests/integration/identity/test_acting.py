"""Acting for oneself, or for an organisation: chosen by session, judged whenever a token is made."""

from __future__ import annotations

import jwt
import pytest

from contracts.identity.accounts import Register
from contracts.identity.members import ActFor, RemoveMember
from contracts.identity.organisations import GrantRole, OrganisationKind, UnknownOrganisation
from contracts.identity.sessions import LogInAnswer, Refresh, SessionEnded
from kernel.database import Database
from kernel.messages import Caller
from kernel.values import OrganisationId, PersonId, Role, new_id
from services.identity.usecases import members, sessions
from services.identity.usecases.organisations import create_organisation
from services.identity.usecases.people import my_profile
from services.identity.usecases.roles import grant_role
from services.identity.vault.tokens import Mint
from tests.builders.identity import an_active_person, an_organisation, logged_in


@pytest.fixture
def session(database: Database, mint: Mint, somebody: Register) -> LogInAnswer:
    return logged_in(database, mint, somebody.phone)


@pytest.fixture
def anna(session: LogInAnswer) -> Caller:
    said = claims(session.access_token)
    return Caller(process="gateway", person_id=session.person_id, session_id=said["sid"])


@pytest.fixture
def school(database: Database, anna: Caller) -> OrganisationId:
    return joined(database, anna.person, Role.PROVIDER, OrganisationKind.PROVIDER, "7707083893")


@pytest.fixture
def hospital(database: Database, anna: Caller, school: OrganisationId) -> OrganisationId:
    return joined(database, anna.person, Role.EMPLOYER, OrganisationKind.EMPLOYER, "7830002293")


def joined(
    database: Database, person_id: PersonId, role: Role, kind: OrganisationKind, inn: str
) -> OrganisationId:
    organisation_id = create_organisation(database, an_organisation(kind, inn)).organisation_id
    grant_role(database, GrantRole(person_id=person_id, role=role, organisation_id=organisation_id))
    return organisation_id


def claims(token: str | None) -> dict[str, object]:
    said: dict[str, object] = jwt.decode(token or "", options={"verify_signature": False})
    return said


def renewed(database: Database, mint: Mint, session: LogInAnswer) -> dict[str, object]:
    given = sessions.refresh(database, mint, Refresh(refresh_token=session.refresh_token or ""))
    return claims(given.access_token)


def test_one_acts_for_the_organisation_joined_last_until_one_chooses(
    database: Database, mint: Mint, session: LogInAnswer, school: OrganisationId, hospital: OrganisationId
) -> None:
    assert renewed(database, mint, session)["org"] == str(hospital)


def test_whom_one_chose_is_told_by_this_token_and_those_after_it(
    database: Database,
    mint: Mint,
    anna: Caller,
    session: LogInAnswer,
    school: OrganisationId,
    hospital: OrganisationId,
) -> None:
    token = members.act_for(database, mint, anna, ActFor(organisation_id=school))

    assert token.roles == {Role.SPECIALIST, Role.PROVIDER}
    assert claims(token.access_token)["org"] == str(school)
    assert renewed(database, mint, session)["org"] == str(school)


def test_one_may_act_for_oneself(
    database: Database, mint: Mint, anna: Caller, session: LogInAnswer, hospital: OrganisationId
) -> None:
    token = members.act_for(database, mint, anna, ActFor())

    assert (token.organisation_id, token.roles) == (None, {Role.SPECIALIST})
    assert "org" not in renewed(database, mint, session)
    assert my_profile(database, mint.vault, anna).organisation_id is None


def test_the_list_of_organisations_tells_which_one_is_acted_for(
    database: Database, anna: Caller, school: OrganisationId, hospital: OrganisationId
) -> None:
    as_school = Caller(process="gateway", person_id=anna.person_id, organisation_id=school)

    found = members.my_organisations(database, as_school).items

    assert [(each.organisation_id, each.is_acted_for) for each in found] == [
        (school, True),
        (hospital, False),
    ]


def test_nobody_acts_for_an_organisation_they_are_no_member_of(
    database: Database, mint: Mint, anna: Caller
) -> None:
    other = create_organisation(database, an_organisation(OrganisationKind.AGENCY)).organisation_id

    for organisation_id in (other, OrganisationId(new_id())):
        with pytest.raises(UnknownOrganisation):
            members.act_for(database, mint, anna, ActFor(organisation_id=organisation_id))


def test_who_is_removed_acts_for_themselves_from_the_next_token_on(
    database: Database, mint: Mint, anna: Caller, session: LogInAnswer, school: OrganisationId
) -> None:
    chief = an_active_person(database, mint.vault)
    grant_role(database, GrantRole(person_id=chief, role=Role.PROVIDER, organisation_id=school))
    members.act_for(database, mint, anna, ActFor(organisation_id=school))
    with database.transaction() as changing:
        [mine, theirs] = members.store.members_of(changing, school)
        mine.is_chief, theirs.is_chief = False, True

    by = Caller(process="gateway", person_id=chief)
    members.remove_member(database, by, RemoveMember(organisation_id=school, person_id=anna.person))

    assert renewed(database, mint, session)["roles"] == ["specialist"]


def test_a_session_that_has_ended_acts_for_nobody(
    database: Database, mint: Mint, anna: Caller, session: LogInAnswer
) -> None:
    sessions.log_out(database, sessions.contract.LogOut(refresh_token=session.refresh_token or ""))

    with pytest.raises(SessionEnded):
        members.act_for(database, mint, anna, ActFor())
