"""Accounts of one person that were merged: whose are the facts that still name the one that is gone?

Each service remembers the mergers it has heard of (`note`). From then on, whatever names a merged
account in its `person_id` means the one that is kept: events and requests reach their handlers so
(`following`). What a merged account itself still asks to change is refused (`asked_by`).

Whoever writes about an account holds it until they commit, and a merger waits for them: what was
written before is there to be moved, and what comes after is written to the account that is kept.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from kernel.database import Database
from kernel.machinery import merged_people
from kernel.messages import Caller, Unauthenticated, Unavailable
from kernel.values import PersonId

T = TypeVar("T")

_ACCOUNT = 0x6D657267  # "merg": our own space among the advisory locks of a database
_merger = merged_people.c


def note(session: Session, merged_id: PersonId, kept_id: PersonId, at: datetime) -> PersonId | None:
    """Remember a merger, once nobody writes about the merged account any more.

    Gives the account that it is now; None when the merger was noted before, or the other way round.
    """
    _lock(session, merged_id, sa.func.pg_advisory_xact_lock)
    last = kept(session, kept_id)  # it may itself have been merged meanwhile, and heard of first
    if last == merged_id:
        return None
    row = insert(merged_people).values(merged_id=merged_id, kept_id=last, merged_at=at)
    noted = row.on_conflict_do_nothing().returning(_merger.merged_id)
    if session.scalar(noted) is None:
        return None
    before = sa.update(merged_people).where(_merger.kept_id == merged_id)
    session.execute(before.values(kept_id=last))
    return last


def kept(session: Session, person_id: PersonId) -> PersonId:
    """Which account this is now; nobody merges it until the transaction ends."""
    while True:
        _lock(session, person_id, sa.func.pg_advisory_xact_lock_shared)
        known = now(session, person_id)  # a statement of its own: it sees what was waited for
        if known == person_id:
            return person_id
        person_id = known


def now(session: Session, person_id: PersonId) -> PersonId:
    """Which account this is now, as far as is known here."""
    into = session.scalar(sa.select(_merger.kept_id).where(_merger.merged_id == person_id))
    return PersonId(into) if into else person_id


def now_of(session: Session, people: Collection[PersonId]) -> dict[PersonId, PersonId]:
    """The same of many: each -> the account that it is now."""
    named = sa.bindparam("named", list(people), sa.ARRAY(sa.Uuid))
    rows = session.execute(
        sa.select(_merger.merged_id, _merger.kept_id).where(_merger.merged_id == sa.any_(named))
    )
    merged = {PersonId(row.merged_id): PersonId(row.kept_id) for row in rows}
    return {person_id: merged.get(person_id, person_id) for person_id in people}


def accounts(session: Session, person_id: PersonId) -> list[PersonId]:
    """All accounts that a person has had: this one, and those merged into it."""
    merged = session.scalars(sa.select(_merger.merged_id).where(_merger.kept_id == person_id))
    return [person_id, *(PersonId(each) for each in merged)]


@contextmanager
def following(database: Database, said: T) -> Iterator[T]:
    """What was said, of the account that is kept; in the transactions of the block it stays so.

    Raises: Unavailable -- the account has been merged meanwhile: a repeat finds its way.
    """
    named = getattr(said, "person_id", None)
    if not isinstance(named, UUID):
        yield said
        return
    with database.reading() as session:
        meant = now(session, PersonId(named))
    with database.beginning(partial(_require_same, named=PersonId(named), meant=meant)):
        yield said if meant == named else _about(said, meant)


@contextmanager
def asked_by(database: Database, caller: Caller) -> Iterator[None]:
    """Refuse to change anything for an account that was merged, though its token is still good.

    Raises: Unauthenticated -- the person is to log in to the account that is kept.
    """
    if caller.person_id is None:
        yield
        return
    with database.beginning(partial(_require_kept, person_id=caller.person_id)):
        yield


def _about(said: Any, person_id: PersonId) -> Any:
    return dataclasses.replace(said, person_id=person_id)


def _require_same(session: Session, *, named: PersonId, meant: PersonId) -> None:
    if kept(session, named) != meant:
        raise Unavailable(reason="contention")


def _require_kept(session: Session, *, person_id: PersonId) -> None:
    if kept(session, person_id) != person_id:
        raise Unauthenticated(reason="caller.merged")


def _lock(session: Session, person_id: PersonId, lock: Any) -> None:
    session.execute(sa.select(lock(_ACCOUNT, sa.func.hashtext(str(person_id)))))
