"""The materials of an activity: attached by its provider, read by those whom they are for."""

from __future__ import annotations

from contracts.catalogue import attachments as attachment_contract
from contracts.catalogue import materials as contract
from contracts.catalogue.activities import UnknownActivity
from kernel import clock, journal, outbox
from kernel.database import Database, Session
from kernel.files import Files
from kernel.messages import Caller, Nothing
from kernel.values import ActivityId
from services.catalogue import files as stored
from services.catalogue import store, views
from services.catalogue.domain.activity import Activity, is_managed, is_visible
from services.catalogue.domain.attachment import Attachment
from services.catalogue.domain.material import require_access


def attach_material(
    database: Database, files: Files, caller: Caller, command: contract.AttachMaterial
) -> attachment_contract.AttachmentUpload:
    """Give the provider a place to upload one file to.

    Raises: UnknownActivity, NotYourActivity, AttachmentUnsound.
    """
    at = clock.now()
    with database.transaction() as session:
        _own(session, caller, command.activity_id)
        attachment = Attachment.announce(
            command,
            store.dictionaries.material_terms(session, clock.legal_day(at)),
            owner_id=command.activity_id,
            kind=command.kind,
            title=command.title,
            at=at,
        )
        attachment.access, attachment.available_from = command.access, command.available_from
        store.attachments.add(session, attachment)
    upload = stored.upload(files, attachment)
    return views.attachments.upload(attachment, upload, at + stored.UPLOAD_WINDOW)


def check_material(
    database: Database, files: Files, caller: Caller, command: contract.PickMaterial
) -> contract.Material:
    """Settle an uploaded file; from then on it is there for those whom it is for.

    Raises: UnknownActivity, NotYourActivity, UnknownAttachment, AttachmentMissing, AttachmentSettled.
    """
    # Measured before the transaction: a slow store must not hold a lock.
    with database.reading() as session:
        _own(session, caller, command.activity_id)
        attachment = store.attachments.of(session, command.activity_id, command.attachment_id)
    arrived = stored.measure(files, attachment)
    with database.transaction() as session:
        activity = _own(session, caller, command.activity_id)
        attachment = store.attachments.locked(session, command.activity_id, command.attachment_id)
        attachment.settle(arrived)
        if attachment.is_stored:
            outbox.add(session, views.materials.attached(activity, attachment, clock.now()))
    return views.materials.material(attachment)


def remove_material(
    database: Database, files: Files, caller: Caller, command: contract.PickMaterial
) -> Nothing:
    """Take a file away.

    Raises: UnknownActivity, NotYourActivity, UnknownAttachment.
    """
    with database.transaction() as session:
        _own(session, caller, command.activity_id)
        attachment = store.attachments.locked(session, command.activity_id, command.attachment_id)
        store.attachments.remove(session, attachment)
        journal.record(session, "catalogue.material.removed", str(command.attachment_id))
    # Afterwards: an object that nobody names is waste, a name without its object would be a lie.
    files.remove(attachment.key)
    return Nothing()


def list_materials(
    database: Database, caller: Caller, query: contract.ListMaterials
) -> contract.MaterialList:
    """What there is; what has not arrived is shown to those who attach it only.

    Raises: UnknownActivity.
    """
    with database.reading() as session:
        activity = _known(session, caller, query.activity_id)
        attached = store.attachments.owned_by(session, [query.activity_id])
    manages = is_managed(activity.provider_id, caller)
    return views.materials.materials([each for each in attached if manages or each.is_stored])


def download_material(
    database: Database, files: Files, caller: Caller, query: contract.PickMaterial
) -> attachment_contract.AttachmentLink:
    """A short-lived link.

    Raises: UnknownActivity, UnknownAttachment, AttachmentMissing, MaterialNotForYou.
    """
    at = clock.now()
    with database.reading() as session:
        activity = _known(session, caller, query.activity_id)
        attachment = store.attachments.of(session, query.activity_id, query.attachment_id)
        enrolment = store.enrolments.state_of(session, query.activity_id, caller.person_id)
    attachment.require_stored()
    if not is_managed(activity.provider_id, caller):
        require_access(attachment, enrolment, at)
    return views.attachments.link(attachment, stored.link(files, attachment), at + stored.DOWNLOAD_WINDOW)


def _own(session: Session, caller: Caller, activity_id: ActivityId) -> Activity:
    """Raises: UnknownActivity, NotYourActivity."""
    activity = store.activities.of(session, activity_id)
    activity.require_owner(caller)
    return activity


def _known(session: Session, caller: Caller, activity_id: ActivityId) -> Activity:
    """Raises: UnknownActivity."""
    activity = store.activities.of(session, activity_id)
    if not is_visible(activity.state, activity.provider_id, caller):
        raise UnknownActivity(activity_id=activity_id)
    return activity
