"""Contacts: said to be right, changed by who has just proved to be themselves, asked for after months."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from contracts.identity import contacts as contract
from contracts.notifications.codes import CodePurpose
from kernel import clock, journal, outbox
from kernel.database import Database, Session
from kernel.identifiers import Phone
from kernel.messages import Caller, Invalid, ServiceError
from kernel.rpc import Rpc
from services.identity.domain.codes import normalised
from services.identity.domain.contacts import ContactRecord
from services.identity.domain.person import Person
from services.identity.domain.personal import Personal
from services.identity.domain.policy import CONTACTS
from services.identity.store import codes as code_store
from services.identity.store import contacts as store
from services.identity.store import people
from services.identity.usecases import codes, factors, profiles
from services.identity.vault.sealing import Vault
from services.identity.views import contacts as views

AT_ONCE = 200
TYPED = "typed"


def my_contacts(database: Database, vault: Vault, caller: Caller) -> contract.Contacts:
    """Raises: UnknownPerson."""
    with database.reading() as session:
        person = people.read(session, caller.person)
        record = store.of(session, person)
    return views.contacts(record, vault.open_personal(person.person_id, person.sealed), clock.now())


def confirm_contacts(database: Database, vault: Vault, caller: Caller) -> contract.Contacts:
    """The caller says that their contacts are right. Raises: UnknownPerson."""
    now = clock.now()
    with database.transaction() as session:
        person = people.locked(session, caller.person)
        record = store.of(session, person)
        _check(session, record, now)
    return views.contacts(record, vault.open_personal(person.person_id, person.sealed), now)


def change_phone(
    database: Database, vault: Vault, rpc: Rpc, caller: Caller, command: contract.ChangePhone
) -> contract.PhoneChange:
    """Send a code to another phone, which takes the place of the caller's once the code comes back.

    Raises: UnknownPerson. ResendTooSoon. TooManyAttempts.
        StepUpRequired -- who the caller is was not proved lately enough.
    """
    now = clock.now()
    with database.transaction() as session:
        person = people.locked(session, caller.person)
        factors.check_enrolling(session, caller, now)
        proof = code_store.proof_of(session, person.person_id, now)
        refusal = codes.refusal(session, vault, proof, command.phone, now)
        if refusal:
            raise refusal
        record = store.of(session, person)
        record.sealed_phone = vault.seal(str(command.phone).encode(), _context(person))
        store.keep(session, record)
        purpose, about = CodePurpose.CONFIRM_PHONE, _about(person, command.phone)
        letter = codes.write(vault, proof, command.phone, now, purpose, about=about)
    sent = codes.send(database, rpc, person, letter)
    return views.phone_change(command.phone, letter.code, sent.delivery)


def confirm_new_phone(
    database: Database, vault: Vault, caller: Caller, command: contract.ConfirmNewPhone
) -> contract.Contacts:
    """Let the new phone take the place of the old one; a wrong code is counted.

    Raises: UnknownPerson. NoPhoneChange. WrongCode. CodeExpired. CodeReplaced. TooManyAttempts.
        AlreadyRegistered -- it belongs to another account. Invalid -- what was typed is no code.
    """
    digits, now = normalised(command.code), clock.now()
    if digits is None:
        raise Invalid(code="code.format")
    with database.transaction() as session:
        person = people.locked(session, caller.person)
        record = store.of(session, person)
        phone = _new_phone(vault, person, record)
        refusal = _entered(session, vault, person, phone, digits, now)
        if refusal is None:
            record.sealed_phone = None
            personal = _change(session, vault, person, {"phone": phone}, now)
            _check(session, record, now)
    if refusal:
        raise refusal
    return views.contacts(record, personal, now)


def change_email(
    database: Database, vault: Vault, caller: Caller, command: contract.ChangeEmail
) -> contract.Contacts:
    """Raises: UnknownPerson. AlreadyRegistered -- it belongs to another account. StepUpRequired."""
    now = clock.now()
    with database.transaction() as session:
        person = people.locked(session, caller.person)
        factors.check_enrolling(session, caller, now)
        record = store.of(session, person)
        personal = _change(session, vault, person, {"email": command.email}, now)
        _check(session, record, now)
    return views.contacts(record, personal, now)


def remind(database: Database) -> int:
    """Announce whose contacts nobody has checked for long. Gives of how many it was announced."""
    now = clock.now()
    with database.transaction() as session:
        stale = store.unchecked_since(
            session, now - CONTACTS.fresh_for, now - CONTACTS.reminded_each, AT_ONCE
        )
        for person in stale:
            record = store.of(session, person)
            record.reminded_at = now
            store.keep(session, record)
            outbox.add(session, views.outdated(record, now))
    return len(stale)


def reseal(database: Database, vault: Vault) -> int:
    """Move phones about to change to the current key of the ring. Gives how many were moved."""
    with database.transaction() as session:
        others = store.sealed_otherwise(session, vault.mark, AT_ONCE)
        for record in others:
            if record.sealed_phone:
                record.sealed_phone = vault.reseal(record.sealed_phone, f"new-phone:{record.person_id}")
    return len(others)


def _check(session: Session, record: ContactRecord, now: datetime) -> None:
    record.check(now)
    store.keep(session, record)
    outbox.add(session, views.checked(record, now))


def _change(
    session: Session, vault: Vault, person: Person, changed: dict[str, Any], now: datetime
) -> Personal:
    """What is kept of the person from now on. Raises: AlreadyRegistered."""
    personal = vault.open_personal(person.person_id, person.sealed)
    if replace(personal, **changed) == personal:
        return personal
    profiles.correct(session, vault, person, personal, changed, now, source=TYPED)
    return replace(personal, **changed)


def _new_phone(vault: Vault, person: Person, record: ContactRecord) -> Phone:
    """Raises: NoPhoneChange."""
    if record.sealed_phone is None:
        raise contract.NoPhoneChange
    return Phone(vault.open(record.sealed_phone, _context(person)).decode())


def _entered(
    session: Session, vault: Vault, person: Person, phone: Phone, digits: str, now: datetime
) -> ServiceError | None:
    """Why a code is not taken; None when it is. A code that was sent elsewhere proves nothing here."""
    text = codes.text(_about(person, phone), digits)
    proof = code_store.proof_of(session, person.person_id, now)
    refusal = proof.enter(lambda digest: vault.is_digest_of(digest, "code", text), now)
    if refusal:
        journal.record(session, "identity.code.refused", str(person.person_id), reason=refusal.code)
    return refusal


def _about(person: Person, phone: Phone) -> str:
    return f"{person.person_id}:{phone}"


def _context(person: Person) -> str:
    return f"new-phone:{person.person_id}"
