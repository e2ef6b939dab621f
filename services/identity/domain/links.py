"""Links between accounts and Госуслуги: one account there, one account here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from contracts.identity.accounts import Trust
from kernel.values import PersonId
from services.identity.domain.registry import Membership, Passport
from services.identity.domain.terms import EsiaLaw


@dataclass(frozen=True, kw_only=True)
class Held:
    """What is kept of Госуслуги under seal. refresh_token: asks them again while the person is away."""

    oid: str
    passport: Passport | None
    organisations: tuple[Membership, ...]
    refresh_token: str | None

    def without_token(self) -> Held:
        return replace(self, refresh_token=None)


@dataclass(eq=False, kw_only=True)
class Link:
    """oid_digest: a keyed hash of the account's name there. confirmed: the fields that come from there.

    is_renewable: whether they may be asked again while the person is away.
    """

    person_id: PersonId
    oid_digest: bytes
    sealed: bytes
    trust: Trust
    confirmed: tuple[str, ...]
    linked_at: datetime
    refreshed_at: datetime
    is_renewable: bool = False
    version: int = 1

    def tell(self, trust: Trust, confirmed: tuple[str, ...], now: datetime) -> bool:
        """The registry has told again. Gives whether it vouches for the person more, or less, than before."""
        changes = trust is not self.trust
        self.trust, self.confirmed, self.refreshed_at = trust, confirmed, now
        return changes

    def keep(self, sealed: bytes, *, is_renewable: bool) -> None:
        """sealed: what is kept of it from now on."""
        self.sealed, self.is_renewable = sealed, is_renewable


@dataclass(eq=False, kw_only=True)
class Offer:
    """A person known to Госуслуги may link this account, once they prove that it is theirs."""

    offer_sha256: bytes
    person_id: PersonId
    sealed: bytes
    made_at: datetime

    def expires_at(self, law: EsiaLaw) -> datetime:
        return self.made_at + law.offer_lives


@dataclass(eq=False, kw_only=True)
class ProfileChange:
    """What a profile was before it changed. fields: those that did. source: who said so."""

    change_id: UUID
    person_id: PersonId
    changed_at: datetime
    source: str
    fields: tuple[str, ...]
    sealed_before: bytes
