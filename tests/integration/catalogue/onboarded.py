"""The steps by which an organisation becomes a provider."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from contracts.catalogue.attachments import Attachment, AttachmentUpload
from contracts.catalogue.onboarding import (
    AttachScan,
    MoveProviderApplication,
    PickScan,
    ProviderApplication,
    ProviderApplicationId,
    ScanKind,
)
from contracts.catalogue.provider_desk import RefuseProviderApplication
from contracts.catalogue.providers import MoveProvider, Provider, ReadProvider
from kernel.database import Database
from kernel.files import Files
from kernel.messages import Caller
from kernel.values import OrganisationId
from services.catalogue.usecases import onboarding, provider_desk, providers, publishing, scans
from tests.builders.catalogue import ACADEMY, a_draft, a_moderator, a_provider
from tests.builders.providers import a_person, an_opening

PDF = b"%PDF-1.7 scan"
REQUIRED = (ScanKind.APPLICATION, ScanKind.NON_DISCLOSURE, ScanKind.LICENCE)


def put(files: Files, owner: UUID, upload: AttachmentUpload, content: bytes = PDF) -> None:
    """As by the address of the upload, which is good for the real time, not for that of the tests."""
    files.put(f"attachments/{owner}/{upload.attachment_id}", content, "application/pdf")


def a_file(content: bytes = PDF) -> dict[str, Any]:
    return {
        "filename": "scan.pdf",
        "media_type": "application/pdf",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def attached(
    database: Database,
    files: Files,
    person: Caller,
    application_id: ProviderApplicationId,
    kind: ScanKind = ScanKind.LICENCE,
) -> Attachment:
    command = AttachScan(application_id=application_id, kind=kind, **a_file())
    upload = scans.attach_scan(database, files, person, command)
    put(files, application_id, upload)
    picked = PickScan(application_id=application_id, attachment_id=upload.attachment_id)
    return scans.check_scan(database, files, person, picked)


def as_read(application: ProviderApplication) -> MoveProviderApplication:
    return MoveProviderApplication(application_id=application.application_id, version=application.version)


def a_formed(database: Database, files: Files, person: Caller, **told: Any) -> ProviderApplication:
    """An application with all its scans."""
    application = onboarding.open_provider_application(database, person, an_opening(**told))
    for kind in REQUIRED:
        attached(database, files, person, application.application_id, kind)
    return application


def a_submitted(
    database: Database, files: Files, person: Caller | None = None, **told: Any
) -> ProviderApplication:
    person = person or a_person()
    formed = a_formed(database, files, person, **told)
    return onboarding.submit_provider_application(database, person, as_read(formed))


def a_taken(
    database: Database, files: Files, moderator: Caller, person: Caller | None = None, **told: Any
) -> ProviderApplication:
    submitted = a_submitted(database, files, person, **told)
    return provider_desk.take_provider_application(database, moderator, as_read(submitted))


def refusal(application: ProviderApplication) -> RefuseProviderApplication:
    return RefuseProviderApplication(
        application_id=application.application_id,
        version=application.version,
        reasons=frozenset({"document_unreadable"}),  # type: ignore[arg-type]
        comment="Скан обрезан.",
    )


def known(database: Database, provider_id: OrganisationId = ACADEMY) -> Provider:
    return providers.read_provider(database, ReadProvider(provider_id=provider_id))


def a_measure(provider: Provider, reason: str = "Жалобы участников.") -> MoveProvider:
    return MoveProvider(provider_id=provider.provider_id, version=provider.version, reason=reason)


def suspended(database: Database, provider_id: OrganisationId = ACADEMY) -> Provider:
    measure = a_measure(known(database, provider_id))
    return providers.suspend_provider(database, a_moderator(), measure).provider


def restored(database: Database, provider_id: OrganisationId = ACADEMY) -> Provider:
    measure = a_measure(known(database, provider_id))
    return providers.restore_provider(database, a_moderator(), measure).provider


def acting(database: Database) -> Provider:
    """A provider of whom identity's event has not arrived, but who acts already."""
    publishing.draft_activity(database, a_provider(), a_draft())
    return known(database)
