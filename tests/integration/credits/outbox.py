"""What a use case has announced."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from kernel.database import Database
from kernel.machinery import outbox


def documents(database: Database) -> list[dict[str, Any]]:
    """Every document in the outbox, in the order of announcement."""
    with database.reading() as session:
        return list(session.scalars(sa.select(outbox.c.body).order_by(outbox.c.position)))


def announced(database: Database, name: str) -> list[dict[str, Any]]:
    """The facts of every event of that name: `credits.entry.posted`."""
    return [body["data"] for body in documents(database) if body["type"] == f"ru.nmo.{name}.v1"]


def announced_types(database: Database) -> list[str]:
    return [body["type"] for body in documents(database)]
