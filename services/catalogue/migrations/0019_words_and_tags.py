"""Words are found together with what else is asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

LISTED = sa.text("state = 'published' AND NOT withheld AND NOT is_over")
TAGS = """
    ARRAY['kind ' || kind, 'format ' || format, 'region ' || region,
        'provider_id ' || provider_id::text, 'self_paced ' || self_paced::text,
        'free_only ' || (price = 0)::text, 'with_quota ' || has_quota::text]
"""


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.create_index(
            "activities_said",
            "activities",
            ["search", "specialities", sa.text(f"({TAGS})")],
            unique=False,
            postgresql_using="gin",
            postgresql_where=LISTED,
            postgresql_with={"fastupdate": "off"},
            postgresql_concurrently=True,
            if_not_exists=True,
        )
        op.drop_index(
            "activities_searched", table_name="activities", postgresql_concurrently=True, if_exists=True
        )


def downgrade() -> None:
    op.create_index(
        "activities_searched",
        "activities",
        ["search", "specialities"],
        unique=False,
        postgresql_using="gin",
        postgresql_where=LISTED,
        if_not_exists=True,
    )
    op.drop_index("activities_said", table_name="activities")
