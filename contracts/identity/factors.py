"""Second factors: one-time passwords of an app, passkeys, and recovery codes in their place.

Owner: services/identity. Vocabulary: docs/glossary.md, "Identity".

A passkey travels as browsers write it: `options` as `PublicKeyCredential.parse…OptionsFromJSON` reads
them, `passkey` as `PublicKeyCredential.toJSON` writes it (W3C Web Authentication, level 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.identity.accounts import TooManyAttempts, UnknownPerson, WrongCode
from contracts.identity.organisations import ADMINISTRATORS
from contracts.identity.second_factor import ChallengeEnded, CodeUsed, NotEnrolled, PasskeyRefused
from contracts.identity.sessions import FactorMethod, SessionEnded
from kernel.messages import LOGGED_IN, Conflict, Event, Nothing, Operation
from kernel.values import Code, Line, PersonId, Secret


class FactorEnrolledAlready(Conflict, ru="Этот второй фактор уже подключён."):
    """This second factor is enrolled already."""


class TooManyPasskeys(Conflict, ru="Ключей доступа больше, чем можно подключить. Удалите один из них."):
    """There are as many passkeys as there may be; remove one first."""


class FactorMandatory(Conflict, ru="Для вашей роли второй фактор обязателен. Сначала подключите другой."):
    """A role of the person demands a second factor, and this is the last one."""


@dataclass(frozen=True, kw_only=True)
class Passkey:
    passkey_id: UUID
    label: str
    enrolled_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Factors:
    """What a person has enrolled. is_mandatory: whether a role demands a second factor."""

    is_mandatory: bool
    totp_enrolled_at: datetime | None
    passkeys: tuple[Passkey, ...]
    recovery_codes_left: int


@dataclass(frozen=True, kw_only=True)
class TotpEnrolment:
    """Shown once. secret: to be typed into an app, in base32; uri: the same as a QR code holds it."""

    secret: str
    uri: str


@dataclass(frozen=True, kw_only=True)
class ConfirmTotp:
    """Prove that the app has the secret."""

    code: Code


@dataclass(frozen=True, kw_only=True)
class RecoveryCodes:
    """Each good once, in the place of a second factor. Shown once; empty where the old ones stay good."""

    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PasskeyChallenge:
    """options: what `navigator.credentials.create` is to be asked for."""

    challenge: str
    options: dict[str, object]
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class AddPasskey:
    """label: how the passkey will be listed."""

    challenge: Secret
    label: Line
    passkey: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class PasskeyAdded:
    """recovery_codes: as in RecoveryCodes."""

    passkey: Passkey
    recovery_codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RemovePasskey:
    passkey_id: UUID


@dataclass(frozen=True, kw_only=True)
class ResetFactors:
    """Help a person who has lost them all. Their identity has been checked in the presence of the caller."""

    person_id: PersonId


@dataclass(frozen=True, kw_only=True)
class FactorEnrolled(Event, name="identity.factor.enrolled", subject="person_id"):
    """A person has enrolled a second factor."""

    person_id: PersonId
    method: FactorMethod


@dataclass(frozen=True, kw_only=True)
class FactorRemoved(Event, name="identity.factor.removed", subject="person_id"):
    """A second factor of a person no longer counts."""

    person_id: PersonId
    method: FactorMethod


my_factors = Operation("identity", "my_factors", Nothing, Factors, roles=LOGGED_IN, reads=True)
enrol_totp = Operation(
    "identity", "enrol_totp", Nothing, TotpEnrolment, (FactorEnrolledAlready,), roles=LOGGED_IN, once=False
)
confirm_totp = Operation(
    "identity",
    "confirm_totp",
    ConfirmTotp,
    RecoveryCodes,
    (NotEnrolled, FactorEnrolledAlready, WrongCode, CodeUsed, TooManyAttempts, SessionEnded),
    roles=LOGGED_IN,
    once=False,
)
remove_totp = Operation(
    "identity",
    "remove_totp",
    Nothing,
    Nothing,
    (NotEnrolled, FactorMandatory),
    roles=LOGGED_IN,
    step_up=True,
)
begin_passkey = Operation(
    "identity",
    "begin_passkey",
    Nothing,
    PasskeyChallenge,
    (TooManyPasskeys, SessionEnded),
    roles=LOGGED_IN,
    once=False,
)
add_passkey = Operation(
    "identity",
    "add_passkey",
    AddPasskey,
    PasskeyAdded,
    (ChallengeEnded, PasskeyRefused, FactorEnrolledAlready, TooManyPasskeys, SessionEnded),
    roles=LOGGED_IN,
    once=False,
)
remove_passkey = Operation(
    "identity",
    "remove_passkey",
    RemovePasskey,
    Nothing,
    (NotEnrolled, FactorMandatory),
    roles=LOGGED_IN,
    step_up=True,
)
renew_recovery_codes = Operation(
    "identity",
    "renew_recovery_codes",
    Nothing,
    RecoveryCodes,
    (NotEnrolled,),
    roles=LOGGED_IN,
    step_up=True,
    once=False,
)
reset_factors = Operation(
    "identity",
    "reset_factors",
    ResetFactors,
    Nothing,
    (UnknownPerson,),
    roles=ADMINISTRATORS,
    step_up=True,
)
