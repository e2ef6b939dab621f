"""Packages, as others see them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from contracts.catalogue import package_checks as checks
from contracts.catalogue import packages as contract
from kernel import rules


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


def check(record: Any, unpacked: Any) -> checks.PackageCheck:
    """unpacked: the package, once it is ready."""
    return checks.PackageCheck(
        package_id=record.package_id,
        activity_id=record.activity_id,
        state=record.state,
        tries=record.tries,
        handed_in_at=record.handed_in_at,
        ended_at=record.ended_at,
        findings=tuple(_finding(path, rule) for path, rule in record.findings.items()),
        package=package(unpacked) if unpacked is not None else None,
    )


def checked(record: Any, at: datetime) -> checks.PackageChecked:
    return checks.PackageChecked(
        occurred_at=at,
        activity_id=record.activity_id,
        provider_id=record.provider_id,
        package_id=record.package_id,
        state=record.state,
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


def _finding(path: str, rule: str) -> checks.PackageFinding:
    return checks.PackageFinding(
        path=path, rule=rule, text_ru=rules.text(rule, "ru"), text_en=rules.text(rule, "en")
    )
