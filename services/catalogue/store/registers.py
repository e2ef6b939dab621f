"""Registers that others publish, version by version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.registers import ImportRegister, ListRegisters, RegisterVersionKnown, UnknownRegister
from kernel.values import PersonId
from services.catalogue.domain.register import Entry
from services.catalogue.tables import register_entries, register_versions

Place = tuple[str, date]


def take(
    session: Session,
    command: ImportRegister,
    entries: Sequence[Entry],
    *,
    sha256: str,
    by: PersonId,
    at: datetime,
) -> None:
    """Keep a version; the same once more changes nothing.

    Raises: RegisterVersionKnown -- with other content, or another one of the same day.
    """
    facts: dict[str, Any] = {
        "oid": command.oid,
        "version": command.version,
        "title": command.title,
        "valid_from": command.valid_from,
        "sha256": sha256,
        "entries": len(entries),
        "imported_by": by,
        "imported_at": at,
    }
    new = insert(register_versions).values(facts).on_conflict_do_nothing()
    if session.scalar(new.returning(register_versions.c.oid)) is None:
        _require_same(session, command, sha256)
        return
    key = {"oid": command.oid, "version": command.version}
    session.execute(register_entries.insert(), [{**key, **asdict(entry)} for entry in entries])


def versions(session: Session, query: ListRegisters, *, after: Place | None) -> Sequence[sa.Row[Any]]:
    """A page of all versions: by OID, the newest first, and one row more."""
    newest = register_versions.c.valid_from.desc()
    page = sa.select(register_versions)
    if query.oid is not None:
        page = page.where(register_versions.c.oid == query.oid)
    if after is not None:
        oid, day = after
        page = page.where(
            sa.or_(
                register_versions.c.oid > oid,
                sa.and_(register_versions.c.oid == oid, register_versions.c.valid_from < day),
            )
        )
    return session.execute(page.order_by(register_versions.c.oid, newest).limit(query.limit + 1)).all()


def in_force(session: Session, oid: str, on: date) -> str:
    """The version of a day. Raises: UnknownRegister."""
    begun = register_versions.c.oid == oid, register_versions.c.valid_from <= on
    latest = sa.select(register_versions.c.version).where(*begun)
    version = session.scalar(latest.order_by(register_versions.c.valid_from.desc()).limit(1))
    if version is None:
        raise UnknownRegister(oid=oid, on=on)
    return str(version)


def entries(
    session: Session, oid: str, version: str, *, after: str | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """A page of entries by code, and one row more."""
    own = register_entries.c.oid == oid, register_entries.c.version == version
    page = sa.select(register_entries).where(*own)
    if after is not None:
        page = page.where(register_entries.c.code > after)
    return session.execute(page.order_by(register_entries.c.code).limit(limit + 1)).all()


def entry(session: Session, oid: str, version: str, code: str) -> sa.Row[Any] | None:
    key = register_entries.c.oid == oid, register_entries.c.version == version
    named = sa.select(register_entries).where(*key, register_entries.c.code == code)
    return session.execute(named).one_or_none()


def _require_same(session: Session, command: ImportRegister, sha256: str) -> None:
    key = register_versions.c.oid == command.oid, register_versions.c.version == command.version
    known = session.scalar(sa.select(register_versions.c.sha256).where(*key))
    if known != sha256:
        raise RegisterVersionKnown(oid=command.oid, version=command.version)
