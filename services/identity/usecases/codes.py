"""One-time codes on their way: written inside a transaction, sent after its commit."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from contracts.identity import accounts as contract
from contracts.notifications.codes import CodePurpose, CodeStatus, SendCode, send_code
from kernel import logs
from kernel.client import InternalError
from kernel.database import Database, Session
from kernel.identifiers import Phone
from kernel.messages import ServiceError, Unavailable
from kernel.rpc import Rpc
from services.identity import views
from services.identity.domain.codes import OneTimeCode, PhoneProof
from services.identity.domain.person import Person
from services.identity.store import codes as store
from services.identity.vault.sealing import Vault

log = logs.get(__name__)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A code that has been written and not sent."""

    phone: Phone
    digits: str
    code: OneTimeCode
    purpose: CodePurpose


def text(person_id: object, digits: str) -> str:
    """What the digest of a code is made of: one person's code is nobody else's."""
    return f"{person_id}:{digits}"


def refusal(
    session: Session, vault: Vault, proof: PhoneProof, phone: Phone, now: datetime
) -> ServiceError | None:
    """Why no code may be sent now; None when one may."""
    return proof.why_no_code(store.sent_to_phone(session, vault.digests("phone", str(phone)), now), now)


def write(
    vault: Vault,
    proof: PhoneProof,
    phone: Phone,
    now: datetime,
    purpose: CodePurpose = CodePurpose.CONFIRM_PHONE,
    *,
    about: str | None = None,
) -> Letter:
    """Make a new code; the one before it is replaced. about: what it proves, if not only who they are."""
    digits = f"{secrets.randbelow(10**6):06}"
    digest = vault.digest("code", text(about or proof.person_id, digits))
    code = proof.issue(digest, vault.digest("phone", str(phone)), now)
    return Letter(phone=phone, digits=digits, code=code, purpose=purpose)


def send(database: Database, rpc: Rpc, person: Person, letter: Letter) -> contract.Registration:
    """Let the letter go, and note what became of it. What was registered stands in any case."""
    delivery = _delivery(rpc, letter)
    with database.transaction() as session:
        store.note_delivery(session, letter.code.code_id, delivery)
    letter.code.delivery = delivery
    return views.registration(person, letter.code, resend_at=letter.code.cooled_at())


def _delivery(rpc: Rpc, letter: Letter) -> contract.Delivery:
    command = SendCode(phone=letter.phone, code=letter.digits, purpose=letter.purpose)
    try:
        sent = rpc.call(send_code, command).status is CodeStatus.SENT
    except (Unavailable, InternalError) as error:
        log.warning("one-time code not sent", person_id=letter.code.person_id, reason=type(error).__name__)
        sent = False
    return contract.Delivery.SENT if sent else contract.Delivery.NOT_DELIVERED
