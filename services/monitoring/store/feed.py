"""The log of all events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.identity.organisations import OrganisationRegistered
from kernel.values import OrganisationId
from services.monitoring.store import consents
from services.monitoring.tables import Row, event_log


def append(session: Session, document: dict[str, Any]) -> int | None:
    """Append the CloudEvents document to the log. Gives its position; None when it is there already."""
    added = insert(event_log).values(
        event_id=document["id"],
        type=document["type"],
        subject=document["subject"],
        occurred_at=datetime.fromisoformat(document["time"]),
        body=document,
    )
    new = added.on_conflict_do_nothing(index_elements=[event_log.c.event_id])
    position: int | None = session.scalar(new.returning(event_log.c.position))
    return position


def lock(session: Session) -> None:
    """Make positions visible in their order: who appends waits for who appended before.

    Without it a reader could see position 8 before 7 is committed, and never come back for 7.
    """
    session.execute(sa.text("SELECT pg_advisory_xact_lock(hashtext('event_log'))"))


def latest(session: Session) -> datetime | None:
    latest = sa.select(event_log.c.occurred_at).order_by(event_log.c.position.desc()).limit(1)
    return session.scalar(latest)


def after(
    session: Session,
    position: int,
    *,
    type_: str | None,
    subject: str | None,
    told_to: OrganisationId | None,
    limit: int,
) -> Sequence[Row]:
    """Events behind `position`, in the order in which they were heard.

    told_to: who may know of those only who allow it; None for whoever the law lets know of everybody.
    A row that is not `is_told` was told once, and is only to be counted.
    """
    is_told = sa.true() if told_to is None else consents.may_know(told_to)
    query = sa.select(event_log.c.position, event_log.c.body, is_told.label("is_told"))
    query = query.where(event_log.c.position > position)
    if type_ is not None:
        query = query.where(event_log.c.type == type_)
    if subject is not None:
        query = query.where(event_log.c.subject == subject)
    if told_to is not None:
        is_whole = type_ is None and subject is None
        query = query.where(sa.or_(is_told, consents.knew(told_to)) if is_whole else is_told)
    return session.execute(query.order_by(event_log.c.position).limit(limit)).all()


def names_of(session: Session, organisation_ids: Sequence[OrganisationId]) -> Sequence[Row]:
    """The names under which organisations were registered."""
    name = event_log.c.body["data"]["name"].astext.label("name")
    query = sa.select(event_log.c.subject, name).where(
        event_log.c.type == OrganisationRegistered.type, event_log.c.subject.in_(map(str, organisation_ids))
    )
    return session.execute(query).all()
