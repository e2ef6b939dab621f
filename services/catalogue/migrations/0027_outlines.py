"""Films and scenarios of modules, and remarks in pilots."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "outlines",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("outline", postgresql.JSONB(), nullable=False),
        _of_activity("outlines"),
        sa.PrimaryKeyConstraint("activity_id", "version", name=op.f("outlines_pkey")),
        comment="What each version of a module asks for, from it on; 0 stands for the one to come",
    )
    op.create_table(
        "watchings",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("heard_at", INSTANT, nullable=False),
        sa.Column("seen", postgresql.JSONB(), nullable=False),
        _of_enrolment("watchings"),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("watchings_pkey")),
        comment="Which seconds of the films of a module somebody has seen",
    )
    _plays()
    _remarks()


def downgrade() -> None:
    op.drop_index("remarks_of_activity", table_name="remarks")
    op.drop_table("remarks")
    op.drop_index("plays_of_enrolment", table_name="plays")
    op.drop_table("plays")
    op.drop_table("watchings")
    op.drop_table("outlines")


def _plays() -> None:
    op.create_table(
        "plays",
        sa.Column("play_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=True),
        sa.Column("scenario", postgresql.JSONB(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("begun_at", INSTANT, nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("answers", postgresql.JSONB(), nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("is_passed", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "(purpose = 'study') = (enrolment_id IS NOT NULL)", name=op.f("plays_earns_check")
        ),
        sa.CheckConstraint("(ended_at IS NULL) = (is_passed IS NULL)", name=op.f("plays_ended_check")),
        sa.CheckConstraint("purpose IN ('study', 'rehearsal')", name=op.f("plays_purpose_check")),
        _of_activity("plays"),
        _of_enrolment("plays"),
        sa.PrimaryKeyConstraint("play_id", name=op.f("plays_pkey")),
        comment="How people play the scenarios of modules, each by the scenario it began with",
    )
    op.create_index("plays_of_enrolment", "plays", ["enrolment_id", "play_id"], unique=False)


def _remarks() -> None:
    op.create_table(
        "remarks",
        sa.Column("remark_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("remarks_answered_check")),
        sa.CheckConstraint("answer IN ('revised', 'declined')", name=op.f("remarks_answer_check")),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("remarks_rating_check")),
        _of_activity("remarks"),
        sa.PrimaryKeyConstraint("remark_id", name=op.f("remarks_pkey")),
        comment="What those who try an activity have to say; who they are is told to nobody",
    )
    op.create_index("remarks_of_activity", "remarks", ["activity_id", "remark_id"], unique=False)


def _of_activity(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["activity_id"], ["activities.activity_id"], name=op.f(f"{table}_activity_id_fkey")
    )


def _of_enrolment(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["enrolment_id"], ["enrolments.enrolment_id"], name=op.f(f"{table}_enrolment_id_fkey")
    )
