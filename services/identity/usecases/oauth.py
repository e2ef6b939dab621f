"""OAuth for programs: a token for who proves to be registered, what is known of it, and its end."""

from __future__ import annotations

from datetime import datetime

from contracts.identity import oauth as contract
from kernel import clock, journal
from kernel.database import Database, Session
from kernel.messages import Caller, Nothing
from kernel.values import new_id
from services.identity.domain.clients import ApiClient, ClientToken
from services.identity.store import clients as store
from services.identity.store import keys as key_store
from services.identity.store import law
from services.identity.usecases import keys, proving
from services.identity.vault.tokens import Mint
from services.identity.views import clients as views


def issue_token(
    database: Database, mint: Mint, caller: Caller, command: contract.RequestToken
) -> contract.IssuedToken:
    """Give a program an access token for its organisation.

    Raises: InvalidClient. InvalidGrantRequest. UnsupportedGrant. InvalidScope. TooManyAttempts.
    """
    if command.grant_type != contract.CLIENT_CREDENTIALS:
        raise contract.UnsupportedGrant(grant_type="grant_type.unsupported")
    now = clock.now()
    with database.transaction() as session:
        client = proving.proved(session, mint, caller, command, now)
        if isinstance(client, ApiClient):
            scopes = client.granted(command.scope)
            if scopes:
                return _issue(session, mint, client, scopes, now)
            client = contract.InvalidScope(scope="scope.not_granted")
    raise client


def inspect_token(
    database: Database, mint: Mint, caller: Caller, query: contract.InspectToken
) -> contract.TokenFacts:
    """What is known of a token of the program's own organisation (RFC 7662).

    Raises: InvalidClient. InvalidGrantRequest. TooManyAttempts.
    """
    now = clock.now()
    with database.transaction() as session:
        client = proving.proved(session, mint, caller, query, now)
        if isinstance(client, ApiClient):
            claims = mint.read(key_store.every(session), query.token)
            token = store.token_of(session, client.organisation_id, claims.sid) if claims else None
            if claims is None or token is None or not token.is_active(now):
                return contract.TokenFacts(active=False)
            return views.active(claims, token)
    raise client


def revoke_token(database: Database, mint: Mint, caller: Caller, command: contract.RevokeToken) -> Nothing:
    """Let a token of the program's own count no longer (RFC 7009).

    Raises: InvalidClient. InvalidGrantRequest. TooManyAttempts.
    """
    now = clock.now()
    with database.transaction() as session:
        client = proving.proved(session, mint, caller, command, now)
        if isinstance(client, ApiClient):
            claims = mint.read(key_store.every(session), command.token)
            token = store.token_of(session, client.organisation_id, claims.sid) if claims else None
            if token and token.client_id == client.client_id and token.is_active(now):
                token.revoked_at = now
                journal.record(
                    session, "identity.client.revoked", str(client.client_id), grant_id=token.token_id
                )
            return Nothing()
    raise client


def _issue(
    session: Session, mint: Mint, client: ApiClient, scopes: tuple[str, ...], now: datetime
) -> contract.IssuedToken:
    token = ClientToken(
        token_id=new_id(),
        client_id=client.client_id,
        scopes=scopes,
        issued_at=now,
        expires_at=now + law.in_force(session, now).clients.token_lives,
    )
    store.add(session, token)
    journal.record(session, "identity.client.given", str(client.client_id), grant_id=token.token_id)
    key = keys.in_force(session, mint, now)
    return views.issued(token, mint.client_token(key, token, client.organisation_id, now))
