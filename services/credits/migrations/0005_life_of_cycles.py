"""Life of cycles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("extensions", sa.Column("entered_by", sa.Uuid(), nullable=True))
    op.add_column("extensions", sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table_comment(
        "extensions",
        "Decrees that put off the expiry of documents; of data/validity_extensions.csv, and entered",
    )
    op.add_column("cycles", sa.Column("application_id", sa.Uuid(), nullable=True))
    op.create_unique_constraint(op.f("cycles_application_id_key"), "cycles", ["application_id"])
    op.create_index("cycles_by_start", "cycles", ["starts_on"])
    op.create_index("cycles_by_end", "cycles", ["ends_before"])
    op.create_table(
        "renewals",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("next_cycle_id", sa.Uuid(), nullable=False),
        sa.Column("ended_before", sa.Date(), nullable=False),
        sa.Column("ends_before", sa.Date(), nullable=False),
        sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.cycle_id"], name=op.f("renewals_cycle_id_fkey")),
        sa.ForeignKeyConstraint(
            ["next_cycle_id"], ["cycles.cycle_id"], name=op.f("renewals_next_cycle_id_fkey")
        ),
        sa.PrimaryKeyConstraint("cycle_id", name=op.f("renewals_pkey")),
        sa.UniqueConstraint("next_cycle_id", name=op.f("renewals_next_cycle_id_key")),
        comment="Which cycle gave way to which",
    )
    op.create_table(
        "reconciliations",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("basis_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("reconciled_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycles.cycle_id"], name=op.f("reconciliations_cycle_id_fkey")
        ),
        sa.PrimaryKeyConstraint("cycle_id", name=op.f("reconciliations_pkey")),
        comment="The numbers of basis documents that had none when their cycle began",
    )
    op.create_table(
        "checkpoints",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("target", sa.Numeric(precision=7, scale=1), nullable=False),
        sa.Column("found", sa.Numeric(precision=7, scale=1), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("outcome IN ('met', 'unmet')", name=op.f("checkpoints_outcome_check")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.cycle_id"], name=op.f("checkpoints_cycle_id_fkey")),
        sa.PrimaryKeyConstraint("cycle_id", "months", name=op.f("checkpoints_pkey")),
        comment="The reviews of each cycle, as they came out when they fell due",
    )
    op.create_table(
        "closings",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("ends_before", sa.Date(), nullable=False),
        sa.Column("balance", sa.Numeric(precision=7, scale=1), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.cycle_id"], name=op.f("closings_cycle_id_fkey")),
        sa.PrimaryKeyConstraint("cycle_id", "ends_before", name=op.f("closings_pkey")),
        comment="What each cycle came to when no claim for it was accepted any more",
    )


def downgrade() -> None:
    for table in ("closings", "checkpoints", "reconciliations", "renewals"):
        op.drop_table(table)
    op.drop_index("cycles_by_end", table_name="cycles")
    op.drop_index("cycles_by_start", table_name="cycles")
    op.drop_column("cycles", "application_id")
    op.drop_column("extensions", "entered_at")
    op.drop_column("extensions", "entered_by")
    op.create_table_comment(
        "extensions",
        "Decrees that put off the expiry of documents; loaded from data/validity_extensions.csv",
    )
