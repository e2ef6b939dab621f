"""Sessions: logging in, staying logged in, logging out, and seeing where one is logged in.

Owner: services/identity. Vocabulary: docs/glossary.md, "Identity".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from contracts.identity.accounts import TooManyAttempts
from kernel.messages import (
    ANYONE,
    LOGGED_IN,
    SERVICES,
    Event,
    Forbidden,
    NotFound,
    Nothing,
    Operation,
    Unauthenticated,
)
from kernel.values import Line, OrganisationId, PersonId, Role, Secret

AUDIENCE = "nmo"
ALGORITHM = "EdDSA"
TWO_FACTORS = "mfa"  # among the methods of an access token, as RFC 8176 names it


class FactorMethod(StrEnum):
    """How a second factor can be shown."""

    TOTP = "totp"
    PASSKEY = "passkey"
    RECOVERY_CODE = "recovery_code"


class WrongCredentials(Unauthenticated, ru="Неверный логин или пароль."):
    """The login or the password is wrong."""


class PhoneNotConfirmed(Forbidden, ru="Сначала подтвердите номер телефона."):
    """The phone has not been confirmed yet; details name the person, so that a code can be asked for."""


class LoginMerged(
    Forbidden,
    ru="Эта учётная запись объединена с другой вашей. Войдите в ту, что осталась; здесь её телефон.",
):
    """This account was merged into another of yours: log in to that one; details name its phone, masked."""


class SessionEnded(Unauthenticated, ru="Сеанс завершён. Войдите снова."):
    """The session has ended; log in again."""


class UnknownSession(NotFound, ru="Такого сеанса нет, или он уже завершён."):
    """There is no such session, or it has ended already."""


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
class Challenge:
    """What is still to be shown, within minutes, and once.

    challenge: to be sent along with one of the methods. passkey: what `navigator.credentials.get` is to be
    asked for, as `PublicKeyCredential.parseRequestOptionsFromJSON` reads it; absent without passkeys.
    """

    challenge: str
    methods: tuple[FactorMethod, ...]
    expires_at: datetime
    passkey: dict[str, object] | None


@dataclass(frozen=True, kw_only=True)
class LogInAnswer:
    """A session, or a challenge where a second factor is enrolled: the tokens are null, or the challenge is.

    The tokens are those of Tokens. The challenge is answered at `POST /v1/sessions/second-factor`.
    """

    person_id: PersonId
    access_token: str | None
    token_type: str | None
    expires_in: int | None
    refresh_token: str | None
    refresh_expires_in: int | None
    challenge: Challenge | None


@dataclass(frozen=True, kw_only=True)
class AccessClaims:
    """What an access token says: a JWT signed with EdDSA, whose header names its key (`kid`).

    iss: the public address of the suite. aud: AUDIENCE. sid: the session; of a program, its token.
    org: the organisation acted for. iat, nbf, exp: seconds of the Unix clock.
    auth_time: when the person last proved to be themselves; amr: by which methods (RFC 8176), `mfa` among
    them where they were two. client_id: of a program, which asks for nobody; scope: what for (RFC 9068).
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
    auth_time: int | None = None
    amr: tuple[str, ...] = ()
    client_id: UUID | None = None
    scope: str | None = None


@dataclass(frozen=True, kw_only=True)
class OwnSession:
    """Where one is logged in. is_current: the session that asks. used_at: when its token was last renewed."""

    session_id: UUID
    device: str | None
    opened_at: datetime
    used_at: datetime
    expires_at: datetime
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class OwnSessionList:
    items: tuple[OwnSession, ...]


@dataclass(frozen=True, kw_only=True)
class RevokeSession:
    session_id: UUID


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
class SessionUnusual(Event, name="identity.session.unusual", subject="person_id"):
    """A person, or somebody else, has logged in as never before: the person is asked whether it was them.

    signs: new_device, new_network, impossible_travel.
    """

    person_id: PersonId
    session_id: UUID
    signs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SessionRevoked(Event, name="identity.session.revoked", subject="person_id"):
    """A session has ended.

    reason: logged_out, reused_token, expired, revoked, password_changed, factors_reset.
    """

    person_id: PersonId
    session_id: UUID
    reason: str


class Forgery(StrEnum):
    """What is wrong with an access token that nobody made by accident. An expired one is not among them."""

    FORMAT = "format"
    SIGNATURE = "signature"
    KEY = "key"
    CLAIMS = "claims"


@dataclass(frozen=True, kw_only=True)
class NoteForgery:
    """A token was refused before any service was asked. route: where, `GET /v1/me`."""

    reason: Forgery
    route: Line


log_in = Operation(
    "identity",
    "log_in",
    LogIn,
    LogInAnswer,
    (WrongCredentials, PhoneNotConfirmed, LoginMerged, TooManyAttempts),
    roles=ANYONE,
    once=False,
)
refresh = Operation("identity", "refresh", Refresh, Tokens, (SessionEnded,), roles=ANYONE, once=False)
log_out = Operation("identity", "log_out", LogOut, Nothing, roles=ANYONE, once=False)
my_sessions = Operation("identity", "my_sessions", Nothing, OwnSessionList, roles=LOGGED_IN, reads=True)
revoke_session = Operation(
    "identity", "revoke_session", RevokeSession, Nothing, (UnknownSession,), roles=LOGGED_IN
)
revoke_other_sessions = Operation("identity", "revoke_other_sessions", Nothing, Nothing, roles=LOGGED_IN)
# The gateway keeps no journal; what it refuses by itself it has noted here.
note_forgery = Operation("identity", "note_forgery", NoteForgery, Nothing, roles=SERVICES, once=False)
jwks = Operation("identity", "jwks", Nothing, JsonWebKeySet, roles=ANYONE, reads=True)
