"""The check of a package: begun again where it broke off, ended once, and never by a file for ever."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contracts.catalogue.activities import Activity, UnknownActivity
from contracts.catalogue.attachments import AttachmentId, AttachmentMissing, UnknownAttachment
from contracts.catalogue.package_checks import HandInPackage, PackageCheck, PackageState, ReadPackageCheck
from contracts.catalogue.packages import AnnouncePackage, CheckPackage, PackageInWork, PackageUnsound
from kernel import clock
from kernel.database import Database
from kernel.files import Files, NoSuchFile
from services.catalogue import store
from services.catalogue.domain.package import shelf_of
from services.catalogue.domain.package_check import LEASE, TRIES
from services.catalogue.usecases import package_checks, packages, publishing
from tests.builders.catalogue import UNIVERSITY, a_provider
from tests.builders.packages import a_package, announced, zipped
from tests.integration.catalogue.journeys import at_once
from tests.integration.catalogue.onboarded import put
from tests.integration.catalogue.outbox import announced as told_to_others
from tests.integration.catalogue.packaged import a_module_draft

CHECKED = "catalogue.package.checked"


class Desk:
    """A provider who hands in packages of one module."""

    def __init__(self, database: Database, files: Files) -> None:
        self.database, self.files = database, files
        self.module: Activity = publishing.draft_activity(database, a_provider(), a_module_draft())

    def uploaded(self, content: bytes, sent: bytes | None = None) -> AttachmentId:
        """sent: what arrives instead."""
        command = AnnouncePackage(activity_id=self.module.activity_id, **announced(content))
        upload = packages.announce_package(self.database, self.files, a_provider(), command)
        if sent is None:
            put(self.files, shelf_of(self.module.activity_id), upload, content)
        else:
            self.files.put(self.key(upload.attachment_id), sent, "application/zip")
        return upload.attachment_id

    def key(self, attachment_id: AttachmentId) -> str:
        """Where the store has the upload."""
        return f"attachments/{shelf_of(self.module.activity_id)}/{attachment_id}"

    def hand_in(self, attachment_id: AttachmentId) -> PackageCheck:
        return package_checks.hand_in_package(
            self.database, self.files, a_provider(), HandInPackage(**self._named(attachment_id))
        )

    def check(self, attachment_id: AttachmentId) -> PackageCheck:
        query = ReadPackageCheck(**self._named(attachment_id))
        return package_checks.read_package_check(self.database, a_provider(), query)

    def work(self) -> None:
        package_checks.work(self.database, self.files)

    def break_off(self) -> None:
        """A process takes the work and ends."""
        with self.database.transaction() as session:
            check = store.package_checks.claim(session, clock.now())
            assert check is not None
            check.begin(clock.now())

    def _named(self, attachment_id: AttachmentId) -> dict[str, Any]:
        return {"activity_id": self.module.activity_id, "attachment_id": attachment_id}


@pytest.fixture
def desk(database: Database, files: Files) -> Desk:
    return Desk(database, files)


def test_a_package_goes_from_hand_to_hand_until_it_is_ready(desk: Desk) -> None:
    upload = desk.uploaded(a_package())

    waiting = desk.hand_in(upload)
    desk.work()
    ready = desk.check(upload)

    assert (waiting.state, waiting.package) == (PackageState.HANDED_IN, None)
    assert (ready.state, ready.tries, ready.findings) == (PackageState.READY, 1, ())
    assert ready.package is not None
    [event] = told_to_others(desk.database, CHECKED)
    assert (event["package_id"], event["state"]) == (str(upload), "ready")


def test_a_refusal_names_each_file_with_its_reason(desk: Desk) -> None:
    upload = desk.uploaded(zipped({"../a.html": b"1", "run.exe": b"2"}))
    desk.hand_in(upload)
    desk.work()

    refused = desk.check(upload)

    found = {finding.path: (finding.rule, bool(finding.text_ru)) for finding in refused.findings}
    assert refused.state is PackageState.REFUSED
    assert found == {"../a.html": ("package.path", True), "run.exe": ("package.type", True)}


def test_the_same_bytes_are_checked_once_whoever_hands_them_in(desk: Desk) -> None:
    content = a_package()
    first, second = desk.uploaded(content), desk.uploaded(content)
    checks = at_once([lambda one=one: desk.hand_in(one) for one in (first, second, first, second)])  # type: ignore[misc]
    desk.work()

    assert len({check.package_id for check in checks if isinstance(check, PackageCheck)}) == 1
    assert desk.check(first) == desk.check(second) == desk.hand_in(second)
    assert len(told_to_others(desk.database, CHECKED)) == 1


def test_the_archive_is_gone_once_its_files_are_there(desk: Desk) -> None:
    content = a_package()
    first, second = desk.uploaded(content), desk.uploaded(content)
    desk.hand_in(first)
    desk.work()

    again = desk.hand_in(first)

    assert again == desk.check(first) == desk.hand_in(second)
    with pytest.raises(NoSuchFile):
        desk.files.stat(desk.key(first))


def test_what_was_refused_may_be_tried_again_on_another_day(desk: Desk) -> None:
    content = zipped({"run.exe": b"2"})
    refused = desk.uploaded(content)
    desk.hand_in(refused)
    desk.work()
    again = desk.uploaded(content)

    same_day = desk.hand_in(again)
    with clock.freeze(clock.now() + timedelta(days=1, minutes=1)):
        next_day = desk.hand_in(again)

    assert (same_day.state, next_day.state) == (PackageState.REFUSED, PackageState.HANDED_IN)


def test_many_at_once_unpack_it_once(desk: Desk) -> None:
    upload = desk.uploaded(a_package())
    desk.hand_in(upload)

    at_once([desk.work] * 4)

    assert (desk.check(upload).state, desk.check(upload).tries) == (PackageState.READY, 1)


def test_what_broke_off_is_taken_up_again(desk: Desk) -> None:
    upload = desk.uploaded(a_package())
    desk.hand_in(upload)
    desk.break_off()

    desk.work()
    meanwhile = desk.check(upload).state
    with clock.freeze(clock.now() + LEASE):
        desk.work()

    assert meanwhile is PackageState.CHECKING
    assert (desk.check(upload).state, desk.check(upload).tries) == (PackageState.READY, 2)


def test_a_file_that_ends_one_process_after_the_other_is_refused(desk: Desk) -> None:
    upload = desk.uploaded(a_package())
    desk.hand_in(upload)
    now = clock.now()
    for number in range(TRIES):
        with clock.freeze(now + number * LEASE):
            desk.break_off()

    with clock.freeze(now + TRIES * LEASE):
        desk.work()

    refused = desk.check(upload)
    assert [finding.rule for finding in refused.findings] == ["package.poisonous"]
    assert (refused.state, desk.hand_in(upload).state) == (PackageState.REFUSED, PackageState.REFUSED)


def test_whoever_was_given_up_changes_nothing_any_more(desk: Desk) -> None:
    upload = desk.uploaded(a_package())
    desk.hand_in(upload)
    desk.break_off()
    with clock.freeze(clock.now() + LEASE):
        desk.work()

    with desk.database.transaction() as session:
        late = store.package_checks.at_work(session, desk.check(upload).package_id, 1)

    assert late is None


def test_what_came_damaged_may_be_sent_again(desk: Desk) -> None:
    content = a_package()
    broken = desk.uploaded(content, sent=b"x" * len(content))
    desk.hand_in(broken)
    desk.work()
    damaged = desk.check(broken)

    whole = desk.uploaded(content)
    desk.hand_in(whole)
    desk.work()

    assert [finding.rule for finding in damaged.findings] == ["package.not_as_announced"]
    assert desk.check(whole).state is PackageState.READY


def test_a_bomb_is_refused_before_it_is_unpacked(desk: Desk) -> None:
    upload = desk.uploaded(zipped({"module.json": b"{}", "bomb.txt": bytes(1_000_000)}))
    desk.hand_in(upload)
    desk.work()

    found = {finding.path: finding.rule for finding in desk.check(upload).findings}
    assert found == {"bomb.txt": "package.ratio"}


def test_whoever_asks_for_the_outcome_too_early_is_told_to_wait(desk: Desk) -> None:
    upload = desk.uploaded(zipped({"run.exe": b"2"}))
    command = CheckPackage(activity_id=desk.module.activity_id, attachment_id=upload)

    with pytest.raises(PackageInWork):
        packages.check_package(desk.database, desk.files, a_provider(), command)
    desk.work()
    with pytest.raises(PackageUnsound, match=r"package\.type"):
        packages.check_package(desk.database, desk.files, a_provider(), command)


def test_what_has_not_arrived_is_not_handed_in(desk: Desk) -> None:
    command = AnnouncePackage(activity_id=desk.module.activity_id, **announced(a_package()))
    upload = packages.announce_package(desk.database, desk.files, a_provider(), command).attachment_id

    with pytest.raises(AttachmentMissing):
        desk.hand_in(upload)
    with pytest.raises(UnknownAttachment):
        desk.check(upload)


def test_checks_are_their_providers(desk: Desk) -> None:
    upload = desk.uploaded(a_package())
    stranger = a_provider(UNIVERSITY)
    named = {"activity_id": desk.module.activity_id, "attachment_id": upload}

    with pytest.raises(UnknownActivity):
        package_checks.hand_in_package(desk.database, desk.files, stranger, HandInPackage(**named))
    with pytest.raises(UnknownActivity):
        package_checks.read_package_check(desk.database, stranger, ReadPackageCheck(**named))
