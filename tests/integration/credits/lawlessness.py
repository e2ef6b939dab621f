"""A database in which a rule is missing, as none should."""

from __future__ import annotations

import sqlalchemy as sa

from services.credits.tables import policies


def forget(owner: sa.Engine, key: str) -> None:
    """Take a rule out of the law, which only who owns the table can."""
    with owner.begin() as connection:
        connection.execute(sa.text("ALTER TABLE policies DISABLE TRIGGER append_only"))
        connection.execute(policies.delete().where(policies.c.key == key))
