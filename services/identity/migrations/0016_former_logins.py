"""Logins of merged accounts, which explain themselves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

DIGESTS = ("snils_digest", "phone_digest", "email_digest")


def upgrade() -> None:
    op.create_table(
        "former_logins",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        *(sa.Column(digest, sa.LargeBinary(), nullable=False) for digest in DIGESTS),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.person_id"], name=op.f("former_logins_person_id_fkey")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("former_logins_pkey")),
        comment="Logins and passwords of merged accounts: who knows both is told where the account has gone",
    )
    for digest in DIGESTS:
        op.create_index(op.f(f"former_logins_{digest}_idx"), "former_logins", [digest], unique=False)


def downgrade() -> None:
    for digest in DIGESTS:
        op.drop_index(op.f(f"former_logins_{digest}_idx"), table_name="former_logins")
    op.drop_table("former_logins")
