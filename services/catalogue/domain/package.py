"""What a package may hold: judged by its table of contents, before a byte of it is unpacked."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid5

from contracts.catalogue.packages import MoveOn, PackageFormat, PackageId, PackageUnsound
from kernel.values import ActivityId
from services.catalogue.domain.attachment import Terms

# What a browser may be given, by suffix. A suffix that is not here has no business in a package.
MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "gif": "image/gif",
    "htm": "text/html; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "m4a": "audio/mp4",
    "mjs": "text/javascript; charset=utf-8",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "ogg": "audio/ogg",
    "otf": "font/otf",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "ttf": "font/ttf",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "wav": "audio/wav",
    "webm": "video/webm",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xml": "text/xml",
    "xsd": "text/xml",
}
LONGEST_PATH = 300
PAGES = ("html", "htm")
# Below this nobody gains anything by packing tightly.
SMALL = 100_000

Fault = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class PackageTerms:
    """What may be handed in. files: of the ZIP. most_ratio: of what is unpacked to what is packed."""

    files: Terms
    most_files: int
    most_bytes: int
    most_file_bytes: int
    most_ratio: int
    suffixes: Collection[str]


@dataclass(frozen=True, kw_only=True)
class Member:
    """A line of the table of contents. is_plain: a file, neither a link nor encrypted."""

    path: str
    size: int
    packed: int
    is_plain: bool


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a package says of itself. parameters: of the entry's address."""

    format: PackageFormat
    title: str
    entry: str
    parameters: str = ""
    launch_parameters: str = ""
    move_on: MoveOn = MoveOn.COMPLETED
    mastery: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file of a package, as it is served."""

    path: str
    media_type: str
    size: int
    sha256: str


@dataclass(eq=False, kw_only=True)
class Package:
    """Never changed: its digest names its bytes, and its id is that of the upload."""

    package_id: PackageId
    activity_id: ActivityId
    digest: str
    format: PackageFormat
    title: str
    entry: str
    parameters: str
    launch_parameters: str
    move_on: MoveOn
    mastery: Decimal | None
    files: int
    bytes: int
    checked_at: datetime


def key(digest: str, path: str) -> str:
    """Where a file stands in the object store."""
    return f"packages/{digest}/{path}"


def shelf_of(activity_id: ActivityId) -> UUID:
    """What the uploads of an activity's packages belong to: apart from its materials."""
    return uuid5(activity_id, "packages")


def suffix(path: str) -> str:
    return path.rsplit("/", 1)[-1].rpartition(".")[2].lower()


def media_type(path: str) -> str:
    return MEDIA_TYPES[suffix(path)]


def require_sound(members: Sequence[Member], terms: PackageTerms) -> None:
    """Raises: PackageUnsound -- all faults at once."""
    found = dict(faults(members, terms))
    if found:
        raise PackageUnsound(found)


def require_entry(manifest: Manifest, paths: Collection[str]) -> None:
    """Raises: PackageUnsound -- what it opens with is not in it, or is no page."""
    if manifest.entry not in paths or suffix(manifest.entry) not in PAGES:
        raise PackageUnsound(entry="package.entry")


def faults(members: Sequence[Member], terms: PackageTerms) -> Iterator[Fault]:
    """Each offending path, with the code of the rule; those of the whole under "files"."""
    if len(members) > terms.most_files:
        yield "files", "package.too_many"
        return
    if not members:
        yield "files", "package.empty"
    if sum(member.size for member in members) > terms.most_bytes:
        yield "files", "package.unpacked"
    # Two names that only a file system tells apart, or only some readers do, are one.
    same = Counter(unicodedata.normalize("NFC", member.path).casefold() for member in members)
    for member in members:
        if same[unicodedata.normalize("NFC", member.path).casefold()] > 1:
            yield _shown(member.path), "package.repeated"
        rule = _rule(member, terms)
        if rule:
            yield _shown(member.path), rule


def _rule(member: Member, terms: PackageTerms) -> str | None:
    if not _is_inside(member.path):
        return "package.path"
    if not member.is_plain:
        return "package.not_a_file"
    if suffix(member.path) not in terms.suffixes or suffix(member.path) not in MEDIA_TYPES:
        return "package.type"
    if member.size > terms.most_file_bytes:
        return "package.file_size"
    if member.size > max(member.packed * terms.most_ratio, SMALL):
        return "package.ratio"
    return None


def _is_inside(path: str) -> bool:
    """Whether a path stays below its root wherever it is unpacked or asked for."""
    parts = path.split("/")
    is_clean = path.isprintable() and not set(path) & set('\\:*?"<>|#%') and len(path) <= LONGEST_PATH
    return is_clean and all(part.strip(" .") == part and part for part in parts)


def _shown(path: str) -> str:
    """A path as a refusal names it."""
    return path.encode("ascii", "backslashreplace").decode()[:100] or "files"
