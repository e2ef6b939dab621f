"""In which roles people may act."""

from __future__ import annotations

from contracts.identity import organisations as contract
from contracts.identity.accounts import Register, UnknownPerson
from kernel import clock
from kernel.database import Database
from kernel.offload import offload
from kernel.values import PersonId, Role
from services.identity import views
from services.identity.domain.organisations import AlreadyAppointed, check_grant
from services.identity.store import law, people
from services.identity.store import organisations as store
from services.identity.usecases import accounts
from services.identity.vault import passwords
from services.identity.vault.sealing import Vault


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


def appoint_first_administrator(database: Database, vault: Vault, command: Register) -> PersonId:
    """Open an active account with which the other roles can be granted, for whoever runs the suite.

    Raises: AlreadyAppointed -- there is an administrator. What registration raises.
    """
    with database.reading() as session:
        in_force = law.in_force(session, clock.now())
    personal, now = accounts.checked(command, in_force), clock.now()
    password_hash = offload(passwords.hashed, command.password)
    with database.transaction() as session:
        if store.has_administrator(session):
            raise AlreadyAppointed
        person = accounts.begin(session, vault, personal, password_hash, now)
        accounts.activate(session, vault, person, now)
        accounts.grant(session, person.person_id, Role.ADMINISTRATOR, None, now)
    return person.person_id
