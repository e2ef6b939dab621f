"""Packages: what an interactive module (ИОМ) shows, as a ZIP that its provider uploads.

A package is checked, unpacked once and never changed: its files stand under the hash of all of them.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Modules".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from contracts.catalogue.activities import PROVIDERS, ActivityMoveRefused, NotYourActivity, UnknownActivity
from contracts.catalogue.attachments import (
    ATTACHING,
    CHECKING,
    AnnouncedFile,
    AttachmentId,
    AttachmentUpload,
)
from contracts.catalogue.module_tests import NotAModule
from kernel.messages import SERVICES, Conflict, Invalid, NotFound, Operation
from kernel.values import ActivityId, Length

PackageId = NewType("PackageId", UUID)
Digest = Annotated[str, Length(64, 64)]
Path = Annotated[str, Length(1, 400)]


class PackageFormat(StrEnum):
    """html: pages with a `module.json` of our own. cmi5: a course of one unit, by its `cmi5.xml`."""

    HTML = "html"
    CMI5 = "cmi5"


class MoveOn(StrEnum):
    """What a unit asks of those who go through it, in the words of cmi5."""

    COMPLETED = "Completed"
    PASSED = "Passed"
    COMPLETED_AND_PASSED = "CompletedAndPassed"
    COMPLETED_OR_PASSED = "CompletedOrPassed"
    NOT_APPLICABLE = "NotApplicable"


class PackageUnsound(Invalid, ru="Пакет модуля не отвечает требованиям."):
    """The package breaks a rule; details name each offending file."""


class PackageInWork(Conflict, ru="Пакет ещё проверяется. Спросите позже."):
    """The package is being checked; ask again."""


class UnknownPackage(NotFound, ru="Такого пакета нет."):
    """There is no such package."""


class UnknownContent(NotFound, ru="Такого файла модуля нет.", is_suspect=False):
    """There is no such file of a module."""


@dataclass(frozen=True, kw_only=True)
class AnnouncePackage(AnnouncedFile):
    """A ZIP to come."""

    activity_id: ActivityId


@dataclass(frozen=True, kw_only=True)
class CheckPackage:
    """What a check has come to; handed in if it was not. See `contracts.catalogue.package_checks`."""

    activity_id: ActivityId
    attachment_id: AttachmentId


@dataclass(frozen=True, kw_only=True)
class ListPackages:
    activity_id: ActivityId


@dataclass(frozen=True, kw_only=True)
class Package:
    """digest: of all files and their names; two packages of one digest are the same to the byte.

    entry: the page with which it opens. mastery: from 0 to 1, what counts as passed.
    files, bytes: what was unpacked.
    """

    package_id: PackageId
    activity_id: ActivityId
    digest: str
    format: PackageFormat
    title: str
    entry: str
    move_on: MoveOn
    mastery: Decimal | None
    files: int
    bytes: int
    checked_at: datetime


@dataclass(frozen=True, kw_only=True)
class PackageList:
    """The oldest first."""

    items: tuple[Package, ...]


@dataclass(frozen=True, kw_only=True)
class PinPackage:
    """Let the next version of an activity show a package.

    A draft shows it once it is approved, what has been approved once a revision of it is; whoever
    enrolled before keeps what their version shows.
    """

    activity_id: ActivityId
    package_id: PackageId


@dataclass(frozen=True, kw_only=True)
class ReadPins:
    activity_id: ActivityId


@dataclass(frozen=True, kw_only=True)
class Pin:
    """version: of the activity; absent for the version that is to be approved next."""

    version: int | None
    package: Package


@dataclass(frozen=True, kw_only=True)
class Pins:
    """What each version shows, the newest first."""

    items: tuple[Pin, ...]


@dataclass(frozen=True, kw_only=True)
class LocateContent:
    digest: Digest
    path: Path


@dataclass(frozen=True, kw_only=True)
class ContentPlace:
    """Where the gateway fetches the bytes for a short time. size: bytes."""

    url: str
    media_type: str
    size: int
    sha256: str


_OWN = (UnknownActivity, NotYourActivity)

announce_package = Operation(
    "catalogue",
    "announce_package",
    AnnouncePackage,
    AttachmentUpload,
    (*_OWN, *ATTACHING),
    roles=PROVIDERS,
)
check_package = Operation(
    "catalogue",
    "check_package",
    CheckPackage,
    Package,
    (*_OWN, *CHECKING, PackageUnsound, PackageInWork),
    roles=PROVIDERS,
)
list_packages = Operation(
    "catalogue", "list_packages", ListPackages, PackageList, _OWN, roles=PROVIDERS, reads=True
)
pin_package = Operation(
    "catalogue",
    "pin_package",
    PinPackage,
    Pins,
    (*_OWN, UnknownPackage, NotAModule, ActivityMoveRefused),
    roles=PROVIDERS,
)
read_pins = Operation("catalogue", "read_pins", ReadPins, Pins, _OWN, roles=PROVIDERS, reads=True)
# For the gateway itself: a browser fetches pages and pictures without a token, by the digest.
locate_content = Operation(
    "catalogue",
    "locate_content",
    LocateContent,
    ContentPlace,
    (UnknownContent,),
    roles=SERVICES,
    reads=True,
)
