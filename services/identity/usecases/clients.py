"""Programs of organisations: who may ask, and until when."""

from __future__ import annotations

import secrets

from contracts.identity import clients as contract
from contracts.identity.organisations import OrganisationKind
from kernel import clock, journal, outbox
from kernel.database import Database
from kernel.messages import Invalid, Nothing
from kernel.values import new_id
from services.identity.domain.clients import ApiClient, check_scopes
from services.identity.store import clients as store
from services.identity.store import law, organisations
from services.identity.vault import assertions
from services.identity.vault.tokens import base64url, sha256
from services.identity.views import clients as views


def register_client(database: Database, command: contract.RegisterClient) -> contract.RegisteredClient:
    """Let a program of an agency ask.

    Raises: UnknownOrganisation. Invalid -- no agency, no such scope, or no key that is taken.
    """
    check_scopes(command.scopes)
    now = clock.now()
    with database.transaction() as session:
        terms = law.in_force(session, now).clients
        key = assertions.public_key(command.public_key, terms) if command.public_key is not None else None
        secret = None if key else _new_secret()
        organisation = organisations.read(session, command.organisation_id)
        if organisation.kind is not OrganisationKind.AGENCY:
            raise Invalid(organisation_id="organisation.kind")
        client = ApiClient(
            client_id=new_id(),
            organisation_id=organisation.organisation_id,
            name=" ".join(command.name.split()),
            scopes=tuple(sorted(command.scopes)),
            secret_sha256=sha256(secret) if secret else None,
            public_key=key,
            registered_at=now,
        )
        store.add(session, client)
        outbox.add(session, views.client_registered(client))
    return contract.RegisteredClient(client=views.client(client), client_secret=secret)


def list_clients(database: Database) -> contract.ClientList:
    with database.reading() as session:
        return contract.ClientList(items=tuple(views.client(client) for client in store.every(session)))


def renew_client_secret(database: Database, command: contract.NameClient) -> contract.RegisteredClient:
    """Give a program another secret; the old one counts no longer. Raises: UnknownClient. NoSecret."""
    secret = _new_secret()
    with database.transaction() as session:
        client = store.locked(session, command.client_id)
        if client is None:
            raise contract.UnknownClient(client_id=command.client_id)
        if client.secret_sha256 is None:
            raise contract.NoSecret
        client.secret_sha256 = sha256(secret)
        store.revoke_all(session, client.client_id, clock.now())
        journal.record(session, "identity.client.renewed", str(client.client_id))
    return contract.RegisteredClient(client=views.client(client), client_secret=secret)


def close_client(database: Database, command: contract.NameClient) -> Nothing:
    """Let a program ask no longer, and revoke what it was given. Raises: UnknownClient."""
    now = clock.now()
    with database.transaction() as session:
        client = store.locked(session, command.client_id)
        if client is None:
            raise contract.UnknownClient(client_id=command.client_id)
        client.closed_at = now
        store.revoke_all(session, client.client_id, now)
        outbox.add(session, views.client_closed(client, now))
    return Nothing()


def _new_secret() -> str:
    """256 random bits, so that a plain hash keeps them."""
    return base64url(secrets.token_bytes(32))
