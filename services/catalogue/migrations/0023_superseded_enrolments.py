"""Enrolments that gave way to another of the same person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

ENROLMENTS = ["enrolments.enrolment_id"]


def upgrade() -> None:
    op.create_table(
        "superseded_enrolments",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("superseded_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ENROLMENTS, name=op.f("superseded_enrolments_enrolment_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ENROLMENTS, name=op.f("superseded_enrolments_superseded_by_fkey")
        ),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("superseded_enrolments_pkey")),
        comment="Enrolments given up because another account of the same person had a further one there",
    )
    op.create_index(
        op.f("superseded_enrolments_superseded_by_idx"),
        "superseded_enrolments",
        ["superseded_by"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("superseded_enrolments_superseded_by_idx"), table_name="superseded_enrolments")
    op.drop_table("superseded_enrolments")
