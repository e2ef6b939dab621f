"""The checks of packages, worked on in the background."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0033"
down_revision = "0032"

INSTANT = sa.DateTime(timezone=True)
WAITING = "state IN ('handed_in', 'checking')"
# What was checked before is ready; of two packages of the same bytes the first.
FORMER = """
    INSERT INTO package_checks (package_id, activity_id, provider_id, key, size, sha256, handed_in_at, state,
        tries, ended_at, findings)
    SELECT packages.package_id, packages.activity_id, activities.provider_id,
        'attachments/' || attachments.owner_id || '/' || attachments.attachment_id, attachments.size,
        attachments.sha256, attachments.attached_at, 'ready', 1, packages.checked_at, '{}'
    FROM packages
    JOIN activities ON activities.activity_id = packages.activity_id
    JOIN attachments ON attachments.attachment_id = packages.package_id
    ORDER BY packages.package_id
    ON CONFLICT DO NOTHING
"""


def upgrade() -> None:
    op.create_table(
        "package_checks",
        sa.Column("package_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("handed_in_at", INSTANT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("leased_until", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("findings", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint(
            "state IN ('handed_in', 'checking', 'ready', 'refused')", name=op.f("package_checks_state_check")
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.activity_id"], name=op.f("package_checks_activity_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["package_id"], ["attachments.attachment_id"], name=op.f("package_checks_package_id_fkey")
        ),
        sa.PrimaryKeyConstraint("package_id", name=op.f("package_checks_pkey")),
        sa.UniqueConstraint("activity_id", "sha256", name=op.f("package_checks_activity_id_sha256_key")),
        comment="The checks of packages; the same bytes are checked once",
    )
    op.create_index(
        "package_checks_waiting",
        "package_checks",
        ["package_id"],
        unique=False,
        postgresql_where=sa.text(WAITING),
    )
    op.execute(sa.text(FORMER))


def downgrade() -> None:
    op.drop_index("package_checks_waiting", table_name="package_checks")
    op.drop_table("package_checks")
