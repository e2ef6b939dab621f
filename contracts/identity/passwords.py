"""Passwords: changing one that is known, replacing one that is forgotten.

Owner: services/identity. Vocabulary: docs/glossary.md, "Identity".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.identity.accounts import CodeExpired, TooManyAttempts, WeakPassword, WrongCode
from kernel.messages import ANYONE, LOGGED_IN, Event, Forbidden, Nothing, Operation
from kernel.values import Code, Line, PersonId, Secret


class WrongPassword(Forbidden, ru="Нынешний пароль неверен."):
    """The present password is wrong."""


@dataclass(frozen=True, kw_only=True)
class ChangePassword:
    """Choose another password. Every session ends, this one too: log in with the new password."""

    current_password: Secret
    new_password: Secret


@dataclass(frozen=True, kw_only=True)
class RequestPasswordReset:
    """Ask for a code to replace a forgotten password. login: as when logging in."""

    login: Line


@dataclass(frozen=True, kw_only=True)
class PasswordReset:
    """The same for everybody: it does not tell whether there is such an account.

    If there is, a code is on its way to its phone. resend_at: when the next may be asked for.
    """

    reset_id: UUID
    expires_at: datetime
    resend_at: datetime


@dataclass(frozen=True, kw_only=True)
class CompletePasswordReset:
    """Replace a forgotten password. Every session ends; the second factor stays as it is."""

    reset_id: UUID
    code: Code
    new_password: Secret


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event, name="identity.user.password_changed", subject="person_id"):
    """A person has another password now. by: `owner`, who knew the old one, or `reset`, who had the phone."""

    person_id: PersonId
    by: str


change_password = Operation(
    "identity",
    "change_password",
    ChangePassword,
    Nothing,
    (WrongPassword, WeakPassword, TooManyAttempts),
    roles=LOGGED_IN,
    once=False,
)
request_password_reset = Operation(
    "identity",
    "request_password_reset",
    RequestPasswordReset,
    PasswordReset,
    (TooManyAttempts,),
    roles=ANYONE,
    once=False,
)
complete_password_reset = Operation(
    "identity",
    "complete_password_reset",
    CompletePasswordReset,
    Nothing,
    (WrongCode, CodeExpired, WeakPassword, TooManyAttempts),
    roles=ANYONE,
    once=False,
)
