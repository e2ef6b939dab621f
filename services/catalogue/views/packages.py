"""Packages, as others see them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from contracts.catalogue import packages as contract


def package(record: Any) -> contract.Package:
    return contract.Package(
        package_id=record.package_id,
        activity_id=record.activity_id,
        digest=record.digest,
        format=record.format,
        title=record.title,
        entry=record.entry,
        move_on=record.move_on,
        mastery=record.mastery,
        files=record.files,
        bytes=record.bytes,
        checked_at=record.checked_at,
    )


def packages(records: Iterable[Any]) -> contract.PackageList:
    return contract.PackageList(items=tuple(package(record) for record in records))


def pins(records: Iterable[Any]) -> contract.Pins:
    """What is to come first, then the newest version."""
    shown = [contract.Pin(version=row.version or None, package=package(row.Package)) for row in records]
    return contract.Pins(items=tuple(sorted(shown, key=lambda pin: pin.version is not None)))


def place(record: Any, url: str) -> contract.ContentPlace:
    return contract.ContentPlace(
        url=url, media_type=record.media_type, size=record.size, sha256=record.sha256
    )
