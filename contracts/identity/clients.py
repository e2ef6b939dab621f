"""Programs of organisations that ask for nobody: registered by an administrator, each with its scopes.

Owner: services/identity. Vocabulary: docs/glossary.md, "Identity".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from contracts.identity.organisations import ADMINISTRATORS, UnknownOrganisation
from kernel.messages import Conflict, Event, NotFound, Nothing, Operation
from kernel.values import Code, Length, Line, OrganisationId


class ClientAuthentication(StrEnum):
    """How a program proves itself: by a secret that both know, or by signing with a key of its own."""

    SECRET = "client_secret"  # noqa: S105 -- a method, not a secret
    PRIVATE_KEY = "private_key_jwt"


class UnknownClient(NotFound, ru="Такой программы нет, или её доступ закрыт."):
    """There is no such program, or its access has been closed."""


class NoSecret(Conflict, ru="Эта программа подписывает запросы ключом: секрета у неё нет."):
    """This program signs with a key; it has no secret."""


@dataclass(frozen=True, kw_only=True)
class RegisterClient:
    """Let a program of an agency in. scopes: of contracts/scopes.py.

    public_key: a JWK (RFC 7517), RSA of 2048 bits and more, P-256 or Ed25519, with which the program signs;
    without one it gets a secret.
    """

    organisation_id: OrganisationId
    name: Line
    scopes: Annotated[frozenset[Code], Length(1, 20)]
    public_key: dict[str, object] | None = None


@dataclass(frozen=True, kw_only=True)
class Client:
    client_id: UUID
    organisation_id: OrganisationId
    name: str
    scopes: frozenset[str]
    authentication: ClientAuthentication
    registered_at: datetime


@dataclass(frozen=True, kw_only=True)
class RegisteredClient:
    """client_secret: shown once; absent where the program signs with a key."""

    client: Client
    client_secret: str | None


@dataclass(frozen=True, kw_only=True)
class ClientList:
    items: tuple[Client, ...]


@dataclass(frozen=True, kw_only=True)
class NameClient:
    client_id: UUID


@dataclass(frozen=True, kw_only=True)
class ClientRegistered(Event, name="identity.client.registered", subject="client_id"):
    """A program of an organisation may ask."""

    client_id: UUID
    organisation_id: OrganisationId
    scopes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ClientClosed(Event, name="identity.client.closed", subject="client_id"):
    """A program may ask no longer; what it was given is revoked."""

    client_id: UUID
    organisation_id: OrganisationId


register_client = Operation(
    "identity",
    "register_client",
    RegisterClient,
    RegisteredClient,
    (UnknownOrganisation,),
    roles=ADMINISTRATORS,
    step_up=True,
    once=False,
)
list_clients = Operation("identity", "list_clients", Nothing, ClientList, roles=ADMINISTRATORS, reads=True)
renew_client_secret = Operation(
    "identity",
    "renew_client_secret",
    NameClient,
    RegisteredClient,
    (UnknownClient, NoSecret),
    roles=ADMINISTRATORS,
    step_up=True,
    once=False,
)
close_client = Operation(
    "identity",
    "close_client",
    NameClient,
    Nothing,
    (UnknownClient,),
    roles=ADMINISTRATORS,
    step_up=True,
)
