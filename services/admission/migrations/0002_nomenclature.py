"""The specialities of each version of the nomenclature."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "nomenclature",
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_before", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("version", "place", name=op.f("nomenclature_pkey")),
        comment="The specialities of each version that the catalogue has announced",
    )
    op.create_index("nomenclature_since", "nomenclature", ["since"], unique=False)


def downgrade() -> None:
    op.drop_index("nomenclature_since", table_name="nomenclature")
    op.drop_table("nomenclature")
