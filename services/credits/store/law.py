"""Policies and the decrees that put off the expiry of documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.credits.cycles import BasisKind
from services.credits import tables
from services.credits.domain.cycle import Extension
from services.credits.domain.policy import Policies, Policy

_policy = tables.policies.c


def policies(session: Session, known_at: datetime | None = None) -> Policies:
    """Every row of the law that was recorded until `known_at`, or to this day; there are some dozens."""
    recorded = sa.select(tables.policies)
    if known_at is not None:
        recorded = recorded.where(_policy.recorded_at <= known_at)
    return Policies(Policy(**row) for row in session.execute(recorded).mappings())


def extensions(session: Session) -> list[Extension]:
    return [
        Extension(**{**row, "bases": tuple(BasisKind(basis) for basis in row["bases"])})
        for row in session.execute(sa.select(tables.extensions)).mappings()
    ]


def record_policies(session: Session, rows: Iterable[Policy]) -> None:
    """Append rows to the law."""
    for row in rows:
        session.execute(tables.policies.insert().values(asdict(row)))


def add_extension(session: Session, decree: Extension) -> bool:
    """Enter a decree. Gives whether its code was new."""
    row = insert(tables.extensions).values(_plain(decree) | {"bases": list(decree.bases)})
    added = row.on_conflict_do_nothing().returning(tables.extensions.c.code)
    return session.scalar(added) is not None


def extended_by_decree(session: Session) -> dict[str, int]:
    """code -> how many cycles the decree has extended."""
    code = tables.cycle_extensions.c.extension
    held = tables.cycles.c.cycle_id == tables.cycle_extensions.c.cycle_id, tables.cycles.c.merged_at.is_(None)
    found = sa.select(code, sa.func.count()).join(tables.cycles, sa.and_(*held)).group_by(code)
    counts = session.execute(found)
    return {code: count for code, count in counts}


def put_extensions(session: Session, rows: Iterable[Extension]) -> None:
    """Add new decrees, correct known ones; none is deleted."""
    _put(session, tables.extensions, [_plain(row) | {"bases": list(row.bases)} for row in rows])


def _plain(row: Extension) -> dict[str, object]:
    return {field.name: getattr(row, field.name) for field in fields(row)}


def _put(session: Session, table: sa.Table, rows: list[dict[str, object]]) -> None:
    new = insert(table)
    changed = {column.name: new.excluded[column.name] for column in table.c if not column.primary_key}
    session.execute(new.on_conflict_do_update(index_elements=table.primary_key.columns, set_=changed), rows)
