"""What becomes of all that a merged account had: steps of the merger."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from kernel import outbox
from kernel.database import Session
from services.identity.domain.links import Link
from services.identity.domain.mergers import FormerLogin, agree
from services.identity.domain.person import Person
from services.identity.domain.sessions import Ending
from services.identity.store import consents as consent_store
from services.identity.store import links, mergers, organisations, professions
from services.identity.store import modules as module_store
from services.identity.store import passports as passport_store
from services.identity.usecases import accounts, consents, endings, modules
from services.identity.vault import passports as vaulted_passports
from services.identity.vault import registry as vaulted
from services.identity.vault.sealing import Vault
from services.identity.views import esia as esia_views
from services.identity.views import members as member_views


def absorb(session: Session, vault: Vault, kept: Person, gone: Person, now: datetime) -> None:
    """Let one account have what the other had; that one opens nothing, and holds no number any more.

    Phone, address, password and second factors stay those of the account that is kept.
    """
    _pass_on_roles(session, kept, gone, now)
    _pass_on_link(session, vault, kept, gone, now)
    _pass_on_statements(session, vault, kept, gone)
    _pass_on_consents(session, kept, gone, now)
    _pass_on_modules(session, kept, gone, now)
    mergers.pass_on(session, gone.person_id, kept.person_id)
    mergers.forget_ways_in(session, gone.person_id)
    endings.end_all(session, gone.person_id, Ending.REVOKED, now)
    nothing = vault.no_digests()
    mergers.keep_login(session, FormerLogin.of(gone, nothing))
    gone.merge_into(kept, nothing)


def _pass_on_roles(session: Session, kept: Person, gone: Person, now: datetime) -> None:
    """Who was chief of an organisation in either account is so in one."""
    for held in organisations.grants_of(session, gone.person_id):
        organisations.remove_grant(session, held)
        outbox.add(session, member_views.role_withdrawn(held, now))
        given = accounts.give(session, held.for_person(kept.person_id))
        given.is_chief = given.is_chief or held.is_chief


def _pass_on_link(session: Session, vault: Vault, kept: Person, gone: Person, now: datetime) -> None:
    """The link of the account that is kept stays. Where it has none, it gets the other's, if all that
    Госуслуги have confirmed of the one stands in the other, too; else the person links it anew.
    """
    link = links.of_person(session, gone.person_id)
    if link is None:
        return
    links.remove(session, link)
    outbox.add(session, esia_views.unlinked(gone.person_id, now))
    mine = vault.open_personal(kept.person_id, kept.sealed)
    theirs = vault.open_personal(gone.person_id, gone.sealed)
    if links.of_person(session, kept.person_id) is None and agree(mine, theirs, link.confirmed):
        passed = _relinked(vault, link, kept)
        links.add(session, passed)
        outbox.add(session, esia_views.linked(passed))


def _relinked(vault: Vault, link: Link, kept: Person) -> Link:
    return Link(
        person_id=kept.person_id,
        oid_digest=link.oid_digest,
        sealed=vaulted.seal_held(vault, kept.person_id, vaulted.open_held(vault, link)),
        trust=link.trust,
        confirmed=link.confirmed,
        linked_at=link.linked_at,
        refreshed_at=link.refreshed_at,
        is_renewable=link.is_renewable,
    )


def _pass_on_statements(session: Session, vault: Vault, kept: Person, gone: Person) -> None:
    """Passport and profession: what the account that is kept states itself stays."""
    stated = passport_store.of_person(session, gone.person_id)
    if stated is not None and passport_store.of_person(session, kept.person_id) is None:
        passport = vaulted_passports.opened(vault, stated)
        again = vaulted_passports.sealed(vault, kept.person_id, passport, stated.stated_at)
        passport_store.put(session, again)
    profession = professions.of_person(session, gone.person_id)
    if profession.version and not professions.of_person(session, kept.person_id).version:
        employments = professions.employments_of(session, gone.person_id)
        professions.keep(session, replace(profession, person_id=kept.person_id), employments)


def _pass_on_consents(session: Session, kept: Person, gone: Person, now: datetime) -> None:
    """Of two that stand for the same, the later word holds."""
    for theirs in mergers.standing_consents(session, gone.person_id):
        mine = consent_store.standing(session, kept.person_id, theirs.purpose, theirs.recipient_id)
        if mine is not None:
            earlier = min(mine, theirs, key=lambda each: each.granted_at)
            consents.withdraw(session, earlier, now)


def _pass_on_modules(session: Session, kept: Person, gone: Person, now: datetime) -> None:
    for theirs in module_store.lasting(session, gone.person_id):
        if module_store.lasting_one(session, kept.person_id, theirs.module) is not None:
            modules.deactivate(session, theirs, now)
