"""The steps by which an activity gets a package to show."""

from __future__ import annotations

from typing import Any

from contracts.catalogue.activities import Activity, ActivityKind, DraftActivity, Presence
from contracts.catalogue.package_checks import HandInPackage
from contracts.catalogue.packages import AnnouncePackage, CheckPackage, Package, PinPackage
from kernel.database import Database
from kernel.files import Files
from kernel.messages import Caller
from services.catalogue.domain.package import shelf_of
from services.catalogue.usecases import package_checks, packages, publishing
from tests.builders.catalogue import a_draft, a_moderator, a_provider
from tests.builders.packages import a_package, announced
from tests.integration.catalogue.journeys import as_read
from tests.integration.catalogue.onboarded import put


def a_module_draft(**told: Any) -> DraftActivity:
    facts: dict[str, Any] = {"kind": ActivityKind.MODULE, "presence": Presence(min_minutes=0)}
    return a_draft(**facts | told)


def checked(
    database: Database,
    files: Files,
    activity: Activity,
    content: bytes | None = None,
    *,
    by: Caller | None = None,
) -> Package:
    """A package that has been handed in."""
    content, provider = content or a_package(), by or a_provider()
    command = AnnouncePackage(activity_id=activity.activity_id, **announced(content))
    upload = packages.announce_package(database, files, provider, command)
    put(files, shelf_of(activity.activity_id), upload, content)
    named = {"activity_id": activity.activity_id, "attachment_id": upload.attachment_id}
    package_checks.hand_in_package(database, files, provider, HandInPackage(**named))
    package_checks.work(database, files)
    return packages.check_package(database, files, provider, CheckPackage(**named))


def pinned(database: Database, package: Package) -> None:
    command = PinPackage(activity_id=package.activity_id, package_id=package.package_id)
    packages.pin_package(database, a_provider(), command)


def a_published_module(
    database: Database, files: Files, content: bytes | None = None, **told: Any
) -> Activity:
    draft = publishing.draft_activity(database, a_provider(), a_module_draft(**told))
    pinned(database, checked(database, files, draft, content))
    submission = publishing.submit_activity(database, a_provider(), as_read(draft))
    return publishing.approve_activity(database, a_moderator(), as_read(submission))
