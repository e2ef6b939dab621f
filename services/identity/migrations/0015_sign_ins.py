"""From where persons have logged in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.person_id"], name=op.f("sign_ins_person_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "device", "network", name=op.f("sign_ins_pkey")),
        comment="Devices and networks, as keyed hashes, that somebody last logged in from",
    )
    op.create_index(op.f("sign_ins_at_idx"), "sign_ins", ["at"], unique=False)
    op.create_table(
        "places",
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Numeric(4, 1), nullable=False),
        sa.Column("longitude", sa.Numeric(4, 1), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("places_pkey")),
        comment="Where the places of data/networks.csv are",
    )


def downgrade() -> None:
    op.drop_table("places")
    op.drop_index(op.f("sign_ins_at_idx"), table_name="sign_ins")
    op.drop_table("sign_ins")
