"""Packages of modules: handed in by a provider, checked, unpacked, and pinned to versions."""

from __future__ import annotations

from datetime import datetime

from contracts.catalogue import attachments as attachment_contract
from contracts.catalogue import packages as contract
from kernel import clock, journal
from kernel.database import Database, Session
from kernel.files import Files, NoSuchFile
from kernel.messages import Caller
from kernel.offload import offload
from kernel.sheets.spool import NotAsAnnounced, fetched
from kernel.values import ActivityId
from services.catalogue import files as stored
from services.catalogue import store, views
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.attachment import Arrived, Attachment
from services.catalogue.domain.package import Package, PackageTerms, shelf_of
from services.catalogue.files import packages as archives
from services.catalogue.files.packages import Unpacked
from services.catalogue.usecases import content

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
    """Check an uploaded ZIP, unpack it into the store, and keep what it is.

    Raises: UnknownActivity, NotYourActivity, UnknownAttachment, AttachmentMissing, PackageUnsound.
    """
    package_id = command.attachment_id
    with database.reading() as session:
        _own(session, caller, command.activity_id)
        attachment = store.attachments.of(session, shelf_of(command.activity_id), package_id)
        package = store.packages.known(session, contract.PackageId(package_id))
        terms = store.dictionaries.package_terms(session, clock.legal_day(clock.now()))
    if package is not None:
        return views.packages.package(package)
    # Before the transaction: a slow store must not hold a lock, and unpacking twice changes nothing.
    unpacked = _unpacked(files, attachment, terms)
    with database.transaction() as session:
        attachment = store.attachments.locked(session, shelf_of(command.activity_id), package_id)
        if not attachment.is_stored:
            attachment.settle(Arrived(size=attachment.size, sha256=attachment.sha256))
            store.packages.add(session, _package(command, unpacked, clock.now()), unpacked.files)
            journal.record(session, "catalogue.package.checked", str(command.attachment_id))
            session.flush()
        package = store.packages.known(session, contract.PackageId(package_id))
        return views.packages.package(package)


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


def _unpacked(files: Files, attachment: Attachment, terms: PackageTerms) -> Unpacked:
    """Raises: AttachmentMissing -- nothing has been uploaded, or something else. PackageUnsound."""
    try:
        with fetched(files, attachment.key, size=attachment.size, sha256=attachment.sha256) as file:
            unpacked = offload(archives.survey, file, terms)
            contents = archives.contents(file, unpacked.files)
            while one := offload(next, contents, None):
                archives.keep(files, unpacked.digest, *one)
    except (NoSuchFile, NotAsAnnounced) as error:
        raise attachment_contract.AttachmentMissing(attachment_id=attachment.attachment_id) from error
    return unpacked


def _package(command: contract.CheckPackage, unpacked: Unpacked, at: datetime) -> Package:
    return Package(
        package_id=contract.PackageId(command.attachment_id),
        activity_id=command.activity_id,
        digest=unpacked.digest,
        files=len(unpacked.files),
        bytes=sum(one.size for one in unpacked.files),
        checked_at=at,
        **vars(unpacked.manifest),
    )


def _own(session: Session, caller: Caller, activity_id: ActivityId) -> Activity:
    """Raises: UnknownActivity, NotYourActivity."""
    activity = store.activities.of(session, activity_id)
    activity.require_owner(caller)
    return activity
