"""Contacts: said to be right, changed by who has just proved to be themselves, asked for after months."""

from __future__ import annotations

from contracts.identity import contacts as contract
from contracts.identity.contacts import ContactKind
from contracts.notifications.codes import CodePurpose
from contracts.notifications.letters import LetterTopic, SendText, send_text
from kernel import clock, outbox
from kernel.database import Database
from kernel.identifiers import Phone
from kernel.messages import Caller, Invalid
from kernel.rpc import Rpc
from services.identity.domain.codes import normalised
from services.identity.domain.contacts import ContactRecord
from services.identity.domain.person import Person
from services.identity.store import codes as code_store
from services.identity.store import contacts as store
from services.identity.store import law, people
from services.identity.usecases import codes, factors, reaching
from services.identity.vault.sealing import Vault
from services.identity.views import contacts as views

AT_ONCE = 200


def my_contacts(database: Database, vault: Vault, caller: Caller) -> contract.Contacts:
    """Raises: UnknownPerson."""
    with database.reading() as session:
        return reaching.shown(session, vault, people.read(session, caller.person), clock.now())


def confirm_contacts(database: Database, vault: Vault, caller: Caller) -> contract.Contacts:
    """The caller says that their contacts are right. Raises: UnknownPerson."""
    now = clock.now()
    with database.transaction() as session:
        person = people.locked(session, caller.person)
        reaching.check(session, store.of(session, person), now)
        return reaching.shown(session, vault, person, now)


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
        record.sealed_phone = vault.seal(str(command.phone).encode(), reaching.phone_context(record))
        store.keep(session, record)
        purpose, about = CodePurpose.CONFIRM_PHONE, _about(person, command.phone)
        terms = law.in_force(session, now).codes
        letter = codes.write(vault, proof, command.phone, now, terms, purpose, about=about)
    sent = codes.send(database, rpc, person, letter)
    return views.phone_change(command.phone, letter.code, sent.delivery, terms)


def confirm_new_phone(
    database: Database, vault: Vault, rpc: Rpc, caller: Caller, command: contract.ConfirmNewPhone
) -> contract.Contacts:
    """Let the new phone take the place of the old one, which is told; a wrong code is counted.

    Raises: UnknownPerson. NoPhoneChange. WrongCode. CodeExpired. CodeReplaced. TooManyAttempts.
        AlreadyRegistered -- it belongs to another account. Invalid -- what was typed is no code.
    """
    digits, now = normalised(command.code), clock.now()
    if digits is None:
        raise Invalid(code="code.format")
    left: Phone | None = None
    with database.transaction() as session:
        person = people.locked(session, caller.person)
        factors.check_lasting(session, caller)
        record = store.of(session, person)
        phone = _new_phone(vault, record)
        refusal = codes.entered(session, vault, person, _about(person, phone), digits, now)
        if refusal is None:
            record.sealed_phone = None
            before = reaching.change(session, vault, person, ContactKind.PHONE, now, phone=phone)
            left = before.phone if before.phone != phone else None
            reaching.check(session, record, now)
            contacts = reaching.shown(session, vault, person, now)
    if refusal:
        raise refusal
    if left is not None:
        rpc.tell(send_text, SendText(phone=left, topic=LetterTopic.PHONE_CHANGED))
    return contacts


def remind(database: Database) -> int:
    """Announce whose contacts nobody has checked for long. Gives of how many it was announced."""
    now = clock.now()
    with database.transaction() as session:
        terms = law.in_force(session, now).contacts
        stale = store.unchecked_since(session, now - terms.fresh_for, now - terms.reminded_each, AT_ONCE)
        for person in stale:
            record = store.of(session, person)
            record.reminded_at = now
            store.keep(session, record)
            outbox.add(session, views.outdated(record, now))
    return len(stale)


def reseal(database: Database, vault: Vault) -> int:
    """Move contacts about to change to the current key of the ring. Gives how many were moved."""
    with database.transaction() as session:
        others = store.sealed_otherwise(session, vault.mark, AT_ONCE)
        for record in others:
            if record.sealed_phone:
                record.sealed_phone = vault.reseal(record.sealed_phone, reaching.phone_context(record))
            if record.sealed_email:
                record.sealed_email = vault.reseal(record.sealed_email, reaching.email_context(record))
    return len(others)


def _new_phone(vault: Vault, record: ContactRecord) -> Phone:
    """Raises: NoPhoneChange."""
    if record.sealed_phone is None:
        raise contract.NoPhoneChange
    return Phone(vault.open(record.sealed_phone, reaching.phone_context(record)).decode())


def _about(person: Person, phone: Phone) -> str:
    return f"{person.person_id}:{phone}"
