"""What use cases have announced, as their outbox tells."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from kernel.database import Database
from kernel.machinery import outbox


def facts(database: Database, name: str) -> list[dict[str, Any]]:
    """The facts of every event of that name (`credits.entry.posted`), in order of announcement."""
    query = sa.select(outbox.c.body).where(outbox.c.type == f"ru.nmo.{name}.v1")
    with database.reading() as session:
        return [body["data"] for body in session.scalars(query.order_by(outbox.c.position))]
