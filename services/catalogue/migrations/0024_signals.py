"""What stands out in attempts, and how questions have done."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

INSTANT = sa.DateTime(timezone=True)
KINDS = "kind IN ('fast', 'rhythm', 'same_mistakes', 'same_times', 'device', 'address')"


def upgrade() -> None:
    op.create_table(
        "attempt_signals",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("limit", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Integer(), nullable=False),
        sa.Column("found_at", INSTANT, nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("attempt_signals_kind_check")),
        _of_attempt("attempt_signals"),
        sa.PrimaryKeyConstraint("attempt_id", "kind", name=op.f("attempt_signals_pkey")),
        comment="Evidence, never a verdict: what stood out in an attempt",
    )
    op.create_table(
        "attempts_examined",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("examined_at", INSTANT, nullable=True),
        _of_attempt("attempts_examined"),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("attempts_examined_pkey")),
        comment="Finished attempts, and when they were looked through",
    )
    op.create_index(
        "attempts_unexamined",
        "attempts_examined",
        ["attempt_id"],
        unique=False,
        postgresql_where=sa.text("examined_at IS NULL"),
    )
    op.execute(
        "INSERT INTO attempts_examined (attempt_id) SELECT attempt_id FROM attempts WHERE state <> 'open'"
    )
    op.create_table(
        "item_statistics",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("right_share", sa.Numeric(precision=5, scale=1), nullable=False),
        sa.Column("discrimination", sa.Numeric(precision=4, scale=3), nullable=True),
        sa.Column("mean_seconds", sa.Numeric(precision=8, scale=1), nullable=False),
        sa.Column("exposure", sa.Numeric(precision=5, scale=1), nullable=False),
        sa.Column("computed_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id", "version"],
            ["item_versions.item_id", "item_versions.version"],
            name=op.f("item_statistics_item_id_version_fkey"),
        ),
        sa.PrimaryKeyConstraint("item_id", "version", name=op.f("item_statistics_pkey")),
        comment="How each version of a question has done, as the last round has seen",
    )
    op.create_index(
        "item_statistics_of_provider",
        "item_statistics",
        ["provider_id", "item_id", "version"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("item_statistics_of_provider", table_name="item_statistics")
    op.drop_table("item_statistics")
    op.drop_table("attempts_examined")
    op.drop_table("attempt_signals")


def _of_attempt(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["attempt_id"], ["attempts.attempt_id"], name=op.f(f"{table}_attempt_id_fkey")
    )
