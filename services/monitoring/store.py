"""Every query of monitoring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.identity.organisations import OrganisationRegistered
from kernel.journal_lines import JournalHead
from kernel.values import OrganisationId
from services.monitoring.domain.indicator import Count
from services.monitoring.tables import cells, contributors, event_log, journal_heads, parked

Row = Any  # of a plain select: SQLAlchemy types rows by their columns, here they are known by name


def log_event(session: Session, document: dict[str, Any]) -> bool:
    """Append the CloudEvents document to the log; whether it was new."""
    added = insert(event_log).values(
        event_id=document["id"],
        type=document["type"],
        subject=document["subject"],
        occurred_at=datetime.fromisoformat(document["time"]),
        body=document,
    )
    new = added.on_conflict_do_nothing(index_elements=[event_log.c.event_id])
    return session.scalar(new.returning(event_log.c.position)) is not None


def add_to_cell(session: Session, day: date, count: Count) -> None:
    """Count into the cell of `day`; a person stands behind a cell once."""
    key = {"indicator": count.indicator, "day": day, "dimension": count.dimension}
    new_persons = None if count.person_id is None else _contribute(session, key, count)
    added = insert(cells).values(**key, total=count.amount, persons=new_persons)
    session.execute(
        added.on_conflict_do_update(
            index_elements=[cells.c.indicator, cells.c.day, cells.c.dimension],
            set_={
                "total": cells.c.total + added.excluded.total,
                "persons": cells.c.persons + added.excluded.persons,
            },
        )
    )


def _contribute(session: Session, key: dict[str, Any], count: Count) -> int:
    added = insert(contributors).values(**key, person_id=count.person_id).on_conflict_do_nothing()
    return 0 if session.scalar(added.returning(contributors.c.person_id)) is None else 1


def cells_between(session: Session, since: date, before: date, indicator: str | None) -> Sequence[Row]:
    query = sa.select(cells).where(cells.c.day >= since, cells.c.day < before)
    if indicator is not None:
        query = query.where(cells.c.indicator == indicator)
    return session.execute(query.order_by(cells.c.indicator, cells.c.day, cells.c.dimension)).all()


def latest_fact(session: Session) -> datetime | None:
    latest = sa.select(event_log.c.occurred_at).order_by(event_log.c.position.desc()).limit(1)
    return session.scalar(latest)


def events_after(
    session: Session, position: int, *, type_: str | None, subject: str | None, limit: int
) -> Sequence[Row]:
    """Events behind `position`, in the order in which they were heard."""
    query = sa.select(event_log.c.position, event_log.c.body).where(event_log.c.position > position)
    if type_ is not None:
        query = query.where(event_log.c.type == type_)
    if subject is not None:
        query = query.where(event_log.c.subject == subject)
    return session.execute(query.order_by(event_log.c.position).limit(limit)).all()


def names_of(session: Session, organisation_ids: Sequence[OrganisationId]) -> Sequence[Row]:
    """The names under which organisations were registered."""
    name = event_log.c.body["data"]["name"].astext.label("name")
    query = sa.select(event_log.c.subject, name).where(
        event_log.c.type == OrganisationRegistered.type, event_log.c.subject.in_(map(str, organisation_ids))
    )
    return session.execute(query).all()


def note_head(session: Session, head: JournalHead, at: datetime) -> bool:
    """Keep the end of a journal; whether it was new."""
    added = insert(journal_heads).values(**vars(head), noted_at=at).on_conflict_do_nothing()
    return session.scalar(added.returning(journal_heads.c.position)) is not None


def noted_since(session: Session, at: datetime) -> set[str]:
    """The services whose head was noted since."""
    return set(session.scalars(sa.select(journal_heads.c.service).where(journal_heads.c.noted_at > at)))


def all_heads(session: Session) -> Sequence[Row]:
    return session.execute(sa.select(journal_heads).order_by(journal_heads.c.position)).all()


def heads_before(session: Session, position: int | None, *, service: str | None, limit: int) -> Sequence[Row]:
    """Noted ends of journals, the last noted first."""
    query = sa.select(journal_heads)
    if position is not None:
        query = query.where(journal_heads.c.position < position)
    if service is not None:
        query = query.where(journal_heads.c.service == service)
    return session.execute(query.order_by(journal_heads.c.position.desc()).limit(limit)).all()


def lock_log(session: Session) -> None:
    """Make positions visible in their order: who appends waits for who appended before.

    Without it a reader could see position 8 before 7 is committed, and never come back for 7.
    """
    session.execute(sa.text("SELECT pg_advisory_xact_lock(hashtext('event_log'))"))


def park(session: Session, message: dict[str, Any]) -> None:
    """Keep a parked message; one that is kept already is left as it is."""
    session.execute(insert(parked).values(**message).on_conflict_do_nothing())


def parked_page(session: Session, after: int, limit: int) -> Sequence[Row]:
    """Parked messages not settled yet, oldest first."""
    query = sa.select(parked).where(parked.c.settled.is_(None), parked.c.parked_id > after)
    return session.execute(query.order_by(parked.c.parked_id).limit(limit)).all()


def open_parked(session: Session, parked_id: int) -> Row | None:
    query = sa.select(parked).where(parked.c.parked_id == parked_id, parked.c.settled.is_(None))
    return session.execute(query).one_or_none()


def settle(session: Session, parked_id: int, how: str) -> Row | None:
    """Mark an open parked message as redelivered or dropped; none when there is no such open message."""
    done = sa.update(parked).where(parked.c.parked_id == parked_id, parked.c.settled.is_(None))
    return session.execute(done.values(settled=how).returning(parked)).one_or_none()
