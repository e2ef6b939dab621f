"""The address of a person: it counts once a code has come back from it."""

from __future__ import annotations

from datetime import datetime

from contracts.identity import contacts as contract
from contracts.identity.contacts import ContactKind
from contracts.notifications.letters import LetterTopic, SendLetter, send_letter
from kernel import clock
from kernel.database import Database, Session
from kernel.identifiers import Email
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


def change_email(
    database: Database, vault: Vault, caller: Caller, command: contract.ChangeEmail
) -> contract.Contacts:
    """Let an address wait for its code. Whether somebody else has it is not told before that.

    Raises: UnknownPerson. StepUpRequired -- who the caller is was not proved lately enough.
    """
    now = clock.now()
    with database.transaction() as session:
        person = people.locked(session, caller.person)
        factors.check_enrolling(session, caller, now)
        _let_wait(session, vault, person, command.email)
        return reaching.shown(session, vault, person, now)


def prove_email(database: Database, vault: Vault, rpc: Rpc, caller: Caller) -> contract.Contacts:
    """Send a code to the address that waits for one, or to the one that was only typed so far.

    Raises: UnknownPerson. NoEmailChange -- there is none to prove. ResendTooSoon. TooManyAttempts.
    """
    now = clock.now()
    with database.transaction() as session:
        person = people.locked(session, caller.person)
        email = _to_prove(session, vault, person)
        proof = code_store.proof_of(session, person.person_id, now)
        refusal = codes.refusal(session, vault, proof, email, now)
        if refusal:
            raise refusal
        _let_wait(session, vault, person, email)
        terms = law.in_force(session, now).codes
        letter = codes.write_email(vault, proof, email, now, terms, about=_about(person, email))
    codes.send(database, rpc, person, letter)
    with database.reading() as session:
        return reaching.shown(session, vault, people.read(session, caller.person), now)


def confirm_email(
    database: Database, vault: Vault, rpc: Rpc, caller: Caller, command: contract.ConfirmEmail
) -> contract.Contacts:
    """Let the proved address take the place of the old one, which is told; a wrong code is counted.

    Raises: UnknownPerson. NoEmailChange. WrongCode. CodeExpired. CodeReplaced. TooManyAttempts.
        AlreadyRegistered -- it belongs to another account. Invalid -- what was typed is no code.
    """
    digits, now = normalised(command.code), clock.now()
    if digits is None:
        raise Invalid(code="code.format")
    left: Email | None = None
    waiting = _waiting(database, vault, caller)
    with database.transaction() as session:
        people.wait_for_email(session, codes.place_digests(vault, waiting))
        person = people.locked(session, caller.person)
        factors.check_lasting(session, caller)
        record = store.of(session, person)
        email = reaching.pending_email(vault, record)
        if email is None:
            raise contract.NoEmailChange
        refusal = codes.entered(session, vault, person, _about(person, email), digits, now)
        if refusal is None:
            left = _take(session, vault, person, record, email, now)
            contacts = reaching.shown(session, vault, person, now)
    if refusal:
        raise refusal
    if left is not None:
        rpc.tell(send_letter, SendLetter(email=left, topic=LetterTopic.EMAIL_CHANGED))
    return contacts


def _let_wait(session: Session, vault: Vault, person: Person, email: Email) -> None:
    record = store.of(session, person)
    record.sealed_email = vault.seal(str(email).encode(), reaching.email_context(record))
    store.keep(session, record)


def _waiting(database: Database, vault: Vault, caller: Caller) -> Email:
    """Raises: UnknownPerson. NoEmailChange."""
    with database.reading() as session:
        waiting = reaching.pending_email(vault, store.of(session, people.read(session, caller.person)))
    if waiting is None:
        raise contract.NoEmailChange
    return waiting


def _take(
    session: Session, vault: Vault, person: Person, record: ContactRecord, email: Email, now: datetime
) -> Email | None:
    """Let an address be theirs that was proved just now. Gives the proved one whose place it takes.

    Raises: AlreadyRegistered.
    """
    record.sealed_email = None
    before = reaching.change(session, vault, person, ContactKind.EMAIL, now, email=email)
    left = before.email if person.is_email_proved and before.email != email else None
    reaching.hold_email(session, vault, person, now)
    reaching.check(session, record, now)
    return left


def _to_prove(session: Session, vault: Vault, person: Person) -> Email:
    """Raises: NoEmailChange."""
    waiting = reaching.pending_email(vault, store.of(session, person))
    typed = None if person.is_email_proved else vault.open_personal(person.person_id, person.sealed).email
    email = waiting or typed
    if email is None:
        raise contract.NoEmailChange
    return email


def _about(person: Person, email: Email) -> str:
    return f"{person.person_id}:{email}"
