"""Programs of organisations: domain -> contract."""

from __future__ import annotations

from datetime import datetime

from contracts.identity import clients, oauth
from contracts.identity.sessions import AccessClaims
from services.identity.domain.clients import ApiClient, ClientToken


def client(registered: ApiClient) -> clients.Client:
    return clients.Client(
        client_id=registered.client_id,
        organisation_id=registered.organisation_id,
        name=registered.name,
        scopes=frozenset(registered.scopes),
        authentication=registered.authentication,
        registered_at=registered.registered_at,
    )


def client_registered(registered: ApiClient) -> clients.ClientRegistered:
    return clients.ClientRegistered(
        occurred_at=registered.registered_at,
        client_id=registered.client_id,
        organisation_id=registered.organisation_id,
        scopes=registered.scopes,
    )


def client_closed(closed: ApiClient, at: datetime) -> clients.ClientClosed:
    return clients.ClientClosed(
        occurred_at=at, client_id=closed.client_id, organisation_id=closed.organisation_id
    )


def issued(token: ClientToken, access: str) -> oauth.IssuedToken:
    return oauth.IssuedToken(
        access_token=access,
        token_type="Bearer",  # noqa: S106 -- the kind of token, not a token
        expires_in=int((token.expires_at - token.issued_at).total_seconds()),
        scope=" ".join(token.scopes),
    )


def active(claims: AccessClaims, token: ClientToken) -> oauth.TokenFacts:
    return oauth.TokenFacts(
        active=True,
        scope=" ".join(token.scopes),
        client_id=token.client_id,
        token_type="Bearer",  # noqa: S106 -- the kind of token, not a token
        iss=claims.iss,
        aud=claims.aud,
        sub=claims.sub,
        org=claims.org,
        jti=token.token_id,
        iat=claims.iat,
        nbf=claims.nbf,
        exp=claims.exp,
    )
