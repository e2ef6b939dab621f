"""Consents: to whom a person lets the suite hand on which of their data, for what.

Owner: services/identity. Vocabulary: docs/glossary.md, "Consent".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts.identity.organisations import UnknownOrganisation
from kernel.messages import ANYONE, Conflict, Event, NotFound, Nothing, Operation
from kernel.values import Code, Limit, OrganisationId, PersonId


class ConsentLevel(StrEnum):
    """How much may be handed on; each level holds the ones before it."""

    MINIMAL = "minimal"
    PROFILE = "profile"
    PROFESSIONAL = "professional"
    FULL = "full"


class UnknownConsent(NotFound, ru="Такого согласия нет."):
    """There is no such consent."""


class ConsentTextOutdated(Conflict, ru="Текст согласия изменился. Прочтите новый."):
    """The text consented to is not the one in force; details give the version that is."""


@dataclass(frozen=True, kw_only=True)
class ConsentText:
    """What a person agrees to. sha256: of the Russian text, as a receipt repeats it."""

    purpose: str
    version: str
    title_ru: str
    title_en: str
    text_ru: str
    text_en: str
    legal_basis: str
    valid_from: date
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ConsentTextList:
    items: tuple[ConsentText, ...]


@dataclass(frozen=True, kw_only=True)
class GiveConsent:
    """Agree to a text. purpose, text_version: of the text that was read. recipient_id: who may be told.

    valid_until: the last day on which it stands; without one it stands until it is withdrawn.
    """

    purpose: Code
    recipient_id: OrganisationId
    level: ConsentLevel
    text_version: Code
    valid_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Consent:
    """withdrawn_at: absent while it stands; it is withdrawn by itself behind its last day, valid_until.

    recipient: the name of the organisation.
    """

    consent_id: UUID
    purpose: str
    recipient_id: OrganisationId
    recipient: str
    level: ConsentLevel
    text_version: str
    granted_at: datetime
    withdrawn_at: datetime | None
    valid_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class ListConsents:
    cursor: Code | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class ConsentPage:
    """Newest first, those withdrawn included."""

    items: tuple[Consent, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class WithdrawConsent:
    consent_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReadConsentReceipt:
    consent_id: UUID


@dataclass(frozen=True, kw_only=True)
class ConsentReceipt:
    """All that was agreed, for the person to keep. text: word for word, as it was agreed to."""

    consent: Consent
    surname: str
    name: str
    patronymic: str | None
    snils_masked: str
    title: str
    text: str
    text_sha256: str
    legal_basis: str
    drawn_up_at: datetime


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Event, name="identity.consent.given", subject="person_id"):
    """A person lets an organisation be told of them."""

    person_id: PersonId
    consent_id: UUID
    purpose: str
    recipient_id: OrganisationId
    level: ConsentLevel


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(Event, name="identity.consent.withdrawn", subject="person_id"):
    """A person no longer lets an organisation be told of them."""

    person_id: PersonId
    consent_id: UUID
    purpose: str
    recipient_id: OrganisationId
    level: ConsentLevel


list_consent_texts = Operation(
    "identity", "list_consent_texts", Nothing, ConsentTextList, roles=ANYONE, reads=True
)
my_consents = Operation("identity", "my_consents", ListConsents, ConsentPage, reads=True)
give_consent = Operation(
    "identity", "give_consent", GiveConsent, Consent, (UnknownOrganisation, ConsentTextOutdated)
)
withdraw_consent = Operation("identity", "withdraw_consent", WithdrawConsent, Consent, (UnknownConsent,))
read_consent_receipt = Operation(
    "identity", "read_consent_receipt", ReadConsentReceipt, ConsentReceipt, (UnknownConsent,), reads=True
)
