"""A provider: an organisation that may offer activities, unless a measure stands against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from contracts.catalogue.activities import ProviderNotActive
from contracts.catalogue.providers import (
    Licence,
    ProviderBasis,
    ProviderMoveRefused,
    ProviderState,
    ProviderTier,
    ProviderType,
)
from kernel.identifiers import Kpp, Ogrn, OrganisationInn
from kernel.messages import StaleVersion
from kernel.values import OrganisationId, PersonId
from services.catalogue.domain.requisites import Requisites

MOVES: dict[ProviderState, frozenset[ProviderState]] = {
    ProviderState.ACTIVE: frozenset({ProviderState.SUSPENDED, ProviderState.BLACKLISTED}),
    ProviderState.SUSPENDED: frozenset({ProviderState.ACTIVE, ProviderState.BLACKLISTED}),
    ProviderState.BLACKLISTED: frozenset({ProviderState.ACTIVE}),
}


@dataclass(eq=False, kw_only=True)
class Provider:
    """The aggregate. Whatever identity lets act as a provider is one, until a measure says otherwise.

    approved_cards: how many of its cards were approved since the last one was returned.
    """

    provider_id: OrganisationId
    name: str
    admitted_at: datetime
    type: ProviderType = ProviderType.OTHER
    inn: OrganisationInn | None = None
    ogrn: Ogrn | None = None
    kpp: Kpp | None = None
    region: str | None = None
    licence_number: str | None = None
    licence_issued_on: date | None = None
    licence_valid_until: date | None = None
    tier: ProviderTier = ProviderTier.STANDARD
    basis: ProviderBasis = ProviderBasis.REGISTRATION
    state: ProviderState = ProviderState.ACTIVE
    state_reason: str | None = None
    state_since: date | None = None
    decided_by: PersonId | None = None
    approved_cards: int = 0
    version: int = 1

    @property
    def is_active(self) -> bool:
        return self.state is ProviderState.ACTIVE

    @property
    def is_trusted(self) -> bool:
        return self.tier is ProviderTier.TRUSTED

    @property
    def licence(self) -> Licence | None:
        if self.licence_number is None or self.licence_issued_on is None:
            return None
        return Licence(
            number=self.licence_number,
            issued_on=self.licence_issued_on,
            valid_until=self.licence_valid_until,
        )

    def require_active(self) -> None:
        """Raises: ProviderNotActive."""
        if not self.is_active:
            raise ProviderNotActive(state=self.state)

    def admit(self, requisites: Requisites, by: PersonId) -> None:
        """Take over what an approved application says. Raises: ProviderMoveRefused -- it is blacklisted."""
        if self.state is ProviderState.BLACKLISTED:
            raise ProviderMoveRefused(state=self.state)
        self.name, self.type, self.region = requisites.name, requisites.type, requisites.region
        self.inn, self.ogrn, self.kpp = requisites.inn, requisites.ogrn, requisites.kpp
        self.licence_number = requisites.licence_number
        self.licence_issued_on = requisites.licence_issued_on
        self.licence_valid_until = requisites.licence_valid_until
        self.basis, self.decided_by = ProviderBasis.APPLICATION, by
        self.version += 1

    def move(self, state: ProviderState, *, version: int, reason: str, by: PersonId, today: date) -> None:
        """Take a measure, or lift it. Trust ends with any measure.

        Raises: StaleVersion, ProviderMoveRefused.
        """
        self._require_version(version)
        if state not in MOVES[self.state]:
            raise ProviderMoveRefused(state=self.state)
        if self.is_active:
            self.state_since = today
        self.state, self.state_reason, self.decided_by = state, reason, by
        self.tier = ProviderTier.STANDARD
        if self.is_active:
            self.state_reason = self.state_since = None
        self.approved_cards = 0
        self.version += 1

    def trust(self, *, version: int, least: int, by: PersonId) -> None:
        """Let its cards go first. least: the cards that must have been approved without a return.

        Raises: StaleVersion, ProviderMoveRefused -- it is not active, trusted already, or has fewer cards.
        """
        self._require_version(version)
        if self.is_trusted or not self.is_active:
            raise ProviderMoveRefused(state=self.state, tier=self.tier)
        if self.approved_cards < least:
            raise ProviderMoveRefused(
                rule="provider.trusted_after", required=least, found=self.approved_cards
            )
        self.tier, self.decided_by = ProviderTier.TRUSTED, by
        self.version += 1

    def distrust(self, *, version: int, by: PersonId) -> None:
        """Raises: StaleVersion, ProviderMoveRefused -- it is not trusted."""
        self._require_version(version)
        if not self.is_trusted:
            raise ProviderMoveRefused(tier=self.tier)
        self.tier, self.decided_by, self.approved_cards = ProviderTier.STANDARD, by, 0
        self.version += 1

    def note_approved(self) -> None:
        self.approved_cards += 1

    def note_returned(self) -> None:
        self.approved_cards = 0

    def _require_version(self, version: int) -> None:
        if version != self.version:
            raise StaleVersion(version=self.version)
