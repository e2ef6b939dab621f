"""Authorisations: a person is sent to Госуслуги, and may come back once, soon, to who sent them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from contracts.identity.esia import AuthorisationExpired, AuthorisationUsed, StateMismatch
from kernel.messages import ServiceError
from kernel.values import PersonId
from services.identity.domain.terms import EsiaLaw


class Purpose(StrEnum):
    LOG_IN = "log_in"
    LINK = "link"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Who says that an authorisation is theirs, and what for. person_id: the caller who links an account."""

    purpose: Purpose
    ticket_sha256: bytes
    person_id: PersonId | None = None


@dataclass(eq=False, kw_only=True)
class Authorisation:
    """state: its name on the way. Of the ticket only a hash is kept; all that is secret is made of it."""

    state: UUID
    purpose: Purpose
    person_id: PersonId | None
    ticket_sha256: bytes
    return_to: str
    begun_at: datetime
    used_at: datetime | None = None

    @classmethod
    def of(cls, claim: Claim, *, state: UUID, return_to: str, at: datetime) -> Authorisation:
        """An authorisation that is just begun. claim: what whoever comes back will have to say."""
        return cls(
            state=state,
            purpose=claim.purpose,
            person_id=claim.person_id,
            ticket_sha256=claim.ticket_sha256,
            return_to=return_to,
            begun_at=at,
        )

    def expires_at(self, law: EsiaLaw) -> datetime:
        return self.begun_at + law.authorisation_lives

    def refusal(self, claim: Claim, now: datetime, law: EsiaLaw) -> ServiceError | None:
        """Why who comes back is not taken; None when they are."""
        if self._own != claim:
            return StateMismatch(state=self.state)
        if self.used_at is not None:
            return AuthorisationUsed(state=self.state)
        return AuthorisationExpired(state=self.state) if now >= self.expires_at(law) else None

    def use(self, now: datetime) -> None:
        self.used_at = now

    def release(self) -> None:
        """Nobody was reached who could answer: the same may be tried again."""
        self.used_at = None

    @property
    def _own(self) -> Claim:
        return Claim(purpose=self.purpose, ticket_sha256=self.ticket_sha256, person_id=self.person_id)
