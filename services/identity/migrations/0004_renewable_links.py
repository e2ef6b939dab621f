"""Links that may be renewed while people are away."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column(
        "esia_links", sa.Column("is_renewable", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.drop_index(op.f("esia_links_refreshed_at_idx"), table_name="esia_links")
    op.create_index(
        "esia_links_renewable",
        "esia_links",
        ["refreshed_at"],
        unique=False,
        postgresql_where=sa.text("is_renewable"),
    )


def downgrade() -> None:
    op.drop_index("esia_links_renewable", table_name="esia_links", postgresql_where=sa.text("is_renewable"))
    op.create_index(op.f("esia_links_refreshed_at_idx"), "esia_links", ["refreshed_at"], unique=False)
    op.drop_column("esia_links", "is_renewable")
