"""What became of one-time codes: a row each, so that nobody waits for another's count."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.identity.codes import CodeOutcome
from services.identity.tables import code_outcomes


def note(session: Session, outcome: CodeOutcome, now: datetime) -> None:
    session.execute(sa.insert(code_outcomes).values(outcome=outcome, at=now))


def counted(session: Session, since: datetime, before: datetime) -> dict[CodeOutcome, int]:
    """How many of each there were; of what there was none, nothing."""
    then = code_outcomes.c.at >= since, code_outcomes.c.at < before
    query = sa.select(code_outcomes.c.outcome, sa.func.count()).where(*then)
    return {outcome: count for outcome, count in session.execute(query.group_by(code_outcomes.c.outcome))}


def forget(session: Session, before: datetime) -> None:
    session.execute(sa.delete(code_outcomes).where(code_outcomes.c.at < before))
