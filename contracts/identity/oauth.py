"""OAuth for programs: the client credentials grant of OAuth 2.1, introspection, revocation.

Owner: services/identity. The names are those of the standards: RFC 6749, 7009, 7523, 7662, 8414.
At the gateway these operations are read from forms, and refused in the words of RFC 6749.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from contracts.identity.accounts import TooManyAttempts
from kernel.messages import ANYONE, Invalid, Nothing, Operation, Unauthenticated
from kernel.values import Length, Line, OrganisationId, Secret

CLIENT_CREDENTIALS = "client_credentials"
JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
# What a program may sign with; never a secret that both know.
ASSERTION_ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")

Jwt = Annotated[str, Length(1, 8192)]


class InvalidClient(Unauthenticated, ru="Программа неизвестна или не подтвердила себя."):
    """The client is not known, or has not proved itself."""


class UnsupportedGrant(Invalid, ru="Этот вид разрешения не поддерживается."):
    """This grant type is not supported."""


class InvalidScope(Invalid, ru="Такая область доступа программе не разрешена."):
    """The client has not been granted this scope."""


class InvalidGrantRequest(Invalid, ru="Запрос составлен неверно."):
    """The request lacks a parameter, repeats one, or authenticates the client in two ways."""


@dataclass(frozen=True, kw_only=True)
class RequestToken:
    """client_id, client_secret: unless told by HTTP Basic. client_assertion: of a program that signs."""

    grant_type: Line
    scope: Annotated[str, Length(1, 1000)] | None = None
    client_id: Line | None = None
    client_secret: Secret | None = None
    client_assertion_type: Line | None = None
    client_assertion: Jwt | None = None


@dataclass(frozen=True, kw_only=True)
class IssuedToken:
    access_token: str
    token_type: str
    expires_in: int
    scope: str


@dataclass(frozen=True, kw_only=True)
class InspectToken:
    """Ask about a token of one's own organisation."""

    token: Jwt
    token_type_hint: Line | None = None
    client_id: Line | None = None
    client_secret: Secret | None = None
    client_assertion_type: Line | None = None
    client_assertion: Jwt | None = None


@dataclass(frozen=True, kw_only=True)
class TokenFacts:
    """Of a token that is not active, or not the asker's to know, nothing else is told."""

    active: bool
    scope: str | None = None
    client_id: UUID | None = None
    token_type: str | None = None
    iss: str | None = None
    aud: str | None = None
    sub: UUID | None = None
    org: OrganisationId | None = None
    jti: UUID | None = None
    iat: int | None = None
    nbf: int | None = None
    exp: int | None = None


@dataclass(frozen=True, kw_only=True)
class RevokeToken:
    """Give a token of one's own back; of any other, nothing is changed nor told."""

    token: Jwt
    token_type_hint: Line | None = None
    client_id: Line | None = None
    client_secret: Secret | None = None
    client_assertion_type: Line | None = None
    client_assertion: Jwt | None = None


_PROVING = (InvalidClient, InvalidGrantRequest, TooManyAttempts)
issue_token = Operation(
    "identity",
    "issue_token",
    RequestToken,
    IssuedToken,
    (*_PROVING, UnsupportedGrant, InvalidScope),
    roles=ANYONE,
    once=False,
)
inspect_token = Operation(
    "identity", "inspect_token", InspectToken, TokenFacts, _PROVING, roles=ANYONE, once=False
)
revoke_token = Operation("identity", "revoke_token", RevokeToken, Nothing, _PROVING, roles=ANYONE, once=False)
