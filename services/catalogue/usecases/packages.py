"""Packages of modules: handed in by a provider, checked, unpacked, and pinned to versions."""

from __future__ import annotations

from contracts.catalogue import attachments as attachment_contract
from contracts.catalogue import packages as contract
from contracts.catalogue.package_checks import HandInPackage, PackageState, ReadPackageCheck
from kernel import clock, journal
from kernel.database import Database, Session
from kernel.files import Files
from kernel.messages import Caller
from kernel.values import ActivityId
from services.catalogue import files as stored
from services.catalogue import store, views
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.attachment import Attachment
from services.catalogue.domain.package import shelf_of
from services.catalogue.domain.package_check import NOT_AS_ANNOUNCED
from services.catalogue.files import packages as archives
from services.catalogue.usecases import content, package_checks

KIND = "package"


def announce_package(
    database: Database, files: Files, caller: Caller, command: contract.AnnouncePackage
) -> attachment_contract.AttachmentUpload:
    """Give the provider a place to upload a ZIP to.

    Raises: UnknownActivity, NotYourActivity, AttachmentUnsound.
    """
    at = clock.now()
    with database.transaction() as session:
        _own(session, caller, command.activity_id)
        terms = store.dictionaries.package_terms(session, clock.legal_day(at))
        attachment = Attachment.announce(
            command,
            terms.files,
            owner_id=shelf_of(command.activity_id),
            kind=KIND,
            title=command.filename,
            at=at,
        )
        store.attachments.add(session, attachment)
    upload = stored.upload(files, attachment)
    return views.attachments.upload(attachment, upload, at + stored.UPLOAD_WINDOW)


def check_package(
    database: Database, files: Files, caller: Caller, command: contract.CheckPackage
) -> contract.Package:
    """What the check of an upload has come to; it is handed in if it was not.

    Raises: UnknownActivity, NotYourActivity, UnknownAttachment, AttachmentMissing, PackageUnsound.
        PackageInWork -- it is not over.
    """
    told = package_checks.told_of(database, caller, ReadPackageCheck(**vars(command)))
    if told is None:
        told = package_checks.hand_in_package(database, files, caller, HandInPackage(**vars(command)))
    if told.package is not None:
        return told.package
    if told.state is not PackageState.REFUSED:
        raise contract.PackageInWork(state=told.state)
    findings = {finding.path: finding.rule for finding in told.findings}
    if findings == NOT_AS_ANNOUNCED:
        raise attachment_contract.AttachmentMissing(attachment_id=command.attachment_id)
    raise contract.PackageUnsound(findings)


def list_packages(database: Database, caller: Caller, query: contract.ListPackages) -> contract.PackageList:
    """What has been handed in for an activity. Raises: UnknownActivity, NotYourActivity."""
    with database.reading() as session:
        _own(session, caller, query.activity_id)
        return views.packages.packages(store.packages.of_activity(session, query.activity_id))


def pin_package(database: Database, caller: Caller, command: contract.PinPackage) -> contract.Pins:
    """Let the next version of an activity show a package.

    Raises: UnknownActivity, NotYourActivity, UnknownPackage, NotAModule. ActivityMoveRefused -- it is
        under review, or people rely by now on its having no content.
    """
    with database.transaction() as session:
        activity = store.activities.locked(session, command.activity_id)
        activity.require_owner(caller)
        content.require_open(session, activity)
        content.ask(session, activity)
        store.packages.within(session, command.activity_id, command.package_id)
        store.packages.pin(session, command.activity_id, command.package_id)
        journal.record(session, "catalogue.package.pinned", str(command.package_id))
        return views.packages.pins(store.packages.pinned(session, command.activity_id))


def read_pins(database: Database, caller: Caller, query: contract.ReadPins) -> contract.Pins:
    """What each version shows. Raises: UnknownActivity, NotYourActivity."""
    with database.reading() as session:
        _own(session, caller, query.activity_id)
        return views.packages.pins(store.packages.pinned(session, query.activity_id))


def locate_content(database: Database, files: Files, query: contract.LocateContent) -> contract.ContentPlace:
    """Where a file of a package can be fetched. Raises: UnknownContent."""
    with database.reading() as session:
        found = store.packages.file(session, query.digest, query.path)
    return views.packages.place(found, archives.link(files, query.digest, query.path))


def _own(session: Session, caller: Caller, activity_id: ActivityId) -> Activity:
    """Raises: UnknownActivity, NotYourActivity."""
    activity = store.activities.of(session, activity_id)
    activity.require_owner(caller)
    return activity
