"""The dated rows that identity holds people to."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.identity.domain.law import Law
from services.identity.tables import policies


def in_force(session: Session, day: date) -> Law:
    """What holds on `day`."""
    lasts = sa.or_(policies.c.valid_before.is_(None), policies.c.valid_before > day)
    rows = session.execute(
        sa.select(policies.c.key, policies.c.value).where(policies.c.valid_from <= day, lasts)
    )
    return Law({row.key: row.value for row in rows})
