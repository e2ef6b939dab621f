"""Onboarding: how an organisation applies to become a provider.

The states are those of the state's portal: Формируется, Подана, На обработке, На доработке,
Отклонена, Закрыта (личный кабинет открыт).

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Providers".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from contracts.catalogue.attachments import (
    ATTACHING,
    CHECKING,
    FETCHING,
    AnnouncedFile,
    Attachment,
    AttachmentId,
    AttachmentLink,
    AttachmentUpload,
)
from contracts.catalogue.providers import Licence, ProviderType
from kernel.identifiers import Kpp, Ogrn, OrganisationInn
from kernel.messages import Conflict, Event, Invalid, NotFound, Operation, StaleVersion
from kernel.values import Code, Limit, Line, OrganisationId, PersonId

ProviderApplicationId = NewType("ProviderApplicationId", UUID)


class ProviderApplicationState(StrEnum):
    """closed: approved; the organisation acts as a provider from then on."""

    FORMING = "forming"
    SUBMITTED = "submitted"
    PROCESSING = "processing"
    RETURNED = "returned"
    REJECTED = "rejected"
    CLOSED = "closed"


class ScanKind(StrEnum):
    """заявление, обязательство о неразглашении, лицензия, приложение о ДПО, доверенность."""

    APPLICATION = "application"
    NON_DISCLOSURE = "non_disclosure"
    LICENCE = "licence"
    LICENCE_ANNEX = "licence_annex"
    MANDATE = "mandate"


class ProviderReason(StrEnum):
    """Why an application goes back, or is rejected."""

    DOCUMENT_MISSING = "document_missing"
    DOCUMENT_UNREADABLE = "document_unreadable"
    REQUISITES_DIFFER = "requisites_differ"
    LICENCE_NOT_FOUND = "licence_not_found"
    LICENCE_EXPIRED = "licence_expired"
    LICENCE_WITHOUT_ANNEX = "licence_without_annex"
    MANDATE_MISSING = "mandate_missing"
    FALSE_DATA = "false_data"
    OTHER = "other"


class UnknownProviderApplication(NotFound, ru="Такой заявки организации нет."):
    """There is no such application of an organisation."""


class ProviderApplicationMoveRefused(Conflict, ru="В нынешнем состоянии заявки это действие невозможно."):
    """The application's state does not allow this."""


class ProviderApplicationUnsound(Invalid, ru="Заявка не отвечает требованиям."):
    """The application breaks a rule.

    details: each offending field -> the code of the broken rule.
    """


class ProviderApplicationKnown(Conflict, ru="Заявка этой организации уже рассматривается."):
    """An application of this organisation is being considered already."""


class OrganisationBlacklisted(Conflict, ru="Заявки этой организации не принимаются."):
    """Applications of this organisation are not taken."""


@dataclass(frozen=True, kw_only=True)
class OpenProviderApplication:
    """Begin an application. The caller will act for the organisation once it is approved."""

    name: Line
    type: ProviderType
    inn: OrganisationInn
    ogrn: Ogrn
    kpp: Kpp
    region: Code
    licence: Licence


@dataclass(frozen=True, kw_only=True)
class ReviseProviderApplication(OpenProviderApplication):
    """Write the requisites anew, whole. version: the one that the caller has read."""

    application_id: ProviderApplicationId
    version: int


@dataclass(frozen=True, kw_only=True)
class MoveProviderApplication:
    """version: the one that the caller has read."""

    application_id: ProviderApplicationId
    version: int


@dataclass(frozen=True, kw_only=True)
class OrganisationCheck:
    """What a machine has found. rule: the code of the rule; required: what it asks for."""

    rule: str
    required: str
    found: str
    is_met: bool


@dataclass(frozen=True, kw_only=True)
class ProviderApplication:
    """number: given when it is submitted first. decide_by: the last day of the term for a decision.

    checks: as made when it was submitted last. is_overdue: the term has passed without a decision.
    """

    application_id: ProviderApplicationId
    number: str | None
    applicant_id: PersonId
    organisation_id: OrganisationId
    name: str
    type: ProviderType
    inn: OrganisationInn
    ogrn: Ogrn
    kpp: Kpp
    region: str
    licence: Licence
    documents: tuple[Attachment, ...]
    checks: tuple[OrganisationCheck, ...]
    state: ProviderApplicationState
    submitted_at: datetime | None
    decide_by: date | None
    is_overdue: bool
    moderator_id: PersonId | None
    reasons: tuple[ProviderReason, ...]
    comment: str | None
    decided_at: datetime | None
    version: int


@dataclass(frozen=True, kw_only=True)
class ReadProviderApplication:
    application_id: ProviderApplicationId


@dataclass(frozen=True, kw_only=True)
class ListMyProviderApplications:
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class ProviderApplicationPage:
    items: tuple[ProviderApplication, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class AttachScan(AnnouncedFile):
    """Attach the scan of a document; it takes the place of an earlier one of its kind."""

    application_id: ProviderApplicationId
    kind: ScanKind


@dataclass(frozen=True, kw_only=True)
class PickScan:
    application_id: ProviderApplicationId
    attachment_id: AttachmentId


@dataclass(frozen=True, kw_only=True)
class ProviderApplicationSubmitted(
    Event, name="catalogue.provider_application.submitted", subject="application_id"
):
    """An organisation asks to become a provider."""

    application_id: ProviderApplicationId
    person_id: PersonId
    number: str
    decide_by: date


OWN = (UnknownProviderApplication,)
MOVES = (*OWN, ProviderApplicationMoveRefused, StaleVersion)
WRITING = (ProviderApplicationUnsound, OrganisationBlacklisted)

open_provider_application = Operation(
    "catalogue", "open_provider_application", OpenProviderApplication, ProviderApplication, WRITING
)
revise_provider_application = Operation(
    "catalogue",
    "revise_provider_application",
    ReviseProviderApplication,
    ProviderApplication,
    (*WRITING, *MOVES),
)
submit_provider_application = Operation(
    "catalogue",
    "submit_provider_application",
    MoveProviderApplication,
    ProviderApplication,
    (*WRITING, *MOVES, ProviderApplicationKnown),
)
read_provider_application = Operation(
    "catalogue", "read_provider_application", ReadProviderApplication, ProviderApplication, OWN, reads=True
)
my_provider_applications = Operation(
    "catalogue",
    "my_provider_applications",
    ListMyProviderApplications,
    ProviderApplicationPage,
    reads=True,
)
attach_scan = Operation(
    "catalogue",
    "attach_scan",
    AttachScan,
    AttachmentUpload,
    (*OWN, ProviderApplicationMoveRefused, *ATTACHING),
)
check_scan = Operation("catalogue", "check_scan", PickScan, Attachment, (*OWN, *CHECKING), deadline=15.0)
download_scan = Operation(
    "catalogue", "download_scan", PickScan, AttachmentLink, (*OWN, *FETCHING), reads=True
)
