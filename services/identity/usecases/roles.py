"""In which roles people may act."""

from __future__ import annotations

from contracts.identity import organisations as contract
from contracts.identity.accounts import Register, UnknownPerson
from contracts.identity.members import LastAdministrator, UnknownGrant, WithdrawRole
from kernel import clock, outbox
from kernel.database import Database, Session
from kernel.messages import Nothing
from kernel.offload import offload
from kernel.values import PersonId, Role
from services.identity import views
from services.identity.domain.members import check_removal
from services.identity.domain.organisations import AlreadyAppointed, Grant, check_grant
from services.identity.store import law, people
from services.identity.store import organisations as store
from services.identity.usecases import accounts
from services.identity.vault import passwords
from services.identity.vault.sealing import Vault
from services.identity.views import members as member_views


def grant_role(database: Database, command: contract.GrantRole) -> contract.Grant:
    """Let a person act in a role; again, it changes nothing.

    Raises: UnknownPerson -- there is none, or the phone has not been confirmed.
        UnknownOrganisation. Invalid -- the role needs another kind of organisation, or none.
    """
    with database.transaction() as session:
        person = people.locked(session, command.person_id)
        if not person.is_active:
            raise UnknownPerson(person_id=person.person_id)
        organisation = store.read(session, command.organisation_id) if command.organisation_id else None
        check_grant(command.role, organisation)
        given = accounts.grant(session, person.person_id, command.role, command.organisation_id, clock.now())
    return views.grant(given)


def withdraw_role(database: Database, command: WithdrawRole) -> Nothing:
    """Let a person act in a role no longer. Access tokens that say otherwise are good for some minutes more.

    Raises: UnknownPerson. UnknownGrant. LastAdministrator. LastChief.
    """
    now = clock.now()
    with database.transaction() as session:
        if command.organisation_id:
            store.locked(session, command.organisation_id)
        held = _held(session, command)
        if held.organisation_id:
            check_removal(held, store.members_of(session, held.organisation_id))
        if held.role is Role.ADMINISTRATOR and store.administrators(session) == 1:
            raise LastAdministrator
        store.remove_grant(session, held)
        outbox.add(session, member_views.role_withdrawn(held, now))
    return Nothing()


def _held(session: Session, command: WithdrawRole) -> Grant:
    """Raises: UnknownPerson. UnknownGrant."""
    person = people.locked(session, command.person_id)
    for held in store.grants_of(session, person.person_id):
        if (held.role, held.organisation_id) == (command.role, command.organisation_id):
            return held
    raise UnknownGrant(role=command.role)


def appoint_first_administrator(database: Database, vault: Vault, command: Register) -> PersonId:
    """Open an active account with which the other roles can be granted, for whoever runs the suite.

    Raises: AlreadyAppointed -- there is an administrator. What registration raises.
    """
    with database.reading() as session:
        in_force = law.in_force(session, clock.now())
    personal, now = accounts.checked(command, in_force), clock.now()
    password_hash = offload(passwords.hashed, command.password)
    with database.transaction() as session:
        if store.administrators(session):
            raise AlreadyAppointed
        person = accounts.begin(session, vault, personal, password_hash, now)
        accounts.activate(session, vault, person, now)
        accounts.grant(session, person.person_id, Role.ADMINISTRATOR, None, now)
    return person.person_id
