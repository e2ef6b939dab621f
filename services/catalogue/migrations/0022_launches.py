"""Launches of modules, and what their content tells."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _registrations()
    op.create_table(
        "launches",
        sa.Column("launch_id", sa.Uuid(), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("launched_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("exchanged_at", INSTANT, nullable=True),
        sa.Column("superseded_at", INSTANT, nullable=True),
        _of_registration("launches"),
        sa.PrimaryKeyConstraint("launch_id", name=op.f("launches_pkey")),
        comment="The openings of modules; the last one of a registration counts",
    )
    op.create_index("launches_of_registration", "launches", ["registration_id", "launch_id"], unique=False)
    op.create_table(
        "statements",
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("stated_at", INSTANT, nullable=False),
        sa.Column("stored_at", INSTANT, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("voided", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("body", postgresql.JSONB(), nullable=False),
        _of_registration("statements"),
        sa.PrimaryKeyConstraint("registration_id", "statement_id", name=op.f("statements_pkey")),
        comment="What content has told, as it was told; actors are pseudonyms",
    )
    op.create_index("statements_in_order", "statements", ["registration_id", "place"], unique=False)
    op.create_table(
        "states",
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("state_id", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        _of_registration("states"),
        sa.PrimaryKeyConstraint("registration_id", "state_id", name=op.f("states_pkey")),
        comment="What content remembers from one launch to the next",
    )


def downgrade() -> None:
    op.drop_table("states")
    op.drop_index("statements_in_order", table_name="statements")
    op.drop_table("statements")
    op.drop_index("launches_of_registration", table_name="launches")
    op.drop_table("launches")
    op.drop_table("registrations")


def _registrations() -> None:
    op.create_table(
        "registrations",
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("actor", sa.Uuid(), nullable=False),
        sa.Column("package_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=True),
        sa.Column("launches", sa.Integer(), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("score", sa.Numeric(5, 4), nullable=True),
        sa.Column("completed_at", INSTANT, nullable=True),
        sa.Column("passed_at", INSTANT, nullable=True),
        sa.Column("failed_first", sa.Boolean(), nullable=False),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "(purpose = 'study') = (enrolment_id IS NOT NULL)", name=op.f("registrations_earns_check")
        ),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name=op.f("registrations_progress_check")),
        sa.CheckConstraint("purpose IN ('study', 'rehearsal')", name=op.f("registrations_purpose_check")),
        _foreign("activity_id", "activities.activity_id"),
        _foreign("enrolment_id", "enrolments.enrolment_id"),
        _foreign("package_id", "packages.package_id"),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("registrations_pkey")),
        sa.UniqueConstraint(
            "activity_id",
            "person_id",
            "purpose",
            name=op.f("registrations_activity_id_person_id_purpose_key"),
        ),
        sa.UniqueConstraint("enrolment_id", name=op.f("registrations_enrolment_id_key")),
        comment="The ways of people through the content of modules; the content knows the actor only",
    )


def _foreign(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"registrations_{column}_fkey"))


def _of_registration(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["registration_id"], ["registrations.registration_id"], name=op.f(f"{table}_registration_id_fkey")
    )
