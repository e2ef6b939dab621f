"""Packages: handed in, unpacked once, pinned to versions, and found by the gateway."""

from __future__ import annotations

import urllib.request
from typing import Any

import pytest

from contracts.catalogue.activities import ActivityMoveRefused, NotYourActivity
from contracts.catalogue.attachments import AttachmentMissing, AttachmentUnsound
from contracts.catalogue.editions import ProposeRevision
from contracts.catalogue.materials import ListMaterials
from contracts.catalogue.module_tests import NotAModule
from contracts.catalogue.packages import (
    AnnouncePackage,
    CheckPackage,
    ListPackages,
    LocateContent,
    PackageUnsound,
    PinPackage,
    ReadPins,
    UnknownContent,
    UnknownPackage,
)
from kernel.database import Database
from kernel.files import Files
from services.catalogue.usecases import editions, materials, packages, publishing
from tests.builders.catalogue import UNIVERSITY, a_draft, a_moderator, a_provider
from tests.builders.modules import a_bank, a_module
from tests.builders.packages import PAGE, a_package, announced, zipped
from tests.integration.catalogue.journeys import as_read, at_once
from tests.integration.catalogue.packaged import a_module_draft, a_published_module, checked, pinned


def announcing(activity_id: Any, content: bytes = b"x") -> AnnouncePackage:
    return AnnouncePackage(activity_id=activity_id, **announced(content))


def test_what_was_unpacked_is_found_by_its_hash(database: Database, files: Files) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_module_draft())

    package = checked(database, files, draft)

    place = packages.locate_content(database, files, LocateContent(digest=package.digest, path="index.html"))
    with urllib.request.urlopen(place.url) as answer:
        assert answer.read() == PAGE
    assert (place.media_type, place.size) == ("text/html; charset=utf-8", len(PAGE))
    with pytest.raises(UnknownContent):
        packages.locate_content(database, files, LocateContent(digest=package.digest, path="../index.html"))


def test_a_package_is_checked_once_however_often_it_is_asked(database: Database, files: Files) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_module_draft())
    package = checked(database, files, draft)
    again = CheckPackage(activity_id=draft.activity_id, attachment_id=package.package_id)  # type: ignore[arg-type]

    answers = at_once([lambda: packages.check_package(database, files, a_provider(), again)] * 4)

    assert answers == [package] * 4
    listed = packages.list_packages(database, a_provider(), ListPackages(activity_id=draft.activity_id))
    assert listed.items == (package,)


def test_a_package_is_no_material(database: Database, files: Files) -> None:
    module = a_published_module(database, files)

    query = ListMaterials(activity_id=module.activity_id)
    assert materials.list_materials(database, a_provider(), query).items == ()


def test_what_is_unsound_leaves_nothing_behind(database: Database, files: Files) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_module_draft())

    with pytest.raises(PackageUnsound):
        checked(database, files, draft, zipped({"../a.html": b"1"}))

    query = ListPackages(activity_id=draft.activity_id)
    assert packages.list_packages(database, a_provider(), query).items == ()


def test_only_archives_of_a_bounded_size_are_awaited(database: Database, files: Files) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_module_draft())
    wrong = AnnouncePackage(
        activity_id=draft.activity_id, **announced(b"x") | {"media_type": "application/pdf", "size": 10**9}
    )

    with pytest.raises(AttachmentUnsound) as refusal:
        packages.announce_package(database, files, a_provider(), wrong)

    assert refusal.value.details == {"media_type": "document.media_type", "size": "document.size"}


def test_what_has_not_arrived_is_not_checked(database: Database, files: Files) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_module_draft())
    upload = packages.announce_package(database, files, a_provider(), announcing(draft.activity_id))
    command = CheckPackage(activity_id=draft.activity_id, attachment_id=upload.attachment_id)

    with pytest.raises(AttachmentMissing):
        packages.check_package(database, files, a_provider(), command)


def test_a_version_shows_what_was_pinned_until_a_revision_is_approved(
    database: Database, files: Files
) -> None:
    module = a_published_module(database, files)
    better = checked(database, files, module, a_package(title="Вторая редакция"))
    pinned(database, better)
    query = ReadPins(activity_id=module.activity_id)
    before = [pin.version for pin in packages.read_pins(database, a_provider(), query).items]

    card = vars(a_module_draft()) | {"activity_id": module.activity_id, "version": module.version}
    revision = editions.propose_revision(database, a_provider(), ProposeRevision(**card))
    editions.submit_revision(database, a_provider(), as_read(revision))  # type: ignore[arg-type]
    submitted = editions.read_revision(database, a_moderator(), query)  # type: ignore[arg-type]
    approved = editions.approve_revision(database, a_moderator(), as_read(submitted))  # type: ignore[arg-type]

    pins = packages.read_pins(database, a_provider(), query).items
    assert before == [None, module.version]
    assert [pin.version for pin in pins] == [approved.version, module.version]
    assert pins[0].package == better


def test_nobody_changes_what_is_under_review(database: Database, files: Files) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_module_draft())
    package = checked(database, files, draft)
    publishing.submit_activity(database, a_provider(), as_read(draft))

    with pytest.raises(ActivityMoveRefused, match=r"package\.under_review"):
        pinned(database, package)


def test_only_modules_show_packages(database: Database, files: Files) -> None:
    webinar = publishing.draft_activity(database, a_provider(), a_draft())

    with pytest.raises(NotAModule):
        pinned(database, checked(database, files, webinar))


def test_what_people_rely_on_gets_no_content_afterwards(database: Database, files: Files) -> None:
    a_bank(database, 10)
    module = a_module(database)

    with pytest.raises(ActivityMoveRefused):
        pinned(database, checked(database, files, module))


def test_packages_are_their_providers(database: Database, files: Files) -> None:
    module, other = a_published_module(database, files), a_published_module(database, files)
    [package] = packages.list_packages(
        database, a_provider(), ListPackages(activity_id=other.activity_id)
    ).items

    with pytest.raises(NotYourActivity):
        packages.announce_package(database, files, a_provider(UNIVERSITY), announcing(module.activity_id))
    command = PinPackage(activity_id=module.activity_id, package_id=package.package_id)
    with pytest.raises(UnknownPackage):
        packages.pin_package(database, a_provider(), command)
