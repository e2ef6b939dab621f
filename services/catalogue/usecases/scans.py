"""The scans that an organisation attaches to its application."""

from __future__ import annotations

from contracts.catalogue import attachments as contract
from contracts.catalogue import onboarding as onboarding_contract
from kernel import clock, journal
from kernel.database import Database
from kernel.files import Files
from kernel.messages import Caller
from services.catalogue import files as stored
from services.catalogue import store, views
from services.catalogue.domain.attachment import Attachment
from services.catalogue.usecases import onboarding


def attach_scan(
    database: Database, files: Files, caller: Caller, command: onboarding_contract.AttachScan
) -> contract.AttachmentUpload:
    """Give the applicant a place to upload one scan to.

    Raises: UnknownProviderApplication, ProviderApplicationMoveRefused, AttachmentUnsound.
    """
    at = clock.now()
    with database.transaction() as session:
        application = onboarding.own(session, caller, command.application_id)
        application.require_open()
        terms = store.dictionaries.onboarding_law(session, clock.legal_day(at)).terms
        attachment = Attachment.announce(
            command,
            terms,
            owner_id=application.application_id,
            kind=command.kind,
            title=command.filename,
            at=at,
        )
        store.attachments.replace(session, attachment)
    upload = stored.upload(files, attachment)
    return views.attachments.upload(attachment, upload, at + stored.UPLOAD_WINDOW)


def check_scan(
    database: Database, files: Files, caller: Caller, command: onboarding_contract.PickScan
) -> contract.Attachment:
    """Settle an uploaded scan.

    Raises: UnknownProviderApplication, UnknownAttachment, AttachmentMissing, AttachmentSettled.
    """
    # Measured before the transaction: a slow store must not hold a lock.
    with database.reading() as session:
        onboarding.require_reader(store.onboarding.of(session, command.application_id), caller)
        attachment = store.attachments.of(session, command.application_id, command.attachment_id)
    arrived = stored.measure(files, attachment)
    with database.transaction() as session:
        onboarding.own(session, caller, command.application_id)
        attachment = store.attachments.locked(session, command.application_id, command.attachment_id)
        attachment.settle(arrived)
        journal.record(session, "catalogue.scan.checked", str(attachment.attachment_id))
    return views.attachments.attachment(attachment)


def download_scan(
    database: Database, files: Files, caller: Caller, query: onboarding_contract.PickScan
) -> contract.AttachmentLink:
    """A short-lived link, for the applicant and for moderators.

    Raises: UnknownProviderApplication, UnknownAttachment, AttachmentMissing.
    """
    with database.reading() as session:
        onboarding.require_reader(store.onboarding.of(session, query.application_id), caller)
        attachment = store.attachments.of(session, query.application_id, query.attachment_id)
    attachment.require_stored()
    expires_at = clock.now() + stored.DOWNLOAD_WINDOW
    return views.attachments.link(attachment, stored.link(files, attachment), expires_at)
