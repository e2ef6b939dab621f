"""Programs that ask for their organisation: what they may be given, and what has been."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.identity.clients import ClientAuthentication
from contracts.scopes import SCOPES
from kernel.messages import Invalid
from kernel.values import OrganisationId


def check_scopes(scopes: frozenset[str]) -> None:
    """Raises: Invalid -- there is no such scope."""
    if not scopes <= SCOPES.keys():
        raise Invalid(scopes="scope.unknown")


@dataclass(eq=False, kw_only=True)
class ApiClient:
    """secret_sha256: of the secret it was given; public_key: the JWK it signs with. One of the two."""

    client_id: UUID
    organisation_id: OrganisationId
    name: str
    scopes: tuple[str, ...]
    secret_sha256: bytes | None
    public_key: dict[str, Any] | None
    registered_at: datetime
    closed_at: datetime | None = None

    @property
    def authentication(self) -> ClientAuthentication:
        return ClientAuthentication.PRIVATE_KEY if self.public_key else ClientAuthentication.SECRET

    def granted(self, asked: str | None) -> tuple[str, ...]:
        """The scopes of a token: all that were granted, where none is asked for; none, where one was not.

        asked: separated by blanks, RFC 6749, section 3.3.
        """
        if asked is None:
            return self.scopes
        scopes = tuple(sorted(set(asked.split())))
        return scopes if set(scopes) <= set(self.scopes) else ()


@dataclass(eq=False, kw_only=True)
class ClientToken:
    """An access token that a program was given; the token itself is signed and not kept."""

    token_id: UUID
    client_id: UUID
    scopes: tuple[str, ...]
    issued_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None

    def is_active(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at
