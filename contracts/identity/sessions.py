"""Sessions: logging in, staying logged in, logging out.

Owner: services/identity. Vocabulary: docs/glossary.md, "Identity".
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from contracts.identity.accounts import TooManyAttempts
from kernel.messages import ANYONE, Event, Forbidden, Nothing, Operation, Unauthenticated
from kernel.values import Line, OrganisationId, PersonId, Role, Secret

AUDIENCE = "nmo"
ALGORITHM = "EdDSA"


class WrongCredentials(Unauthenticated, ru="Неверный логин или пароль."):
    """The login or the password is wrong."""


class PhoneNotConfirmed(Forbidden, ru="Сначала подтвердите номер телефона."):
    """The phone has not been confirmed yet; details name the person, so that a code can be asked for."""


class SessionEnded(Unauthenticated, ru="Сеанс завершён. Войдите снова."):
    """The session has ended; log in again."""


@dataclass(frozen=True, kw_only=True)
class LogIn:
    """login: the phone, the e-mail address or the СНИЛС. device: how the session will be listed."""

    login: Line
    password: Secret
    device: Line | None = None


@dataclass(frozen=True, kw_only=True)
class Refresh:
    refresh_token: Secret


@dataclass(frozen=True, kw_only=True)
class LogOut:
    refresh_token: Secret


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """An access token (a signed JWT) and the opaque token that renews it once."""

    person_id: PersonId
    access_token: str
    token_type: str
    expires_in: int
    refresh_token: str
    refresh_expires_in: int


@dataclass(frozen=True, kw_only=True)
class AccessClaims:
    """What an access token says: a JWT signed with EdDSA, whose header names its key (`kid`).

    iss: the public address of the suite. aud: AUDIENCE. sid: the session.
    org: the organisation acted for. iat, nbf, exp: seconds of the Unix clock.
    """

    iss: str
    aud: str
    sub: PersonId
    sid: UUID
    org: OrganisationId | None = None
    roles: frozenset[Role]
    iat: int
    nbf: int
    exp: int


@dataclass(frozen=True, kw_only=True)
class JsonWebKey:
    kty: str
    crv: str
    x: str
    kid: str
    use: str
    alg: str


@dataclass(frozen=True, kw_only=True)
class JsonWebKeySet:
    keys: tuple[JsonWebKey, ...]


@dataclass(frozen=True, kw_only=True)
class SessionOpened(Event, name="identity.session.opened", subject="person_id"):
    """A person has logged in."""

    person_id: PersonId
    session_id: UUID


@dataclass(frozen=True, kw_only=True)
class SessionRevoked(Event, name="identity.session.revoked", subject="person_id"):
    """A session has ended. reason: logged_out, reused_token, expired."""

    person_id: PersonId
    session_id: UUID
    reason: str


log_in = Operation(
    "identity",
    "log_in",
    LogIn,
    Tokens,
    (WrongCredentials, PhoneNotConfirmed, TooManyAttempts),
    roles=ANYONE,
    once=False,
)
refresh = Operation("identity", "refresh", Refresh, Tokens, (SessionEnded,), roles=ANYONE, once=False)
log_out = Operation("identity", "log_out", LogOut, Nothing, roles=ANYONE, once=False)
jwks = Operation("identity", "jwks", Nothing, JsonWebKeySet, roles=ANYONE, reads=True)
