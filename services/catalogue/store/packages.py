"""Packages, their files, and which version of an activity shows which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.packages import PackageId, UnknownContent, UnknownPackage
from kernel.values import ActivityId
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.package import Package, StoredFile
from services.catalogue.tables import package_files, packages, pins

NEXT = 0


def add(session: Session, package: Package, stored: Sequence[StoredFile]) -> None:
    """Keep a package; of files that are there already nothing changes."""
    rows = [{"digest": package.digest, **asdict(one)} for one in stored]
    session.execute(insert(package_files).on_conflict_do_nothing(), rows)
    session.add(package)


def known(session: Session, package_id: PackageId) -> Package | None:
    return session.get(Package, package_id)


def within(session: Session, activity_id: ActivityId, package_id: PackageId) -> Package:
    """Raises: UnknownPackage -- there is none, or it is another activity's."""
    package = session.get(Package, package_id)
    if package is None or package.activity_id != activity_id:
        raise UnknownPackage(package_id=package_id)
    return package


def of_activity(session: Session, activity_id: ActivityId) -> Sequence[Package]:
    """The oldest first."""
    query = sa.select(Package).where(packages.c.activity_id == activity_id)
    return session.scalars(query.order_by(packages.c.package_id)).all()


def pin(session: Session, activity_id: ActivityId, package_id: PackageId) -> None:
    """Let the next version of an activity show a package."""
    row = insert(pins).values(activity_id=activity_id, version=NEXT, package_id=package_id)
    same = [pins.c.activity_id, pins.c.version]
    session.execute(row.on_conflict_do_update(index_elements=same, set_={"package_id": package_id}))


def settle_pin(session: Session, activity: Activity) -> None:
    """Let the version that has just been approved show what was pinned for it."""
    waiting = pins.c.activity_id == activity.activity_id, pins.c.version == NEXT
    session.execute(sa.update(pins).where(*waiting).values(version=activity.terms_version))


def pinned(session: Session, activity_id: ActivityId) -> Sequence[sa.Row[Any]]:
    """What each version shows: its number, and the package; what is to come stands last."""
    query = sa.select(pins.c.version, Package).join(Package, packages.c.package_id == pins.c.package_id)
    return session.execute(
        query.where(pins.c.activity_id == activity_id).order_by(pins.c.version.desc())
    ).all()


def shown_by(session: Session, activity_id: ActivityId, version: int) -> Package | None:
    """What a version of an activity shows: what was pinned for it, or for the last one before it."""
    query = (
        sa.select(Package)
        .join(pins, packages.c.package_id == pins.c.package_id)
        .where(pins.c.activity_id == activity_id, pins.c.version.between(NEXT + 1, version))
    )
    return session.scalar(query.order_by(pins.c.version.desc()).limit(1))


def coming(session: Session, activity_id: ActivityId) -> Package | None:
    """What the version to be approved next is to show."""
    query = sa.select(Package).join(pins, packages.c.package_id == pins.c.package_id)
    return session.scalar(query.where(pins.c.activity_id == activity_id, pins.c.version == NEXT))


def file(session: Session, digest: str, path: str) -> sa.Row[Any]:
    """Raises: UnknownContent."""
    query = sa.select(package_files).where(package_files.c.digest == digest, package_files.c.path == path)
    found = session.execute(query).one_or_none()
    if found is None:
        raise UnknownContent(digest=digest)
    return found
