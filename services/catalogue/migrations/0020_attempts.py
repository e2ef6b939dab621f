"""Attempts at the tests of modules."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"

INSTANT = sa.DateTime(timezone=True)
LOGITS = sa.Numeric(precision=6, scale=4)
GOING_ON = sa.text("state = 'open'")


def upgrade() -> None:
    op.create_table(
        "test_pools",
        sa.Column("pool_id", sa.LargeBinary(), nullable=False),
        sa.Column("drawn", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("pool_id", name=op.f("test_pools_pkey")),
        comment="What attempts draw from, by its hash; never changed",
    )
    _attempts()
    _steps()


def downgrade() -> None:
    op.drop_table("attempt_steps")
    op.drop_table("attempts")
    op.drop_table("test_pools")


def _attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("terms", postgresql.JSONB(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("pool_id", sa.LargeBinary(), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("is_enough", sa.Boolean(), nullable=False),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.Column("share", sa.Integer(), nullable=True),
        sa.Column("ability", LOGITS, nullable=True),
        sa.Column("error", LOGITS, nullable=True),
        sa.Column("mark", LOGITS, nullable=True),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'passed', 'failed')", name=op.f("attempts_state_check")),
        sa.CheckConstraint("(state = 'open') = (finished_at IS NULL)", name=op.f("attempts_finished_check")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.activity_id"], name=op.f("attempts_activity_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.enrolment_id"], name=op.f("attempts_enrolment_id_fkey")
        ),
        sa.ForeignKeyConstraint(["pool_id"], ["test_pools.pool_id"], name=op.f("attempts_pool_id_fkey")),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("attempts_pkey")),
        sa.UniqueConstraint("enrolment_id", "number", name=op.f("attempts_enrolment_id_number_key")),
        comment="Attempts at tests; with the seed and the pool each can be gone through anew",
    )
    op.create_index("attempts_open", "attempts", ["enrolment_id"], unique=True, postgresql_where=GOING_ON)
    op.create_index("attempts_ending", "attempts", ["ends_at"], unique=False, postgresql_where=GOING_ON)
    op.create_index("attempts_of_activity", "attempts", ["activity_id", "attempt_id"], unique=False)
    op.create_index("attempts_of_person", "attempts", ["person_id", "attempt_id"], unique=False)


def _steps() -> None:
    op.create_table(
        "attempt_steps",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("answer", postgresql.ARRAY(sa.Text(), as_tuple=True), nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("is_right", sa.Boolean(), nullable=True),
        sa.Column("ability", LOGITS, nullable=True),
        sa.Column("error", LOGITS, nullable=True),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)", name=op.f("attempt_steps_answered_check")
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.attempt_id"], name=op.f("attempt_steps_attempt_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["item_id", "version"],
            ["item_versions.item_id", "item_versions.version"],
            name=op.f("attempt_steps_item_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("attempt_id", "position", name=op.f("attempt_steps_pkey")),
        sa.UniqueConstraint("attempt_id", "item_id", name=op.f("attempt_steps_attempt_id_item_id_key")),
        comment="The questions of attempts, and the first answer to each",
    )
    op.create_index("attempt_steps_of_item", "attempt_steps", ["item_id", "version"], unique=False)
