"""How lately contacts were checked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "contacts",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed_phone", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.person_id"], name=op.f("contacts_person_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("contacts_pkey")),
        comment="Of an account without a row, contacts were checked when it was registered",
    )
    op.create_index(op.f("contacts_checked_at_idx"), "contacts", ["checked_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("contacts_checked_at_idx"), table_name="contacts")
    op.drop_table("contacts")
