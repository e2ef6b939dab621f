"""How a second factor is shown, and judged."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from contracts.identity import second_factor as contract
from contracts.identity.accounts import WrongCode
from contracts.identity.sessions import FactorMethod
from kernel import journal
from kernel.database import Session
from kernel.messages import Caller, Invalid, ServiceError
from kernel.values import PersonId
from services.identity.domain.codes import normalised
from services.identity.domain.factors import TotpFactor
from services.identity.domain.terms import FactorLaw
from services.identity.store import factors, law
from services.identity.usecases import guards
from services.identity.vault import passkeys, recovery, totp
from services.identity.vault.tokens import Mint, octets


class Shown(Protocol):
    """A second factor as it was shown."""

    @property
    def method(self) -> FactorMethod: ...
    @property
    def code(self) -> str | None: ...
    @property
    def challenge(self) -> str | None: ...
    @property
    def passkey(self) -> dict[str, object] | None: ...


def judge(
    session: Session, mint: Mint, caller: Caller, person_id: PersonId, shown: Shown, now: datetime
) -> ServiceError | None:
    """Why a second factor is not taken; None when it is. A wrong one is counted and noted.

    Raises: Invalid -- what the method needs is missing, or is no code at all; it does not count.
    """
    _check(shown)
    counted = guards_of(session, mint, caller, person_id, now)
    refusal = guards.begin(counted, now) or _refusal(session, mint, person_id, shown, now)
    if refusal is None:
        guards.succeed(counted)
        return None
    guards.refuse(counted, refusal, now)
    journal.record(
        session, "identity.factor.refused", str(person_id), method=shown.method, reason=refusal.code
    )
    return refusal


def guards_of(
    session: Session, mint: Mint, caller: Caller, person_id: PersonId, now: datetime
) -> guards.Guards:
    """What counts the wrong second factors of a person."""
    return guards.of(session, mint.vault, caller, mint.vault.digest("factor", str(person_id)), now)


def take(mint: Mint, factor: TotpFactor, typed: str, now: datetime, terms: FactorLaw) -> None:
    """Take a one-time password of the app. Raises: WrongCode. CodeUsed."""
    step = totp.step_of(totp.open_secret(mint.vault, factor), normalised(typed) or "", now, terms)
    if step is None:
        raise WrongCode
    factor.use(step, totp.step_at(now), terms)


def _check(shown: Shown) -> None:
    if shown.method is FactorMethod.PASSKEY:
        missing = {name: "required" for name in ("challenge", "passkey") if getattr(shown, name) is None}
        if missing:
            raise Invalid(missing)
    elif shown.code is None:
        raise Invalid(code="required")
    elif shown.method is FactorMethod.TOTP and normalised(shown.code) is None:
        raise Invalid(code="code.format")


def _refusal(
    session: Session, mint: Mint, person_id: PersonId, shown: Shown, now: datetime
) -> ServiceError | None:
    try:
        _SHOWING[shown.method](session, mint, person_id, shown, now)
    except (WrongCode, contract.CodeUsed, contract.PasskeyRefused, contract.NotEnrolled) as refusal:
        return refusal
    return None


def _show_totp(session: Session, mint: Mint, person_id: PersonId, shown: Shown, now: datetime) -> None:
    factor = factors.totp_of(session, person_id)
    if factor is None or not factor.is_enrolled:
        raise contract.NotEnrolled
    take(mint, factor, shown.code or "", now, law.in_force(session, now).factors)


def _show_passkey(session: Session, mint: Mint, person_id: PersonId, shown: Shown, now: datetime) -> None:
    credential, challenge = shown.passkey or {}, octets(shown.challenge or "")
    passkey = factors.passkey_by_credential(session, person_id, passkeys.credential_id(credential))
    if passkey is None:
        raise contract.PasskeyRefused
    passkey.use(mint.party.signed(credential, challenge, passkey).new_sign_count, now)


def _show_recovery_code(
    session: Session, mint: Mint, person_id: PersonId, shown: Shown, now: datetime
) -> None:
    code = recovery.code_sha256(person_id, shown.code or "")
    if not factors.use_code(session, person_id, code, now):
        raise WrongCode


_SHOWING = {
    FactorMethod.TOTP: _show_totp,
    FactorMethod.PASSKEY: _show_passkey,
    FactorMethod.RECOVERY_CODE: _show_recovery_code,
}
