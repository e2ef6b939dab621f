"""One-time passwords of an app (RFC 6238): six digits, a step of 30 s, SHA-1, which every app understands."""

from __future__ import annotations

from datetime import datetime

import pyotp
from pyotp.exceptions import OTPVerificationError

from kernel.values import PersonId
from services.identity.domain.factors import TotpFactor
from services.identity.domain.terms import FactorLaw
from services.identity.vault.sealing import Vault

ISSUER = "НМО"
# No dated row: apps and ours must agree on both without a word, and most apps know no other step.
STEP = 30  # seconds


def new_secret() -> str:
    """160 random bits in base32: RFC 4226, section 4, asks for no less than 128."""
    return pyotp.random_base32()


def seal_secret(vault: Vault, person_id: PersonId, secret: str) -> bytes:
    return vault.seal(secret.encode(), _of_totp(person_id))


def open_secret(vault: Vault, factor: TotpFactor) -> str:
    return vault.open(factor.sealed_secret, _of_totp(factor.person_id)).decode()


def reseal(vault: Vault, factor: TotpFactor) -> None:
    """Move the secret to the current key of the ring."""
    factor.sealed_secret = vault.reseal(factor.sealed_secret, _of_totp(factor.person_id))


def uri(secret: str, account: str) -> str:
    """What an app reads from a QR code. account: how the app lists it."""
    return pyotp.TOTP(secret, issuer=ISSUER).provisioning_uri(name=account)


def step_at(now: datetime) -> int:
    return int(now.timestamp()) // STEP


def step_of(secret: str, digits: str, now: datetime, law: FactorLaw) -> int | None:
    """The step within the window whose password `digits` are; None when they are of none."""
    try:
        return pyotp.TOTP(secret).verify_and_get_timecode(digits, for_time=now, valid_window=law.window)
    except OTPVerificationError:
        return None


def _of_totp(person_id: PersonId) -> str:
    return f"totp:{person_id}"
