"""The checks of packages."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.packages import PackageId
from kernel.values import ActivityId
from services.catalogue.domain.package_check import PackageCheck
from services.catalogue.tables import is_being_checked, package_checks

# Each unpacks up to some hundred megabytes through a temporary file.
AT_ONCE = 2
# Of the locks that belong to no row: whoever takes work waits for who does.
CLAIMING = 7_402


def enter(session: Session, check: PackageCheck) -> PackageCheck:
    """The check of these bytes for this activity, as it was handed in first; locked."""
    values = {column.name: getattr(check, column.name) for column in package_checks.columns}
    session.execute(insert(package_checks).values(values).on_conflict_do_nothing())
    same = package_checks.c.activity_id == check.activity_id, package_checks.c.sha256 == check.sha256
    return session.scalars(sa.select(PackageCheck).where(*same).with_for_update()).one()


def of_bytes(session: Session, activity_id: ActivityId, sha256: str) -> PackageCheck | None:
    """None: they have not been handed in."""
    same = package_checks.c.activity_id == activity_id, package_checks.c.sha256 == sha256
    return session.scalar(sa.select(PackageCheck).where(*same))


def claim(session: Session, at: datetime) -> PackageCheck | None:
    """The oldest on which nobody works, if a place is free; its lease is for the caller."""
    session.execute(sa.select(sa.func.pg_advisory_xact_lock(CLAIMING)))
    leased = sa.select(sa.func.count()).where(is_being_checked, package_checks.c.leased_until > at)
    if session.scalars(leased).one() >= AT_ONCE:
        return None
    free = sa.or_(package_checks.c.leased_until.is_(None), package_checks.c.leased_until <= at)
    oldest = sa.select(PackageCheck).where(is_being_checked, free).order_by(package_checks.c.package_id)
    return session.scalar(oldest.limit(1).with_for_update())


def at_work(session: Session, package_id: PackageId, tries: int) -> PackageCheck | None:
    """The check, locked, if it is still this try of it that works on it; another may have taken it up."""
    same = package_checks.c.package_id == package_id, package_checks.c.tries == tries
    return session.scalar(sa.select(PackageCheck).where(*same, is_being_checked).with_for_update())
