"""Replacing a forgotten password: the same steps whether or not there is an account."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from contracts.identity import passwords as contract
from contracts.identity.accounts import TooManyAttempts
from contracts.notifications.codes import CodePurpose, SendCode, send_code
from kernel import clock, journal
from kernel.database import Database, Session
from kernel.identifiers import Email, Phone
from kernel.messages import Caller, Invalid, Nothing, ServiceError
from kernel.offload import offload
from kernel.rpc import Rpc
from kernel.values import PersonId, new_id
from services.identity.domain import outcomes as rules
from services.identity.domain.codes import DAY, HOUR, OneTimeCode, PhoneProof, normalised, seconds_until
from services.identity.domain.law import Law
from services.identity.domain.person import Person
from services.identity.domain.resets import Reset
from services.identity.domain.terms import CodeLaw
from services.identity.store import challenges, law, outcomes, people
from services.identity.store import codes as code_store
from services.identity.usecases import accounts, guards, passwords, sessions
from services.identity.vault import passwords as hashes
from services.identity.vault.sealing import Vault
from services.identity.views import second_factors as views


def request_password_reset(
    database: Database, vault: Vault, rpc: Rpc, command: contract.RequestPasswordReset
) -> contract.PasswordReset:
    """Send a code to the phone behind the login, if there is one.

    A login without an account takes the same steps and gets the same answer; the code
    itself is sent aside, so that not even the time it takes is told.

    Raises: TooManyAttempts -- too many codes were asked for with this login.
    """
    now, digits = clock.now(), f"{secrets.randbelow(10**6):06}"
    login = sessions.login_digest(vault, command.login)
    with database.transaction() as session:
        lately, terms = challenges.resets_of(session, login, now - DAY), law.in_force(session, now).codes
        if lately and now < lately[-1].cooled_at(terms):
            return views.password_reset(lately[-1], terms)
        _check_room(lately, now, terms)
        person = sessions.by_login(session, vault, command.login)
        owner = person if person is not None and person.is_active else None
        asked = _asked(vault, login, owner, digits, now)
        challenges.add(session, asked)
        phone, email = _reached(vault, owner)
        may_send = _count(session, vault, asked, phone, login, now, terms)
    if phone is not None and may_send:
        purpose = CodePurpose.RESET_PASSWORD
        rpc.tell(send_code, SendCode(phone=phone, email=email, code=digits, purpose=purpose))
    return views.password_reset(asked, terms)


def complete_password_reset(
    database: Database, vault: Vault, caller: Caller, command: contract.CompletePasswordReset
) -> Nothing:
    """Replace a forgotten password by the code that was sent, and log out everywhere.

    Raises: WrongCode. CodeExpired -- also where no code was ever sent. TooManyAttempts. WeakPassword.
        Invalid -- what was typed is no code; it does not count.
    """
    digits, now = normalised(command.code), clock.now()
    if digits is None:
        raise Invalid(code="code.format")
    password_hash = offload(hashes.hashed, command.new_password)
    with database.transaction() as session:
        counted = guards.of_address(session, vault, caller, now)
        asked = challenges.reset(session, command.reset_id) or _never(command.reset_id, now)
        refusal = guards.begin(counted, now) or _refusal(vault, asked, digits, now, counted.law.codes)
        outcomes.note(session, rules.of(refusal), now)
        if refusal is None:
            guards.succeed(counted)
            _complete(session, vault, asked, command.new_password, password_hash, now, counted.law)
            return Nothing()
        guards.refuse(counted, refusal, now)
        journal.record(
            session, "identity.reset.refused", str(asked.person_id or "unknown"), reason=refusal.code
        )
    raise refusal


def _check_room(lately: Sequence[Reset], now: datetime, terms: CodeLaw) -> None:
    """lately: those of the last day, oldest first; each is good for some guesses. Raises: TooManyAttempts."""
    for most, period in ((terms.per_hour, HOUR), (terms.resets_per_day, DAY)):
        if len(lately) >= most and now < lately[-most].issued_at + period:
            raise TooManyAttempts(retry_after=seconds_until(lately[-most].issued_at + period, now))


def _never(reset_id: UUID, now: datetime) -> Reset:
    """A reset that nobody has asked for."""
    return Reset(
        reset_id=reset_id, login_digest=b"", person_id=None, code_digest=b"", issued_at=now, ended_at=now
    )


def _refusal(vault: Vault, asked: Reset, digits: str, now: datetime, terms: CodeLaw) -> ServiceError | None:
    """Why a code is not taken. Who has no account never had one sent, and is never right."""
    is_right = vault.is_digest_of(asked.code_digest, "reset", _text(asked.reset_id, digits))
    return asked.enter(is_right=is_right and asked.person_id is not None, now=now, law=terms)


def _complete(
    session: Session,
    vault: Vault,
    asked: Reset,
    password: str,
    password_hash: str,
    now: datetime,
    terms: Law,
) -> None:
    """Raises: WeakPassword -- the code stays good for another try."""
    person = people.locked(session, asked.owner)
    accounts.check_password(password, vault.open_personal(person.person_id, person.sealed), terms.passwords)
    asked.ended_at = now
    passwords.replace(session, person, password_hash, by="reset", now=now)


def _asked(vault: Vault, login: bytes, owner: Person | None, digits: str, now: datetime) -> Reset:
    reset_id = new_id()
    return Reset(
        reset_id=reset_id,
        login_digest=login,
        person_id=owner.person_id if owner else None,
        code_digest=vault.digest("reset", _text(reset_id, digits)),
        issued_at=now,
    )


def _reached(vault: Vault, owner: Person | None) -> tuple[Phone | None, Email | None]:
    """The phone, and the address if it is proved."""
    if owner is None:
        return None, None
    personal = vault.open_personal(owner.person_id, owner.sealed)
    return personal.phone, personal.email if owner.is_email_proved else None


def _count(
    session: Session,
    vault: Vault,
    asked: Reset,
    phone: Phone | None,
    login: bytes,
    now: datetime,
    terms: CodeLaw,
) -> bool:
    """Count the code among those to its phone, and without a phone likewise. Gives whether it may be sent."""
    to_whom = str(phone) if phone else login.hex()
    proof = PhoneProof(person_id=PersonId(asked.reset_id))
    refusal = proof.why_no_code(
        code_store.sent_to_phone(session, vault.digests("phone", to_whom), now), now, terms
    )
    code = OneTimeCode(
        person_id=proof.person_id,
        phone_digest=vault.digest("phone", to_whom),
        digest=asked.code_digest,
        issued_at=now,
        expires_at=asked.expires_at(terms),
    )
    code_store.add(session, code)
    return refusal is None


def _text(reset_id: UUID, digits: str) -> str:
    """What the digest of a code is made of: the code of one reset is that of no other."""
    return f"{reset_id}:{digits}"
