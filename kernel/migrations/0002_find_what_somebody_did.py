"""Find what somebody did without reading the whole journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.create_index(
            "journal_actor_idx",
            "journal",
            ["actor", "number"],
            unique=False,
            postgresql_where=sa.text("actor IS NOT NULL"),
            postgresql_concurrently=True,
            if_not_exists=True,
        )


def downgrade() -> None:
    op.drop_index("journal_actor_idx", table_name="journal", postgresql_where=sa.text("actor IS NOT NULL"))
