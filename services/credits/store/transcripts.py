"""Transcripts, and the ledger as they tell it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kernel import mergers
from kernel.values import CycleId, PersonId
from services.credits import tables
from services.credits.domain.ledger import Entry
from services.credits.domain.transcript import Transcript

_transcript, _entry, _credited = tables.transcripts.c, tables.entries.c, tables.credited.c


def counting(session: Session, cycle_id: CycleId) -> Sequence[Entry]:
    """What counts in a cycle, in the order of completion."""
    found = sa.select(Entry).join(tables.credited, _credited.entry_id == _entry.entry_id)
    of_cycle = found.where(_entry.cycle_id == cycle_id)
    return session.scalars(of_cycle.order_by(_entry.completed_on, _entry.number)).all()


def head(session: Session, cycle_id: CycleId) -> bytes:
    """The end of the chain of a cycle."""
    account = tables.accounts.c
    found: bytes = session.scalars(sa.select(account.head).where(account.cycle_id == cycle_id)).one()
    return found


def add(session: Session, transcript: Transcript) -> None:
    session.add(transcript)
    session.flush()


def of_person(session: Session, person_id: PersonId, transcript_id: UUID) -> Transcript | None:
    whose = _transcript.person_id.in_(mergers.accounts(session, person_id))
    own = _transcript.transcript_id == transcript_id, whose
    return session.scalar(sa.select(Transcript).where(*own))


def by_number(session: Session, number: str) -> Transcript | None:
    return session.scalar(sa.select(Transcript).where(_transcript.number == number))


def page(session: Session, person_id: PersonId, *, before: UUID | None, limit: int) -> Sequence[Transcript]:
    """The person's transcripts, those of merged accounts included, the newest first, older than `before`."""
    whose = _transcript.person_id.in_(mergers.accounts(session, person_id))
    found = sa.select(Transcript).where(whose)
    if before is not None:
        found = found.where(_transcript.transcript_id < before)
    return session.scalars(found.order_by(_transcript.transcript_id.desc()).limit(limit)).all()
