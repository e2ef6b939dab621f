"""Materials: slides, handouts and recordings of an activity, kept in the object store.

A recording is for looking back; watching one earns nothing of what the live event earned.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Activities".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contracts.catalogue.activities import PROVIDERS, NotYourActivity, UnknownActivity
from contracts.catalogue.attachments import (
    ATTACHING,
    CHECKING,
    AnnouncedFile,
    AttachmentId,
    AttachmentLink,
    AttachmentMissing,
    AttachmentState,
    AttachmentUpload,
    UnknownAttachment,
)
from kernel.messages import ANYONE, Event, Forbidden, Nothing, Operation
from kernel.values import ActivityId, Line, OrganisationId


class MaterialKind(StrEnum):
    PRESENTATION = "presentation"
    HANDOUT = "handout"
    RECORDING = "recording"


class MaterialAccess(StrEnum):
    """For whom: anyone, those who have enrolled, those who have completed the activity."""

    ANYONE = "anyone"
    ENROLLED = "enrolled"
    COMPLETED = "completed"


class MaterialNotForYou(Forbidden, ru="Этот материал пока недоступен вам."):
    """The material is not, or not yet, for the caller; details say for whom, and from when."""


@dataclass(frozen=True, kw_only=True)
class AttachMaterial(AnnouncedFile):
    """Attach a file. available_from: at once where absent."""

    activity_id: ActivityId
    kind: MaterialKind
    title: Line
    access: MaterialAccess
    available_from: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PickMaterial:
    activity_id: ActivityId
    attachment_id: AttachmentId


@dataclass(frozen=True, kw_only=True)
class ListMaterials:
    activity_id: ActivityId


@dataclass(frozen=True, kw_only=True)
class Material:
    """sha256: of the bytes, hexadecimal."""

    attachment_id: AttachmentId
    kind: MaterialKind
    title: str
    access: MaterialAccess
    available_from: datetime | None
    filename: str
    media_type: str
    size: int
    sha256: str
    state: AttachmentState
    attached_at: datetime


@dataclass(frozen=True, kw_only=True)
class MaterialList:
    """The oldest first."""

    items: tuple[Material, ...]


@dataclass(frozen=True, kw_only=True)
class MaterialAttached(Event, name="catalogue.activity.material_attached", subject="activity_id"):
    """There is something new to read or to watch."""

    activity_id: ActivityId
    provider_id: OrganisationId
    attachment_id: AttachmentId
    kind: MaterialKind
    access: MaterialAccess


_OWN = (UnknownActivity, NotYourActivity)

attach_material = Operation(
    "catalogue",
    "attach_material",
    AttachMaterial,
    AttachmentUpload,
    (*_OWN, *ATTACHING),
    roles=PROVIDERS,
)
check_material = Operation(
    "catalogue",
    "check_material",
    PickMaterial,
    Material,
    (*_OWN, *CHECKING),
    roles=PROVIDERS,
    deadline=30.0,
)
remove_material = Operation(
    "catalogue",
    "remove_material",
    PickMaterial,
    Nothing,
    (*_OWN, UnknownAttachment),
    roles=PROVIDERS,
)
list_materials = Operation(
    "catalogue",
    "list_materials",
    ListMaterials,
    MaterialList,
    (UnknownActivity,),
    roles=ANYONE,
    reads=True,
)
download_material = Operation(
    "catalogue",
    "download_material",
    PickMaterial,
    AttachmentLink,
    (UnknownActivity, UnknownAttachment, AttachmentMissing, MaterialNotForYou),
    roles=ANYONE,
    reads=True,
)
