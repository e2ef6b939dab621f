"""Evidence of claims."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "presentations",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], name=op.f("presentations_document_id_fkey")
        ),
        sa.PrimaryKeyConstraint("document_id", "claim_id", name=op.f("presentations_pkey")),
        comment="Which documents prove which claim of credits; its operators may read them",
    )


def downgrade() -> None:
    op.drop_table("presentations")
