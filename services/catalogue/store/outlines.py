"""What modules ask for besides their packages, and how far people have come with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.outlines import ModuleOutline, PlayId, UnknownPlay
from kernel.values import ActivityId, EnrolmentId, PersonId
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.play import Play
from services.catalogue.domain.watching import Watching
from services.catalogue.tables import outlines, plays, watchings

NEXT = 0


def pin(session: Session, activity_id: ActivityId, outline: ModuleOutline) -> None:
    """Let the next version ask for this."""
    row = insert(outlines).values(activity_id=activity_id, version=NEXT, outline=outline)
    same = [outlines.c.activity_id, outlines.c.version]
    session.execute(row.on_conflict_do_update(index_elements=same, set_={"outline": row.excluded.outline}))


def settle(session: Session, activity: Activity) -> None:
    """Let the version that has just been approved ask for what was pinned for it."""
    waiting = outlines.c.activity_id == activity.activity_id, outlines.c.version == NEXT
    session.execute(sa.update(outlines).where(*waiting).values(version=activity.terms_version))


def pinned(session: Session, activity_id: ActivityId) -> Sequence[sa.Row[Any]]:
    query = sa.select(outlines).where(outlines.c.activity_id == activity_id)
    return session.execute(query.order_by(outlines.c.version.desc())).all()


def of_version(session: Session, activity_id: ActivityId, version: int) -> ModuleOutline:
    """What a version asks for: what was pinned for it, or for the last one before it; else nothing."""
    query = sa.select(outlines.c.outline).where(
        outlines.c.activity_id == activity_id, outlines.c.version.between(NEXT + 1, version)
    )
    found: ModuleOutline | None = session.scalar(query.order_by(outlines.c.version.desc()).limit(1))
    return found or ModuleOutline()


def coming(session: Session, activity_id: ActivityId) -> ModuleOutline | None:
    query = sa.select(outlines.c.outline)
    return session.scalar(query.where(outlines.c.activity_id == activity_id, outlines.c.version == NEXT))


def watching(session: Session, enrolment_id: EnrolmentId, at: datetime) -> Watching:
    """Locked. Whoever says the first word has seen nothing yet."""
    begun = insert(watchings).values(enrolment_id=enrolment_id, heard_at=at, seen={})
    session.execute(begun.on_conflict_do_nothing())
    query = sa.select(Watching).where(watchings.c.enrolment_id == enrolment_id)
    return session.scalars(query.with_for_update()).one()


def watched(session: Session, enrolment_id: EnrolmentId) -> Watching | None:
    return session.get(Watching, enrolment_id)


def begin(session: Session, play: Play) -> None:
    session.add(play)


def play_of(session: Session, play_id: PlayId, person_id: PersonId, *, locked: bool = False) -> Play:
    """Raises: UnknownPlay -- there is none, or it is somebody else's."""
    query = sa.select(Play).where(plays.c.play_id == play_id, plays.c.person_id == person_id)
    play = session.scalar(query.with_for_update() if locked else query)
    if play is None:
        raise UnknownPlay(play_id=play_id)
    return play


def place_of_play(
    session: Session, play_id: PlayId, person_id: PersonId
) -> tuple[ActivityId, EnrolmentId | None]:
    """Its activity and enrolment, which never change. Raises: UnknownPlay."""
    query = sa.select(plays.c.activity_id, plays.c.enrolment_id)
    found = session.execute(query.where(plays.c.play_id == play_id, plays.c.person_id == person_id)).first()
    if found is None:
        raise UnknownPlay(play_id=play_id)
    return found.activity_id, found.enrolment_id


def has_passed(session: Session, enrolment_id: EnrolmentId) -> bool:
    """Whether the scenario was passed once."""
    won = sa.exists().where(plays.c.enrolment_id == enrolment_id, plays.c.is_passed.is_(True))
    return bool(session.scalar(sa.select(won)))
