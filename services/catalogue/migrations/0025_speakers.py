"""Speakers of providers' registers, and what they have declared."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

# What was declared stays on record.
KEEP = """
CREATE FUNCTION keep_disclosures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'disclosures are never changed'; END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON disclosures
  FOR EACH ROW EXECUTE FUNCTION keep_disclosures();
"""


def upgrade() -> None:
    op.create_table(
        "speakers",
        sa.Column("speaker_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("bio", sa.Text(), nullable=True),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("speaker_id", name=op.f("speakers_pkey")),
        comment="Who speaks for each provider, named in public with their consent",
    )
    op.create_index("speakers_of_provider", "speakers", ["provider_id", "speaker_id"], unique=False)
    op.create_table(
        "disclosures",
        sa.Column("speaker_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("has_interest", sa.Boolean(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("declared_on <= valid_until", name=op.f("disclosures_order_check")),
        sa.CheckConstraint(
            "NOT has_interest OR statement IS NOT NULL", name=op.f("disclosures_statement_check")
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speakers.speaker_id"], name=op.f("disclosures_speaker_id_fkey")
        ),
        sa.PrimaryKeyConstraint("speaker_id", "place", name=op.f("disclosures_pkey")),
        comment="Which interests speakers have declared; never changed",
    )
    op.execute(KEEP)


def downgrade() -> None:
    op.drop_table("disclosures")
    op.execute("DROP FUNCTION keep_disclosures()")
    op.drop_index("speakers_of_provider", table_name="speakers")
    op.drop_table("speakers")
