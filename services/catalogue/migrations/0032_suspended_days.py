"""Days on which an activity earned nothing: measures that were lifted, and codes for such days."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"

VERDICTS = (
    "accepted",
    "below_threshold",
    "duplicate",
    "claimed_by_code",
    "repeated",
    "enrolment_unknown",
    "name_differs",
    "other_activity",
    "outside_dates",
    "cancelled",
    "malformed",
    "recording",
)


def upgrade() -> None:
    op.create_table(
        "past_measures",
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("lifted_on", sa.Date(), nullable=False),
        sa.CheckConstraint("since <= lifted_on", name=op.f("past_measures_lifted_check")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.provider_id"], name=op.f("past_measures_provider_id_fkey")
        ),
        sa.PrimaryKeyConstraint("provider_id", "since", "lifted_on", name=op.f("past_measures_pkey")),
        comment="The measures against each provider that were lifted; the one that stands is in its row",
    )
    op.create_table(
        "code_refusals",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["code_batches.batch_id"], name=op.f("code_refusals_batch_id_fkey")
        ),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("code_refusals_pkey")),
        comment="Batches for a day that has turned out to earn nothing, noted when a code of them was tried",
    )
    _admit(*VERDICTS, "suspended")


def downgrade() -> None:
    op.execute("DELETE FROM roster_rows WHERE verdict = 'suspended'")
    _admit(*VERDICTS)
    op.drop_table("code_refusals")
    op.drop_table("past_measures")


def _admit(*verdicts: str) -> None:
    """Old code knows fewer verdicts and keeps to those."""
    op.drop_constraint(op.f("roster_rows_verdict_check"), "roster_rows", type_="check")
    known = ", ".join(f"'{verdict}'" for verdict in verdicts)
    op.create_check_constraint(op.f("roster_rows_verdict_check"), "roster_rows", f"verdict IN ({known})")
