"""What alembic runs for every command: `kernel.migrate` hands over the connection and the options."""

from __future__ import annotations

from alembic import context

context.configure(**context.config.attributes["options"])
with context.begin_transaction():
    context.run_migrations()
