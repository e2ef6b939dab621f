"""Rows sealed by an older key of the ring, whatever they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

T = TypeVar("T")


def sealed_otherwise(session: Session, kind: type[T], mark: bytes, limit: int) -> Sequence[T]:
    """Those whose `sealed` does not begin with `mark`, locked; those in use are left out."""
    [table] = sa.inspect(kind).tables
    other = sa.func.substring(table.c.sealed, 1, len(mark)) != mark
    query = sa.select(kind).where(other).order_by(*table.primary_key).limit(limit)
    return session.scalars(query.with_for_update(skip_locked=True)).all()
