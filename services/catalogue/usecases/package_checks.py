"""Checking packages: handed in by a provider, worked on in the background, ready or refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from contracts.catalogue import package_checks as contract
from contracts.catalogue.attachments import AttachmentId, AttachmentMissing, UnknownAttachment
from contracts.catalogue.packages import PackageUnsound
from kernel import clock, journal, outbox
from kernel.database import Database, Session
from kernel.files import Files, NoSuchFile
from kernel.messages import Caller, Unavailable
from kernel.offload import offload
from kernel.sheets.spool import NotAsAnnounced, fetched
from services.catalogue import store, views
from services.catalogue.domain import package_check
from services.catalogue.domain.attachment import Arrived, Attachment
from services.catalogue.domain.package import Package, PackageTerms, shelf_of
from services.catalogue.domain.package_check import PackageCheck
from services.catalogue.files import packages as archives
from services.catalogue.files.packages import Unpacked

# After so many files whoever unpacks says that it still does.
SIGN_OF_LIFE = 50


def hand_in_package(
    database: Database, files: Files, caller: Caller, command: contract.HandInPackage
) -> contract.PackageCheck:
    """Let an uploaded ZIP be checked; bytes that have been handed in before are what they were.

    Once it is checked the ZIP is gone: what is shown are its files.
    Raises: UnknownActivity, NotYourActivity, UnknownAttachment, AttachmentMissing.
    """
    at = clock.now()
    told = told_of(database, caller, contract.ReadPackageCheck(**vars(command)))
    with database.reading() as session:
        attachment = _attachment(session, caller, command)
    if not _has_arrived(files, attachment):
        if told is None:
            raise AttachmentMissing(attachment_id=attachment.attachment_id)
        return told
    with database.transaction() as session:
        activity = store.activities.of(session, command.activity_id)
        fresh = PackageCheck.hand_in(attachment, activity.activity_id, activity.provider_id, at)
        check = store.package_checks.enter(session, fresh)
        check.hand_in_again(attachment, at)
        journal.record(session, "catalogue.package.handed_in", str(check.package_id))
        return views.packages.check(check, store.packages.known(session, check.package_id))


def read_package_check(
    database: Database, caller: Caller, query: contract.ReadPackageCheck
) -> contract.PackageCheck:
    """How far the check of an upload has come.

    Raises: UnknownActivity, NotYourActivity. UnknownAttachment -- there is none, or it was not handed in.
    """
    told = told_of(database, caller, query)
    if told is None:
        raise UnknownAttachment(attachment_id=query.attachment_id)
    return told


def told_of(
    database: Database, caller: Caller, query: contract.ReadPackageCheck
) -> contract.PackageCheck | None:
    """The same; none if these bytes were not handed in, or came damaged by another upload.

    Raises: UnknownActivity, NotYourActivity, UnknownAttachment.
    """
    with database.reading() as session:
        attachment = _attachment(session, caller, query)
        check = store.package_checks.of_bytes(session, query.activity_id, attachment.sha256)
        if check is None or (check.is_damaged and check.key != attachment.key):
            return None
        return views.packages.check(check, store.packages.known(session, check.package_id))


def work(database: Database, files: Files) -> None:
    """Work on what has been handed in until nothing is left, or enough others work on it."""
    while work_once(database, files):
        pass


def work_once(database: Database, files: Files) -> bool:
    """Check the oldest package on which nobody works. Gives whether to go on."""
    at = clock.now()
    with database.transaction() as session:
        check = store.package_checks.claim(session, at)
        if check is None:
            return False
        if check.is_poisonous:
            _refuse(session, check, package_check.POISONOUS)
            return True
        check.begin(at)
        terms = store.dictionaries.package_terms(session, clock.legal_day(at))
    try:
        # Only whoever ends a check removes its ZIP: another may have taken it up, and reads it.
        if _has_ended(database, files, check, terms):
            files.remove(check.key)
    except Unavailable:
        _give_back(database, check)
        return False
    return True


def _has_ended(database: Database, files: Files, check: PackageCheck, terms: PackageTerms) -> bool:
    """Check it. Gives whether this has ended it: whoever takes too long is overtaken. Raises: Unavailable."""
    try:
        unpacked = _unpacked(database, files, check, terms)
    except PackageUnsound as unsound:
        return _end(database, check, unsound.details)
    except (NoSuchFile, NotAsAnnounced):
        return _end(database, check, package_check.NOT_AS_ANNOUNCED)
    return _accept(database, check, unpacked)


def _unpacked(database: Database, files: Files, check: PackageCheck, terms: PackageTerms) -> Unpacked:
    """Unpacking twice changes nothing: files stand under the hash of them all.

    Raises: PackageUnsound, NoSuchFile, NotAsAnnounced, Unavailable.
    """
    with fetched(files, check.key, size=check.size, sha256=check.sha256) as file:
        unpacked = offload(archives.survey, file, terms)
        contents = archives.contents(file, unpacked.files)
        kept = 0
        while one := offload(next, contents, None):
            archives.keep(files, unpacked.digest, *one)
            kept += 1
            if kept % SIGN_OF_LIFE == 0:
                _go_on(database, check)
    return unpacked


def _go_on(database: Database, check: PackageCheck) -> None:
    with database.transaction() as session:
        same = store.package_checks.at_work(session, check.package_id, check.tries)
        if same is not None:
            same.go_on(clock.now())


def _accept(database: Database, check: PackageCheck, unpacked: Unpacked) -> bool:
    at = clock.now()
    with database.transaction() as session:
        same = store.package_checks.at_work(session, check.package_id, check.tries)
        if same is None:
            return False
        upload = shelf_of(check.activity_id), AttachmentId(check.package_id)
        attachment = store.attachments.locked(session, *upload)
        if not attachment.is_stored:
            attachment.settle(Arrived(size=attachment.size, sha256=attachment.sha256))
        store.packages.add(session, _package(check, unpacked, at), unpacked.files)
        same.accept(at)
        journal.record(session, "catalogue.package.checked", str(check.package_id))
        outbox.add(session, views.packages.checked(same, at))
    return True


def _package(check: PackageCheck, unpacked: Unpacked, at: datetime) -> Package:
    return Package(
        package_id=check.package_id,
        activity_id=check.activity_id,
        digest=unpacked.digest,
        files=len(unpacked.files),
        bytes=sum(one.size for one in unpacked.files),
        checked_at=at,
        **vars(unpacked.manifest),
    )


def _end(database: Database, check: PackageCheck, findings: Mapping[str, str]) -> bool:
    with database.transaction() as session:
        same = store.package_checks.at_work(session, check.package_id, check.tries)
        if same is not None:
            _refuse(session, same, findings)
    return same is not None


def _refuse(session: Session, check: PackageCheck, findings: Mapping[str, str]) -> None:
    at = clock.now()
    check.refuse(findings, at)
    journal.record(session, "catalogue.package.refused", str(check.package_id), findings=len(findings))
    outbox.add(session, views.packages.checked(check, at))


def _give_back(database: Database, check: PackageCheck) -> None:
    with database.transaction() as session:
        same = store.package_checks.at_work(session, check.package_id, check.tries)
        if same is not None:
            same.give_back()


def _attachment(
    session: Session, caller: Caller, named: contract.HandInPackage | contract.ReadPackageCheck
) -> Attachment:
    """Raises: UnknownActivity, NotYourActivity, UnknownAttachment."""
    store.activities.of(session, named.activity_id).require_owner(caller)
    return store.attachments.of(session, shelf_of(named.activity_id), named.attachment_id)


def _has_arrived(files: Files, attachment: Attachment) -> bool:
    try:
        return files.stat(attachment.key).size == attachment.size
    except NoSuchFile:
        return False
