"""Files of claims, and one open claim for an activity."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "claim_imports",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("owner", sa.Uuid(), nullable=False),
        sa.Column("by_operator", sa.Boolean(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("is_dry_run", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("fault_row", sa.Integer(), nullable=True),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('expected', 'queued', 'finished', 'rejected')", name=op.f("claim_imports_state_check")
        ),
        sa.PrimaryKeyConstraint("import_id", name=op.f("claim_imports_pkey")),
        sa.UniqueConstraint(
            "owner", "sha256", "is_dry_run", name=op.f("claim_imports_owner_sha256_is_dry_run_key")
        ),
        comment="Files of manual claims: the same bytes of the same person are one import",
    )
    op.create_index(
        "claim_imports_queued",
        "claim_imports",
        ["import_id"],
        unique=False,
        postgresql_where=sa.text("state = 'queued'"),
    )
    op.create_table(
        "import_rows",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("problems", postgresql.JSONB(), nullable=False),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("claim_id", sa.Uuid(), nullable=True),
        sa.Column("receipt", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "verdict IN ('submitted', 'sound', 'duplicate', 'invalid', 'refused')",
            name=op.f("import_rows_verdict_check"),
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["claim_imports.import_id"], name=op.f("import_rows_import_id_fkey")
        ),
        sa.PrimaryKeyConstraint("import_id", "row", name=op.f("import_rows_pkey")),
        comment="The verdict on each row of a file of claims; nothing of what the row said",
    )
    op.add_column("manual_claims", sa.Column("activity_id", sa.Uuid(), nullable=True))
    op.create_index(
        "manual_claims_once",
        "manual_claims",
        ["person_id", "activity_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('submitted', 'returned')"),
    )


def downgrade() -> None:
    op.drop_index("manual_claims_once", table_name="manual_claims")
    op.drop_column("manual_claims", "activity_id")
    op.drop_table("import_rows")
    op.drop_table("claim_imports")
