"""What packages say of themselves: `cmi5.xml` of the standard, or a `module.json` of our own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # it has no types
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from contracts.catalogue.packages import MoveOn, PackageFormat, PackageUnsound
from services.catalogue.domain.package import Manifest

# Read into memory whole, and shown to people.
MOST_BYTES = 1024 * 1024
LONGEST_TITLE = 200
CMI5 = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
OUR_FIELDS = {"title", "entry", "move_on", "mastery"}

Read = Callable[[bytes], Manifest]


def of(names: Mapping[str, Callable[[], bytes]]) -> Manifest:
    """The manifest of a package. names: its files, and how each is read.

    Raises: PackageUnsound -- it has none that we know, or one that breaks a rule.
    """
    for name, read in READERS.items():
        if name in names:
            return _read(name, read, names[name])
    if "imsmanifest.xml" in names:
        # SCORM looks for an object of the page around it, which a sandbox keeps from it.
        raise PackageUnsound({"imsmanifest.xml": "package.scorm"})
    raise PackageUnsound(files="package.manifest")


def _read(name: str, read: Read, content: Callable[[], bytes]) -> Manifest:
    try:
        return read(content())
    except (ParseError, DefusedXmlException, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise PackageUnsound({name: "package.manifest_syntax"}) from error


def _html(content: bytes) -> Manifest:
    """Raises: ValueError, PackageUnsound."""
    told = json.loads(content.decode("utf-8-sig"))
    if not isinstance(told, dict) or told.keys() - OUR_FIELDS:
        raise PackageUnsound({"module.json": "package.manifest_fields"})
    return Manifest(
        format=PackageFormat.HTML,
        title=_title(told.get("title")),
        entry=str(told.get("entry", "index.html")),
        move_on=_move_on(told.get("move_on", MoveOn.COMPLETED)),
        mastery=_mastery(told.get("mastery")),
    )


def _cmi5(content: bytes) -> Manifest:
    """Raises: ValueError, PackageUnsound."""
    root: Element = fromstring(content, forbid_dtd=True)
    units = list(root.iter(f"{CMI5}au"))
    if root.tag != f"{CMI5}courseStructure" or len(units) != 1:
        raise PackageUnsound({"cmi5.xml": "package.one_unit"})
    [unit] = units
    address = urlsplit(_text(unit, "url"))
    if address.scheme or address.netloc:
        raise PackageUnsound({"cmi5.xml": "package.entry_elsewhere"})
    return Manifest(
        format=PackageFormat.CMI5,
        title=_title(_text(unit, f"title/{CMI5}langstring")),
        entry=unquote(address.path),
        parameters=address.query,
        launch_parameters=_text(unit, "launchParameters"),
        move_on=_move_on(unit.get("moveOn", MoveOn.NOT_APPLICABLE)),
        mastery=_mastery(unit.get("masteryScore")),
    )


# The first that a package has is its own.
READERS: dict[str, Read] = {"cmi5.xml": _cmi5, "module.json": _html}


def _text(unit: Element, path: str) -> str:
    return (unit.findtext(f"{CMI5}{path}") or "").strip()


def _title(told: Any) -> str:
    if not isinstance(told, str) or not told.strip() or len(told) > LONGEST_TITLE or not told.isprintable():
        raise PackageUnsound(title="package.title")
    return told.strip()


def _move_on(told: Any) -> MoveOn:
    try:
        return MoveOn(told)
    except ValueError as error:
        raise PackageUnsound(move_on="package.move_on") from error


def _mastery(told: Any) -> Decimal | None:
    if told is None:
        return None
    try:
        mastery = Decimal(str(told))
    except InvalidOperation as error:
        raise PackageUnsound(mastery="package.mastery") from error
    if not mastery.is_finite() or not 0 <= mastery <= 1:
        raise PackageUnsound(mastery="package.mastery")
    return mastery.quantize(Decimal("0.0001"))
