"""What a use case has announced."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from kernel.database import Database
from kernel.machinery import outbox


def announced(database: Database, name: str) -> list[dict[str, Any]]:
    """The facts of every event of that name, `catalogue.activity.approved`, in their order."""
    facts = sa.select(outbox.c.body["data"]).where(outbox.c.type == f"ru.nmo.{name}.v1")
    with database.reading() as session:
        return list(session.scalars(facts.order_by(outbox.c.position)))
