"""Showing a second factor: to finish a log-in, or again before something is signed or decided.

Owner: services/identity. Vocabulary: docs/glossary.md, "Identity".

A passkey travels as browsers write it: `PublicKeyCredential.toJSON` (W3C Web Authentication, level 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contracts.identity.accounts import TooManyAttempts, WrongCode
from contracts.identity.sessions import Challenge, FactorMethod, SessionEnded, Tokens
from kernel.messages import (
    ANYONE,
    LOGGED_IN,
    Forbidden,
    NotFound,
    Nothing,
    Operation,
    Unauthenticated,
)
from kernel.values import Code, Secret


class ChallengeEnded(Unauthenticated, ru="Время вышло, или попыток больше нет. Начните сначала."):
    """The challenge is over: answered, too old, or answered wrongly too often. Begin again."""


class CodeUsed(Forbidden, ru="Этот код уже использован. Дождитесь следующего."):
    """This code has been used already; wait for the next one."""


class PasskeyRefused(Forbidden, ru="Ключ доступа не подтвердил вход."):
    """The passkey is not one of this account, or has not signed what it was asked to."""


class NotEnrolled(NotFound, ru="Такой второй фактор не подключён."):
    """No such second factor is enrolled, nor begun to be."""


@dataclass(frozen=True, kw_only=True)
class FinishLogIn:
    """Answer the challenge of a log-in. code: of the app, or a recovery code. passkey: what it signed."""

    challenge: Secret
    method: FactorMethod
    code: Code | None = None
    passkey: dict[str, object] | None = None


@dataclass(frozen=True, kw_only=True)
class StepUp:
    """Show the second factor again. A code needs no challenge, a passkey the one begun for it."""

    method: FactorMethod
    code: Code | None = None
    challenge: Secret | None = None
    passkey: dict[str, object] | None = None


@dataclass(frozen=True, kw_only=True)
class SteppedUp:
    """An access token that says so. The refresh token of the session stays as it is.

    until: when the second factor no longer counts as shown just now.
    """

    access_token: str
    token_type: str
    expires_in: int
    until: datetime


_SHOWING = (ChallengeEnded, WrongCode, CodeUsed, PasskeyRefused, NotEnrolled, TooManyAttempts)
# A wrong factor is counted: nothing here may be rolled back with its refusal.
finish_log_in = Operation(
    "identity", "finish_log_in", FinishLogIn, Tokens, _SHOWING, roles=ANYONE, once=False
)
begin_step_up = Operation(
    "identity",
    "begin_step_up",
    Nothing,
    Challenge,
    (NotEnrolled, SessionEnded),
    roles=LOGGED_IN,
    once=False,
)
step_up = Operation(
    "identity", "step_up", StepUp, SteppedUp, (*_SHOWING, SessionEnded), roles=LOGGED_IN, once=False
)
