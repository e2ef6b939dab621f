"""What identity asks of whoever identifies people, whichever protocol they speak."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.identity.domain.claims import Subject
from services.identity.domain.registry import Identified


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """A person on the way there. ticket: the secret that proves who comes back."""

    state: UUID
    ticket: str
    return_to: str


class Provider(Protocol):
    """Nothing here is asked inside a transaction: each question goes out to somebody else's server."""

    def address(self, leaving: Leaving, now: datetime) -> str:
        """Where to send the person. Raises: Unavailable."""

    def identify(self, code: str, leaving: Leaving, now: datetime) -> Identified:
        """Who came back with `code`. Raises: AuthorisationDenied. IdTokenRefused. Unavailable."""

    def look_again(self, known: Subject, refresh_token: str, now: datetime) -> Identified:
        """What is said of them by now. Raises: AuthorisationDenied. Unavailable."""
