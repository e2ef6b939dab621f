"""Journal heads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

APPEND_ONLY = """
CREATE FUNCTION refuse_to_change_heads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the heads of journals are only ever added to' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON journal_heads
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_heads();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON journal_heads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_heads();
"""


def upgrade() -> None:
    op.create_table(
        "journal_heads",
        sa.Column("position", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("journal_heads_pkey")),
        sa.UniqueConstraint("service", "number", "hash", name=op.f("journal_heads_service_number_hash_key")),
        comment="Where the journals of all services ended, hour by hour; only ever added to",
    )
    op.execute(APPEND_ONLY)


def downgrade() -> None:
    op.drop_table("journal_heads")
    op.execute("DROP FUNCTION refuse_to_change_heads()")
