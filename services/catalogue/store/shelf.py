"""The version of what people can find. See `remembered`."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kernel.values import ActivityId
from services.catalogue.tables import seats, shelf

LOOKED_AT = sa.bindparam("looked_at", type_=sa.ARRAY(sa.Uuid))
LOOK = sa.select(shelf.c.version, seats.c.activity_id, seats.c.taken).select_from(
    shelf.outerjoin(seats, seats.c.activity_id == sa.any_(LOOKED_AT))
)


def version(session: Session) -> int:
    return session.scalar(sa.select(shelf.c.version)) or 0


def turn(session: Session) -> None:
    """Let nothing that is remembered of the version before be an answer."""
    session.execute(sa.update(shelf).values(version=shelf.c.version + 1))


def look(session: Session, ids: Sequence[ActivityId]) -> tuple[int, dict[ActivityId, int]]:
    """The version, and how many seats are taken in each of these activities that counts them."""
    rows = session.execute(LOOK, {"looked_at": ids}).all()
    return rows[0].version, {row.activity_id: row.taken for row in rows if row.activity_id is not None}
