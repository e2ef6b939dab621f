"""Modules: switched on under terms that are in force, and off again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from contracts.identity import modules as contract
from kernel import clock, outbox
from kernel.database import Database, Session
from kernel.messages import Caller, Nothing
from kernel.values import PersonId, new_id
from services.identity.domain.modules import Activation, check_terms
from services.identity.store import modules as store
from services.identity.store import people, professions
from services.identity.store.consents import names
from services.identity.vault import activations as vaulted
from services.identity.vault.sealing import Vault
from services.identity.views import modules as views


def list_modules(database: Database) -> contract.ModuleList:
    """The modules there are, with the terms in force today."""
    with database.reading() as session:
        known = store.terms_on(session, clock.today())
    return views.modules(known.values())


def my_modules(database: Database, vault: Vault, caller: Caller) -> contract.ActiveModuleList:
    """What the caller has switched on, the oldest first."""
    with database.reading() as session:
        lasting = store.lasting(session, caller.person)
        shown = _shown(session, vault, lasting)
    return contract.ActiveModuleList(items=shown)


def activate_module(
    database: Database, vault: Vault, caller: Caller, command: contract.ActivateModule
) -> contract.ActiveModule:
    """Switch a module on, and announce it; on already with the same, it stays as it was.

    Raises: UnknownPerson. ModuleTermsOutdated. Invalid -- there is no such module, or not for the caller.
    """
    with database.transaction() as session:
        person_id = people.locked(session, caller.person).person_id
        category = professions.of_person(session, person_id).category
        terms = store.terms_on(session, clock.today()).get(command.module)
        check_terms(terms, command.terms_version, category)
        lasting = store.lasting_one(session, person_id, command.module)
        if lasting is None or not _says(vault, lasting, command):
            lasting = _activate(session, vault, person_id, command, instead_of=lasting)
        [shown] = _shown(session, vault, [lasting])
    return shown


def deactivate_module(database: Database, caller: Caller, command: contract.DeactivateModule) -> Nothing:
    """Switch a module off, and announce it. Raises: UnknownPerson. ModuleNotActive."""
    with database.transaction() as session:
        person_id = people.locked(session, caller.person).person_id
        lasting = store.lasting_one(session, person_id, command.module)
        if lasting is None:
            raise contract.ModuleNotActive(module=command.module)
        deactivate(session, lasting, clock.now())
    return Nothing()


def _activate(
    session: Session,
    vault: Vault,
    person_id: PersonId,
    command: contract.ActivateModule,
    *,
    instead_of: Activation | None,
) -> Activation:
    now, activation_id = clock.now(), new_id()
    if instead_of:
        deactivate(session, instead_of, now)
    begun = Activation(
        activation_id=activation_id,
        person_id=person_id,
        module=command.module,
        terms_version=command.terms_version,
        sealed=vaulted.seal(vault, activation_id, command.organisation_inn),
        organisation_id=store.organisation_with(session, command.organisation_inn),
        activated_at=now,
    )
    store.add(session, begun)
    outbox.add(session, views.activated(begun))
    return begun


def deactivate(session: Session, lasting: Activation, now: datetime) -> None:
    """Switch off what lasts, and announce it."""
    lasting.deactivated_at = now
    store.settle(session)
    outbox.add(session, views.deactivated(lasting, now))


def _says(vault: Vault, lasting: Activation, command: contract.ActivateModule) -> bool:
    """Whether it is what would be switched on once more."""
    same_terms = lasting.terms_version == command.terms_version
    return same_terms and vaulted.opened(vault, lasting) == command.organisation_inn


def _shown(
    session: Session, vault: Vault, lasting: Iterable[Activation]
) -> tuple[contract.ActiveModule, ...]:
    in_force = store.terms_on(session, clock.today())
    named = names(session, [each.organisation_id for each in lasting if each.organisation_id])
    return tuple(views.active(each, vaulted.opened(vault, each), in_force, named) for each in lasting)
