"""Opening an account: the data of the passport, then the proof that the phone is in one's hand."""

from __future__ import annotations

from datetime import datetime, timedelta

from contracts.identity import accounts as contract
from contracts.identity.accounts import PersonState
from kernel import clock
from kernel.database import Database, Session
from kernel.messages import Invalid, ServiceError
from kernel.offload import offload
from kernel.rpc import Rpc
from services.identity import views
from services.identity.domain.codes import normalised
from services.identity.domain.passports import Passport
from services.identity.domain.person import Person
from services.identity.domain.personal import Personal
from services.identity.store import codes as code_store
from services.identity.store import law, people
from services.identity.usecases import accounts, codes, passports
from services.identity.vault import passwords
from services.identity.vault.sealing import Vault


def register(database: Database, vault: Vault, rpc: Rpc, command: contract.Register) -> contract.Registration:
    """Begin a registration, or go on with the one begun with the same data, and send a code.

    Raises: AlreadyRegistered. WeakPassword.
        Invalid -- details name each field that cannot be so.
    """
    with database.reading() as session:
        in_force = law.in_force(session, clock.now())
    personal, now = accounts.checked(command, in_force), clock.now()
    password_hash = offload(passwords.hashed, command.password)
    with database.transaction() as session:
        person = _same(session, vault, personal, command.password)
        if person is None:
            person = accounts.begin(session, vault, personal, password_hash, now)
        if command.passport:
            passports.keep(session, vault, person.person_id, Passport.of(command.passport), now)
        proof = code_store.proof_of(session, person.person_id, now)
        refusal = codes.refusal(session, vault, proof, personal.phone, now)
        letter = None if refusal else codes.write(vault, proof, personal.phone, now, in_force.codes)
    if refusal or letter is None:
        return views.registration(person, proof.last, resend_at=_later(now, refusal))
    return codes.send(database, rpc, person, letter)


def confirm_phone(database: Database, vault: Vault, command: contract.ConfirmPhone) -> contract.Registration:
    """Take the code that was sent; a wrong one is counted.

    Raises: UnknownPerson. WrongCode. CodeExpired. CodeReplaced. TooManyAttempts.
        AlreadyRegistered -- somebody else has proved these data in the meantime.
        Invalid -- what was typed is no code; it does not count.
    """
    digits, now = normalised(command.code), clock.now()
    if digits is None:
        raise Invalid(code="code.format")
    with database.transaction() as session:
        person = people.locked(session, command.person_id)
        if person.state is PersonState.NEW:
            refusal = codes.entered(session, vault, person, str(person.person_id), digits, now)
        else:
            refusal = codes.repeated(session, vault, person, digits, now)
        if refusal is None and person.state is PersonState.NEW:
            accounts.activate(session, vault, person, now)
    if refusal:
        raise refusal
    return views.registration(person)


def resend_code(
    database: Database, vault: Vault, rpc: Rpc, command: contract.ResendCode
) -> contract.Registration:
    """Send a new code in the place of the last one. An active account needs none.

    Raises: UnknownPerson. ResendTooSoon. TooManyAttempts.
    """
    now = clock.now()
    with database.transaction() as session:
        person = people.locked(session, command.person_id)
        if person.state is not PersonState.NEW:
            return views.registration(person)
        phone = vault.open_personal(person.person_id, person.sealed).phone
        proof = code_store.proof_of(session, person.person_id, now)
        refusal = codes.refusal(session, vault, proof, phone, now)
        if refusal:
            raise refusal
        letter = codes.write(vault, proof, phone, now, law.in_force(session, now).codes)
    return codes.send(database, rpc, person, letter)


def _same(session: Session, vault: Vault, personal: Personal, password: str) -> Person | None:
    """The registration begun with the same data and password.

    With another password it begins anew: whoever began it first does not wait for a code
    that would confirm a password they do not know.
    """
    begun = people.unproven(session, vault.digests_of(personal))
    if begun is None or offload(passwords.is_right, begun.password_hash, password):
        return begun
    people.remove(session, begun)
    return None


def _later(now: datetime, refusal: ServiceError | None) -> datetime:
    return now + timedelta(seconds=int(refusal.details["retry_after"])) if refusal else now
