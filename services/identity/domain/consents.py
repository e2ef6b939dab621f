"""Consents: what a person agreed to, word for word, until they think better of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from contracts.identity.consents import ConsentLevel, ConsentTextOutdated, GiveConsent
from kernel.messages import Invalid
from kernel.values import OrganisationId, PersonId


@dataclass(frozen=True, kw_only=True)
class ConsentText:
    """A version of a text, in force from one day, and up to another if that is known."""

    purpose: str
    version: str
    title_ru: str
    title_en: str
    text_ru: str
    text_en: str
    legal_basis: str
    valid_from: date
    valid_before: date | None


@dataclass(eq=False, kw_only=True)
class Consent:
    consent_id: UUID
    person_id: PersonId
    purpose: str
    recipient_id: OrganisationId
    level: ConsentLevel
    text_version: str
    granted_at: datetime
    withdrawn_at: datetime | None = None
    valid_until: date | None = None

    def says(self, asked: GiveConsent) -> bool:
        """Whether it is what would be agreed to once more."""
        said = self.level, self.text_version, self.valid_until
        return said == (asked.level, asked.text_version, asked.valid_until)

    def withdraw(self, now: datetime) -> bool:
        """Whether it stood until now."""
        stood = self.withdrawn_at is None
        self.withdrawn_at = self.withdrawn_at or now
        return stood


def check_last_day(valid_until: date | None, today: date) -> None:
    """Raises: Invalid -- it would be over before it began."""
    if valid_until is not None and valid_until < today:
        raise Invalid(valid_until="date.past")


def check_text(in_force: ConsentText | None, version: str) -> None:
    """Raises: Invalid -- nothing can be agreed to for this purpose. ConsentTextOutdated."""
    if in_force is None:
        raise Invalid(purpose="consent.purpose")
    if in_force.version != version:
        raise ConsentTextOutdated(text_version=in_force.version)
