"""The facts by which gates judge, and the moves that were made past them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.catalogue.enrolments import EnrolmentState
from contracts.catalogue.lifecycle import GateItem, GateMove
from kernel import clock
from kernel.values import ActivityId, PersonId
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.enrolment import UNDECIDED
from services.catalogue.domain.gates import Dossier
from services.catalogue.domain.provider import Provider
from services.catalogue.domain.speaker import VALID_DAYS, outdated, undisclosed
from services.catalogue.store import dictionaries, items, module_parts, remarks, speakers
from services.catalogue.tables import activity_moves, enrolments


def dossier(session: Session, activity: Activity, provider: Provider, at: datetime) -> Dossier:
    of_state = sa.select(enrolments.c.state, sa.func.count()).group_by(enrolments.c.state)
    rows = session.execute(of_state.where(enrolments.c.activity_id == activity.activity_id))
    people = {state: number for state, number in rows}
    named = activity.card.told.speakers
    known = speakers.of_card(session, activity.provider_id, named)
    today = clock.legal_day(at)
    days = dictionaries.in_force(session, today).whole(VALID_DAYS)
    test = module_parts.test_of(session, activity.activity_id)
    return Dossier(
        card=activity.card,
        provider=provider,
        at=at,
        enrolled=sum(people.get(state, 0) for state in UNDECIDED),
        completed=people.get(EnrolmentState.COMPLETED, 0),
        failed=people.get(EnrolmentState.FAILED, 0),
        undisclosed=undisclosed(named, known, activity.card.ends_on, days=days),
        outdated=outdated(named, known, today),
        questions=items.drawable(session, activity.provider_id, test.terms) if test else 0,
        asked=test.terms.items_most if test else 0,
        open_remarks=remarks.open_of(session, activity.activity_id),
    )


def note_move(
    session: Session,
    activity: Activity,
    move: GateMove,
    items: Sequence[GateItem],
    *,
    by: PersonId,
    at: datetime,
) -> None:
    """Keep the checklist of a move that has just been made."""
    session.execute(
        activity_moves.insert().values(
            activity_id=activity.activity_id,
            version=activity.version,
            move=move,
            moved_by=by,
            moved_at=at,
            items=items,
        )
    )


def moves(session: Session, activity_id: ActivityId) -> Sequence[sa.Row[Any]]:
    """The moves of an activity, in their order."""
    query = sa.select(activity_moves).where(activity_moves.c.activity_id == activity_id)
    return session.execute(query.order_by(activity_moves.c.version)).all()
