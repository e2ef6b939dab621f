"""What changes of contacts share, inside somebody's transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from contracts.identity import contacts as contract
from contracts.identity.accounts import AlreadyRegistered
from kernel import outbox
from kernel.database import Session
from kernel.identifiers import Email
from services.identity.domain.contacts import ContactRecord
from services.identity.domain.person import Person
from services.identity.domain.personal import Personal
from services.identity.store import codes as code_store
from services.identity.store import contacts as store
from services.identity.store import law, people
from services.identity.usecases import codes, profiles
from services.identity.vault.sealing import Vault
from services.identity.views import contacts as views

# Why a profile changed.
TYPED = "typed"
PROVED_ELSEWHERE = "proved_elsewhere"


def shown(session: Session, vault: Vault, person: Person, now: datetime) -> contract.Contacts:
    """The person's contacts as they are now."""
    record, personal = store.of(session, person), vault.open_personal(person.person_id, person.sealed)
    terms = law.in_force(session, now)
    email = pending_email(vault, record)
    sent = code_store.last_to(session, codes.place_digests(vault, email)) if email else None
    new = views.new_email(email, sent, terms.codes) if email else None
    return views.contacts(person, record, personal, now, terms.contacts, new)


def check(session: Session, record: ContactRecord, now: datetime) -> None:
    """Note that the person has said that they are right."""
    record.check(now)
    store.keep(session, record)
    outbox.add(session, views.checked(record, now))


def change(
    session: Session, vault: Vault, person: Person, kind: contract.ContactKind, now: datetime, **changed: Any
) -> Personal:
    """Reach the person otherwise from now on; what was kept of them before. Raises: AlreadyRegistered."""
    personal = vault.open_personal(person.person_id, person.sealed)
    if replace(personal, **changed) != personal:
        profiles.correct(session, vault, person, personal, changed, now, source=TYPED)
        outbox.add(session, views.changed(store.of(session, person), kind, now))
    return personal


def hold_email(session: Session, vault: Vault, person: Person, now: datetime) -> None:
    """Let the address of a person, just proved, be theirs alone. Raises: AlreadyRegistered.

    Who only typed it has it no longer, and is told.
    """
    digests = vault.digests("email", str(vault.open_personal(person.person_id, person.sealed).email))
    if people.holds_email(session, digests, person.person_id):
        raise AlreadyRegistered
    for other in people.typing_email(session, digests, person.person_id):
        typed = vault.open_personal(other.person_id, other.sealed)
        profiles.correct(session, vault, other, typed, {"email": None}, now, source=PROVED_ELSEWHERE)
        outbox.add(session, views.dropped(other.person_id, contract.ContactKind.EMAIL, now))
    person.prove_email(now)
    people.prove(session)


def pending_email(vault: Vault, record: ContactRecord) -> Email | None:
    """The address that waits for its code."""
    if record.sealed_email is None:
        return None
    return Email(vault.open(record.sealed_email, email_context(record)).decode())


def email_context(record: ContactRecord) -> str:
    return f"new-email:{record.person_id}"


def phone_context(record: ContactRecord) -> str:
    return f"new-phone:{record.person_id}"
