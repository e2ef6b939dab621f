"""Two accounts of one person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("people", sa.Column("merged_into", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("people_merged_into_fkey"), "people", "people", ["merged_into"], ["person_id"])
    op.create_table(
        "duplicates",
        sa.Column("duplicate_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settlement", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("settlement IN ('merged', 'dismissed')", name=op.f("duplicates_settlement_check")),
        sa.ForeignKeyConstraint(["other_id"], ["people.person_id"], name=op.f("duplicates_other_id_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name=op.f("duplicates_person_id_fkey")),
        sa.PrimaryKeyConstraint("duplicate_id", name=op.f("duplicates_pkey")),
        sa.UniqueConstraint(
            "person_id", "other_id", "field", name=op.f("duplicates_person_id_other_id_field_key")
        ),
    )


def downgrade() -> None:
    op.drop_table("duplicates")
    op.drop_constraint(op.f("people_merged_into_fkey"), "people")
    op.drop_column("people", "merged_into")
