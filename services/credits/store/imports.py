"""Files of claims, and the verdicts on their rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.credits.imports import ImportState, RowVerdict
from kernel import mergers
from kernel.values import PersonId
from services.credits import tables
from services.credits.domain.claim_file import ClaimImport, Judged

_import, _row = tables.claim_imports.c, tables.import_rows.c


def add(session: Session, imported: ClaimImport) -> None:
    session.add(imported)
    session.flush()


def same(session: Session, owner: PersonId, sha256: str, *, is_dry_run: bool) -> ClaimImport | None:
    """The import of the same bytes by the same person."""
    equal = _import.owner == owner, _import.sha256 == sha256, _import.is_dry_run == is_dry_run
    return session.scalar(sa.select(ClaimImport).where(*equal))


def of_owner(session: Session, owner: PersonId, import_id: UUID) -> ClaimImport | None:
    """One of the owner's, those of accounts merged into theirs included."""
    whose = _import.owner.in_(mergers.accounts(session, owner))
    return session.scalar(sa.select(ClaimImport).where(_import.import_id == import_id, whose))


def next_queued(session: Session, at: datetime) -> ClaimImport | None:
    """The oldest that waits and that nobody works on, locked; its lease is for the caller."""
    free = sa.or_(_import.leased_until.is_(None), _import.leased_until <= at)
    waiting = sa.select(ClaimImport).where(_import.state == ImportState.QUEUED, free)
    return session.scalar(waiting.order_by(_import.import_id).limit(1).with_for_update(skip_locked=True))


def left(session: Session, most: int) -> Sequence[ClaimImport]:
    """Ended ones whose bytes are still in the store."""
    ended = sa.select(ClaimImport).where(tables.is_left).order_by(_import.import_id)
    return session.scalars(ended.limit(most)).all()


def forget(session: Session, import_ids: Collection[UUID]) -> None:
    """Note that their bytes are gone."""
    gone = sa.update(tables.claim_imports).where(_import.import_id.in_(import_ids))
    session.execute(gone.values(is_file_gone=True))


def unstarted(session: Session, before: datetime, most: int) -> Sequence[ClaimImport]:
    """Announced before an instant and never started, locked."""
    waiting = _import.state == ImportState.EXPECTED, _import.announced_at < before
    found = sa.select(ClaimImport).where(*waiting).limit(most)
    return session.scalars(found.with_for_update(skip_locked=True)).all()


def remove(session: Session, imported: ClaimImport) -> None:
    session.delete(imported)


def locked_at(session: Session, import_id: UUID, position: int) -> ClaimImport | None:
    """The import, if it waits at that row and nobody else works on it at this moment."""
    here = _import.import_id == import_id, _import.position == position, _import.state == ImportState.QUEUED
    found = sa.select(ClaimImport).where(*here).with_for_update(skip_locked=True)
    return session.scalar(found.execution_options(populate_existing=True))


def note_row(session: Session, import_id: UUID, number: int, judged: Judged) -> None:
    row = {"import_id": import_id, "row": number, **vars(judged), "problems": dict(judged.problems)}
    session.execute(tables.import_rows.insert().values(row))


def counts(session: Session, import_id: UUID) -> list[tuple[RowVerdict, int]]:
    """How many rows there are of each verdict."""
    found = sa.select(_row.verdict, sa.func.count()).where(_row.import_id == import_id)
    rows = session.execute(found.group_by(_row.verdict).order_by(_row.verdict))
    return [(verdict, count) for verdict, count in rows]


def rows(
    session: Session, import_id: UUID, *, verdict: RowVerdict | None, after: int, limit: int
) -> list[dict[str, Any]]:
    """The rows that have their verdict, in the order of the file, behind `after`."""
    found = sa.select(tables.import_rows).where(_row.import_id == import_id, _row.row > after)
    if verdict is not None:
        found = found.where(_row.verdict == verdict)
    return [{**row} for row in session.execute(found.order_by(_row.row).limit(limit)).mappings()]
