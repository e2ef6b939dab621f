"""The journal: who did what, to what, on whose behalf. Lines are only ever added.

They are sealed a moment later, see `kernel.chain`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kernel import chain, changes, clock, context, logs
from kernel.machinery import journal
from kernel.values import OrganisationId, PersonId, new_id


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line as readers see it. position: provisional, like hash absent, until the line is sealed."""

    position: int
    at: datetime
    process: str
    actor: PersonId | None
    acting_as: OrganisationId | None
    action: str
    subject: str
    correlation_id: str
    detail: dict[str, str]
    hash: str | None


@dataclass(frozen=True, kw_only=True)
class Sought:
    """Which lines are asked for. action: how its name begins; since: inclusive."""

    actor: PersonId | None = None
    subject: str | None = None
    action: str | None = None
    since: datetime | None = None


EVERY = Sought()


def record(session: Session, action: str, subject: str, **detail: object) -> None:
    """Note `action` upon `subject` by the caller of the current request.

    detail: identifiers and states. Raises: ValueError -- a name that tells of personal data.
    """
    record_all(session, [entry(action, subject, **detail)])


def entry(action: str, subject: str, **detail: object) -> dict[str, Any]:
    """A line to be recorded; see `record`. Of a program it tells which: it has no person."""
    private = [name for name in detail if logs.is_private(name)]
    if private:
        raise ValueError(f"the journal holds no personal data: {', '.join(private)}")
    request = context.current()
    caller = request.caller if request else None
    if caller and caller.client_id:
        detail["client_id"] = caller.client_id
    return {
        "at": clock.now(),
        "process": caller.process if caller else "system",
        "actor": caller.person_id if caller else None,
        "acting_as": caller.organisation_id if caller else None,
        "action": action,
        "subject": subject,
        "correlation_id": request.correlation_id if request else str(new_id()),
        "detail": {name: str(value) for name, value in detail.items()},
    }


def record_all(session: Session, entries: Sequence[dict[str, Any]]) -> None:
    """Note many lines at once. The first also tells which states have changed, from what to what."""
    first, *others = entries
    changed = {**first, "detail": {**first["detail"], **changes.untold(session)}}
    session.execute(journal.insert(), [changed, *others])


def read(
    session: Session, *, after: int, limit: int, sought: Sought = EVERY
) -> tuple[list[Line], int | None]:
    """Up to `limit` lines behind position `after`, and the position to go on from, if there is more.

    Sealed lines come in their order for ever; the few that are not sealed yet come last.
    """
    behind = sa.or_(journal.c.number > after, journal.c.number.is_(None))
    lines = sa.select(journal).where(behind, *_conditions(sought))
    order = journal.c.number.asc().nulls_last(), journal.c.position
    rows = session.execute(lines.order_by(*order).limit(limit + 1)).all()
    provisional = count(chain.head(session.connection()).number + 1)
    page = [line_of(row, row.number or next(provisional)) for row in rows[:limit]]
    more = len(rows) > limit and page[-1].hash is not None
    return page, page[-1].position if more else None


def line_of(row: sa.Row[Any], position: int) -> Line:
    return Line(
        position=position,
        at=row.at,
        process=row.process,
        actor=row.actor,
        acting_as=row.acting_as,
        action=row.action,
        subject=row.subject,
        correlation_id=row.correlation_id,
        detail=row.detail,
        hash=row.hash.hex() if row.hash else None,
    )


def _conditions(sought: Sought) -> Iterator[sa.ColumnElement[bool]]:
    if sought.actor is not None:
        yield journal.c.actor == sought.actor
    if sought.subject is not None:
        yield journal.c.subject == sought.subject
    if sought.action is not None:
        yield journal.c.action.startswith(sought.action, autoescape=True)
    if sought.since is not None:
        yield journal.c.at >= sought.since
