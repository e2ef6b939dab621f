"""Second factors and passwords: domain -> contract."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from contracts.identity import factors, passwords, second_factor
from contracts.identity.accounts import OnboardingStep
from contracts.identity.sessions import FactorMethod
from kernel.values import PersonId
from services.identity.domain.factors import PasskeyFactor, TotpFactor
from services.identity.domain.resets import Reset
from services.identity.domain.terms import CodeLaw


def stepped_up(access: str, lives: timedelta, until: datetime) -> second_factor.SteppedUp:
    return second_factor.SteppedUp(
        access_token=access,
        token_type="Bearer",  # noqa: S106 -- the kind of token, not a token
        expires_in=int(lives.total_seconds()),
        until=until,
    )


def enrolled(
    totp: TotpFactor | None, passkeys: Sequence[factors.Passkey], codes: int, *, is_mandatory: bool
) -> factors.Factors:
    """codes: how many recovery codes are left."""
    return factors.Factors(
        is_mandatory=is_mandatory,
        totp_enrolled_at=totp.confirmed_at if totp else None,
        passkeys=tuple(passkeys),
        recovery_codes_left=codes,
    )


def passkey(factor: PasskeyFactor, label: str) -> factors.Passkey:
    return factors.Passkey(
        passkey_id=factor.passkey_id, label=label, enrolled_at=factor.enrolled_at, used_at=factor.used_at
    )


def onboarding(*, is_mandatory: bool, is_enrolled: bool) -> tuple[OnboardingStep, ...]:
    """Why roles are withheld: a second factor is demanded, and there is none."""
    return (OnboardingStep(name="second_factor", done=is_enrolled),) if is_mandatory else ()


def factor_enrolled(person_id: PersonId, method: FactorMethod, at: datetime) -> factors.FactorEnrolled:
    return factors.FactorEnrolled(occurred_at=at, person_id=person_id, method=method)


def factor_removed(person_id: PersonId, method: FactorMethod, at: datetime) -> factors.FactorRemoved:
    return factors.FactorRemoved(occurred_at=at, person_id=person_id, method=method)


def password_reset(asked: Reset, law: CodeLaw) -> passwords.PasswordReset:
    return passwords.PasswordReset(
        reset_id=asked.reset_id, expires_at=asked.expires_at(law), resend_at=asked.cooled_at(law)
    )


def password_changed(person_id: PersonId, by: str, at: datetime) -> passwords.PasswordChanged:
    return passwords.PasswordChanged(occurred_at=at, person_id=person_id, by=by)
