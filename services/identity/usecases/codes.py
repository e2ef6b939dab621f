"""One-time codes on their way: written inside a transaction, sent after its commit."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from contracts.identity import accounts as contract
from contracts.identity.codes import CodeOutcome
from contracts.notifications.codes import (
    CodeDelivery,
    CodePurpose,
    SendCode,
    SendEmailCode,
    send_code,
    send_email_code,
)
from kernel import journal, logs
from kernel.client import InternalError
from kernel.database import Database, Session
from kernel.identifiers import Email, Phone
from kernel.messages import ServiceError, Unavailable
from kernel.rpc import Rpc
from services.identity import views
from services.identity.domain import outcomes as rules
from services.identity.domain.codes import OneTimeCode, PhoneProof
from services.identity.domain.person import Person
from services.identity.domain.terms import CodeLaw
from services.identity.store import codes as store
from services.identity.store import law, outcomes
from services.identity.vault.sealing import Vault

log = logs.get(__name__)


Command: TypeAlias = SendCode | SendEmailCode


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A code that has been written and not sent."""

    code: OneTimeCode
    command: Command


def text(person_id: object, digits: str) -> str:
    """What the digest of a code is made of: one person's code is nobody else's."""
    return f"{person_id}:{digits}"


def place_digests(vault: Vault, to: Phone | Email) -> list[bytes]:
    """By which the codes that were sent there are found."""
    return vault.digests("phone" if isinstance(to, Phone) else "email", str(to))


def refusal(
    session: Session, vault: Vault, proof: PhoneProof, to: Phone | Email, now: datetime
) -> ServiceError | None:
    """Why no code may be sent there now; None when one may."""
    return proof.why_no_code(
        store.sent_to_phone(session, place_digests(vault, to), now), now, law.in_force(session, now).codes
    )


def write(
    vault: Vault,
    proof: PhoneProof,
    phone: Phone,
    now: datetime,
    terms: CodeLaw,
    purpose: CodePurpose = CodePurpose.CONFIRM_PHONE,
    *,
    about: str | None = None,
    email: Email | None = None,
) -> Letter:
    """Make a new code; the one before it is replaced.

    about: what it proves, if not only who they are. email: a proved address for when the phone is out of
    reach; what is to prove the phone itself must not go there.
    """
    code, digits = _new(vault, proof, phone, about, now, terms)
    return Letter(code=code, command=SendCode(phone=phone, code=digits, purpose=purpose, email=email))


def write_email(
    vault: Vault, proof: PhoneProof, email: Email, now: datetime, terms: CodeLaw, *, about: str
) -> Letter:
    """The same for the code that proves an address."""
    code, digits = _new(vault, proof, email, about, now, terms)
    purpose = CodePurpose.CONFIRM_EMAIL
    return Letter(code=code, command=SendEmailCode(email=email, code=digits, purpose=purpose))


def send(database: Database, rpc: Rpc, person: Person, letter: Letter) -> contract.Registration:
    """Let the letter go, and note what became of it. What was registered stands in any case."""
    delivery = _delivery(rpc, letter)
    with database.transaction() as session:
        store.note_delivery(session, letter.code.code_id, delivery)
        outcomes.note(session, CodeOutcome(delivery), letter.code.issued_at)
        terms = law.in_force(session, letter.code.issued_at).codes
    letter.code.delivery = delivery
    return views.registration(person, letter.code, resend_at=letter.code.cooled_at(terms))


def entered(
    session: Session, vault: Vault, person: Person, about: str, digits: str, now: datetime
) -> ServiceError | None:
    """Why a code is not taken; None when it is. A code that was sent elsewhere proves nothing here."""
    proof, told = store.proof_of(session, person.person_id, now), text(about, digits)
    refused = proof.enter(
        lambda digest: vault.is_digest_of(digest, "code", told), now, law.in_force(session, now).codes
    )
    outcomes.note(session, rules.of(refused), now)
    if refused:
        journal.record(session, "identity.code.refused", str(person.person_id), reason=refused.code)
    return refused


def repeated(
    session: Session, vault: Vault, person: Person, digits: str, now: datetime
) -> contract.WrongCode | None:
    """Whether the code that proved the phone of an account comes once more, as when the answer was lost.

    It can open nothing; so a wrong one is not counted, or strangers could shut out whose account it is.
    """
    told = text(person.person_id, digits)
    proof = store.proof_of(session, person.person_id, now)
    if proof.has_sent(lambda digest: vault.is_digest_of(digest, "code", told)):
        return None
    return contract.WrongCode()


def _new(
    vault: Vault, proof: PhoneProof, to: Phone | Email, about: str | None, now: datetime, terms: CodeLaw
) -> tuple[OneTimeCode, str]:
    digits = f"{secrets.randbelow(10**6):06}"
    digest = vault.digest("code", text(about or proof.person_id, digits))
    return proof.issue(digest, place_digests(vault, to)[0], now, terms), digits


def _delivery(rpc: Rpc, letter: Letter) -> contract.Delivery:
    try:
        return contract.Delivery(_sent(rpc, letter.command).status)
    except (Unavailable, InternalError) as error:
        log.warning("one-time code not sent", person_id=letter.code.person_id, reason=type(error).__name__)
        return contract.Delivery.NOT_DELIVERED


def _sent(rpc: Rpc, command: Command) -> CodeDelivery:
    if isinstance(command, SendCode):
        return rpc.call(send_code, command)
    return rpc.call(send_email_code, command)
