"""Members of organisations: listed, removed, and choosing whom they act for."""

from __future__ import annotations

from uuid import UUID

from contracts.identity import members as contract
from contracts.identity.organisations import UnknownOrganisation
from kernel import accesses, clock, cursors, outbox
from kernel.database import Database, Session
from kernel.messages import Caller, Nothing
from kernel.values import OrganisationId
from services.identity.domain.members import check_removal
from services.identity.domain.organisations import Grant
from services.identity.store import law
from services.identity.store import organisations as store
from services.identity.usecases import entering, second_factor
from services.identity.vault.sealing import Vault
from services.identity.vault.tokens import Mint
from services.identity.views import members as views

VIEWED = "identity.member.viewed"


def my_organisations(database: Database, caller: Caller) -> contract.MembershipList:
    """The organisations that the caller is a member of, the one joined first first."""
    with database.reading() as session:
        held = [grant for grant in store.grants_of(session, caller.person) if grant.organisation_id]
        known = store.by_id(session, [grant.organisation_id for grant in held if grant.organisation_id])
    items = [
        views.membership(grant, known[of], is_acted_for=of == caller.organisation_id)
        for grant in held
        if (of := grant.organisation_id)
    ]
    return contract.MembershipList(items=tuple(items))


def act_for(database: Database, mint: Mint, caller: Caller, command: contract.ActFor) -> contract.ActingToken:
    """Let the session of the caller act for an organisation from now on, or for the caller alone.

    Raises: UnknownOrganisation -- the caller is no member of it, or the power of attorney is over.
        SessionEnded.
    """
    now = clock.now()
    with database.transaction() as session:
        opened = second_factor.current(session, caller)
        if command.organisation_id:
            held = member(session, caller, command.organisation_id)
            if not held.counts_on(clock.legal_day(now)):
                raise UnknownOrganisation(organisation_id=command.organisation_id)
        opened.act_for(command.organisation_id)
        access = entering.access_token(session, mint, opened, now)
        acting = entering.acts_as(session, opened)
    lives = law.in_force(session, now).sessions.access_lives
    return views.acting_token(access, acting, lives)


def list_members(
    database: Database, vault: Vault, caller: Caller, query: contract.ListMembers
) -> contract.MemberPage:
    """The members of an organisation, for its members; who looks at them is noted.

    Raises: UnknownOrganisation. Invalid -- the cursor is not one of this list.
    """
    after = cursors.read(query.cursor, UUID)[0] if query.cursor else None
    with database.reading() as session:
        member(session, caller, query.organisation_id)
        found = store.page_of_members(session, query.organisation_id, after, query.limit + 1)
    rows = [(held, vault.open_personal(person.person_id, person.sealed)) for held, person in found]
    seen = [(held.person_id, query.organisation_id) for held, _ in rows[: query.limit]]
    accesses.note_all(database, caller, VIEWED, seen)
    return views.page(rows, query.limit)


def remove_member(database: Database, caller: Caller, command: contract.RemoveMember) -> Nothing:
    """Let somebody act for an organisation no longer; a chief says so, or whoever leaves.

    Access tokens that say otherwise are good for some minutes more.
    Raises: UnknownOrganisation. UnknownMember. LastChief.
    """
    now = clock.now()
    with database.transaction() as session:
        store.locked(session, command.organisation_id)
        if command.person_id == caller.person:
            member(session, caller, command.organisation_id)
        else:
            chief(session, caller, command.organisation_id)
        members = store.members_of(session, command.organisation_id)
        leaving = next((each for each in members if each.person_id == command.person_id), None)
        if leaving is None:
            raise contract.UnknownMember(person_id=command.person_id)
        check_removal(leaving, members)
        store.remove_grant(session, leaving)
        outbox.add(session, views.role_withdrawn(leaving, now))
    return Nothing()


def member(session: Session, caller: Caller, organisation_id: OrganisationId) -> Grant:
    """The grant by which the caller acts for an organisation.

    Raises: UnknownOrganisation -- the caller does not; whether there is one, is none of their business.
    """
    for held in store.grants_of(session, caller.person):
        if held.organisation_id == organisation_id:
            return held
    raise UnknownOrganisation(organisation_id=organisation_id)


def chief(session: Session, caller: Caller, organisation_id: OrganisationId) -> Grant:
    """The same, of a chief. Raises: UnknownOrganisation."""
    held = member(session, caller, organisation_id)
    if not held.is_chief or not held.counts_on(clock.today()):
        raise UnknownOrganisation(organisation_id=organisation_id)
    return held
