"""Checks of packages: handed in, worked on in the background, ready or refused with each finding.

handed_in → checking → ready | refused. The same bytes handed in again for the same activity are the same
check. A process that ends in the middle is followed by another one; a file that has ended several is
refused.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Modules".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contracts.catalogue.activities import PROVIDERS, NotYourActivity, UnknownActivity
from contracts.catalogue.attachments import AttachmentId, AttachmentMissing, UnknownAttachment
from contracts.catalogue.packages import Package, PackageId
from kernel.messages import Event, Operation
from kernel.values import ActivityId, OrganisationId


class PackageState(StrEnum):
    """handed_in: it waits. checking: somebody works on it. ready: it can be pinned. refused: it cannot be."""

    HANDED_IN = "handed_in"
    CHECKING = "checking"
    READY = "ready"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class HandInPackage:
    """Have an uploaded ZIP checked and unpacked."""

    activity_id: ActivityId
    attachment_id: AttachmentId


@dataclass(frozen=True, kw_only=True)
class ReadPackageCheck:
    activity_id: ActivityId
    attachment_id: AttachmentId


@dataclass(frozen=True, kw_only=True)
class PackageFinding:
    """path: of the offending file; "files" for the package as a whole, "entry" for the page it opens with."""

    path: str
    rule: str
    text_ru: str
    text_en: str


@dataclass(frozen=True, kw_only=True)
class PackageCheck:
    """package_id: of the upload that brought these bytes first. tries: how often it was begun.

    findings: why it is refused. package: once it is ready.
    """

    package_id: PackageId
    activity_id: ActivityId
    state: PackageState
    tries: int
    handed_in_at: datetime
    ended_at: datetime | None
    findings: tuple[PackageFinding, ...]
    package: Package | None


@dataclass(frozen=True, kw_only=True)
class PackageChecked(Event, name="catalogue.package.checked", subject="activity_id"):
    """A package has been checked: it is ready, or refused."""

    activity_id: ActivityId
    provider_id: OrganisationId
    package_id: PackageId
    state: PackageState


_OWN = (UnknownActivity, NotYourActivity, UnknownAttachment)

hand_in_package = Operation(
    "catalogue",
    "hand_in_package",
    HandInPackage,
    PackageCheck,
    (*_OWN, AttachmentMissing),
    roles=PROVIDERS,
)
read_package_check = Operation(
    "catalogue", "read_package_check", ReadPackageCheck, PackageCheck, _OWN, roles=PROVIDERS, reads=True
)
