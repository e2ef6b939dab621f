"""The nomenclature of specialities: the version of the register that is in force on a day.

Before the first version that was taken over, what the suite came with is the nomenclature.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.catalogue.tables import register_entries, register_versions, specialities

# The policy that names the register.
OID = "dictionary.specialities"
_entry, _version, _own = register_entries.c, register_versions.c, specialities.c


def entries(session: Session, oid: str, on: date) -> Sequence[sa.Row[Any]]:
    """All that the nomenclature of a day knows, in force on it or not, by name and day."""
    version = _in_force(session, oid, on)
    if version is None:
        return session.execute(sa.select(specialities).order_by(_own.name, _own.code)).all()
    following = register_entries.alias()
    successor = sa.select(following.c.speciality).where(
        following.c.oid == oid, following.c.version == version.version, following.c.code == _entry.successor
    )
    found = (
        sa.select(
            _entry.speciality.label("code"),
            _entry.name,
            sa.func.coalesce(_own.name_en, _entry.name).label("name_en"),
            sa.func.coalesce(_own.section, "unknown").label("section"),
            sa.func.coalesce(_entry.valid_from, _own.valid_from, version.valid_from).label("valid_from"),
            _entry.valid_before,
            sa.func.nullif(successor.scalar_subquery(), _entry.speciality).label("successor"),
            sa.literal(f"{oid}:{version.version}").label("source"),
            sa.true().label("verified"),
        )
        .outerjoin(specialities, _own.code == _entry.speciality)
        .where(_entry.oid == oid, _entry.version == version.version, _entry.speciality.is_not(None))
        .order_by(_entry.name, _entry.speciality, _entry.valid_from)
    )
    return session.execute(found).all()


def adopt(session: Session, oid: str, version: str) -> None:
    """Let the entries of a version be specialities, under our code of that name, or their own."""
    known = (
        sa.select(_own.code)
        .where(sa.or_(_own.code == _entry.code, sa.func.lower(_own.name) == sa.func.lower(_entry.name)))
        .order_by(_own.code != _entry.code, _own.code)
        .limit(1)
    )
    own = _entry.oid == oid, _entry.version == version
    named = sa.func.coalesce(known.scalar_subquery(), _entry.code)
    session.execute(sa.update(register_entries).where(*own).values(speciality=named))


def of_version(session: Session, oid: str, version: str) -> Sequence[sa.Row[Any]]:
    """The entries of a version as specialities, by code and day."""
    following = register_entries.alias()
    successor = sa.select(following.c.speciality).where(
        following.c.oid == oid, following.c.version == version, following.c.code == _entry.successor
    )
    found: sa.Select[Any] = sa.select(
        _entry.speciality.label("code"),
        _entry.valid_from,
        _entry.valid_before,
        sa.func.nullif(successor.scalar_subquery(), _entry.speciality).label("successor"),
    )
    own = _entry.oid == oid, _entry.version == version
    return session.execute(found.where(*own).order_by(_entry.speciality, _entry.valid_from)).all()


def _in_force(session: Session, oid: str, on: date) -> sa.Row[Any] | None:
    begun = _version.oid == oid, _version.valid_from <= on
    latest: sa.Select[Any] = sa.select(_version.version, _version.valid_from).where(*begun)
    return session.execute(latest.order_by(_version.valid_from.desc()).limit(1)).one_or_none()
