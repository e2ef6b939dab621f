"""Enrolling an app that makes one-time passwords, and taking it away."""

from __future__ import annotations

from datetime import datetime

from contracts.identity import factors as contract
from contracts.identity.accounts import WrongCode
from contracts.identity.second_factor import CodeUsed, NotEnrolled
from contracts.identity.sessions import FactorMethod
from kernel import clock
from kernel.database import Database, Session
from kernel.messages import Caller, Nothing
from kernel.values import PersonId
from services.identity.domain.factors import TotpFactor
from services.identity.store import factors as store
from services.identity.store import law, people
from services.identity.usecases import factors, guards, second_factor, showing
from services.identity.vault import totp
from services.identity.vault.sealing import Vault
from services.identity.vault.tokens import Mint


def enrol_totp(database: Database, vault: Vault, caller: Caller) -> contract.TotpEnrolment:
    """Give a new secret for an app; it counts once the app has shown that it has it.

    Raises: FactorEnrolledAlready. StepUpRequired.
    """
    now, secret = clock.now(), totp.new_secret()
    with database.transaction() as session:
        person = people.locked(session, caller.person)
        factors.check_enrolling(session, caller, now)
        begun = store.totp_of(session, person.person_id)
        if begun is not None:
            if begun.is_enrolled:
                raise contract.FactorEnrolledAlready
            store.remove(session, begun)
        sealed = totp.seal_secret(vault, person.person_id, secret)
        store.add(session, TotpFactor(person_id=person.person_id, sealed_secret=sealed, begun_at=now))
    personal = vault.open_personal(person.person_id, person.sealed)
    account = str(personal.email or personal.phone.masked)
    return contract.TotpEnrolment(secret=secret, uri=totp.uri(secret, account))


def confirm_totp(
    database: Database, mint: Mint, caller: Caller, command: contract.ConfirmTotp
) -> contract.RecoveryCodes:
    """Let the app count. The session that asks has thereby shown it; its next token says so.

    Raises: NotEnrolled. FactorEnrolledAlready. WrongCode. CodeUsed. TooManyAttempts.
    """
    now = clock.now()
    with database.transaction() as session:
        opened = second_factor.current(session, caller)
        counted = showing.guards_of(session, mint, caller, caller.person, now)
        refusal = guards.begin(counted, now) or _confirm(session, mint, caller.person, command, now)
        if refusal is None:
            guards.succeed(counted)
            opened.show(FactorMethod.TOTP, now)
            return contract.RecoveryCodes(
                codes=factors.enrolled(session, caller.person, FactorMethod.TOTP, now)
            )
        guards.refuse(counted, refusal, now)
    raise refusal


def remove_totp(database: Database, caller: Caller) -> Nothing:
    """Let the app count no longer. Raises: NotEnrolled. FactorMandatory."""
    with database.transaction() as session:
        people.locked(session, caller.person)
        factors.check_lasting(session, caller)
        app = store.totp_of(session, caller.person)
        if app is None or not app.is_enrolled:
            raise NotEnrolled
        factors.remove(session, caller.person, app, FactorMethod.TOTP, clock.now())
    return Nothing()


def _confirm(
    session: Session, mint: Mint, person_id: PersonId, command: contract.ConfirmTotp, now: datetime
) -> WrongCode | CodeUsed | None:
    """Raises: NotEnrolled -- none has been begun. FactorEnrolledAlready."""
    begun = store.totp_of(session, person_id)
    if begun is None:
        raise NotEnrolled
    if begun.is_enrolled:
        raise contract.FactorEnrolledAlready
    try:
        showing.take(mint, begun, command.code, now, law.in_force(session, now).factors)
    except (WrongCode, CodeUsed) as refusal:
        return refusal
    begun.confirmed_at = now
    return None
