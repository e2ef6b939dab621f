"""Sums of days, and suspensions of activities."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

# The sums of days follow the ledger, whoever writes it: services of the old schema, too.
FOLLOW = """
CREATE FUNCTION sum_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO day_sums AS sums (cycle_id, kind, completed_on, credits)
    VALUES (NEW.cycle_id, NEW.kind, NEW.completed_on, NEW.credits)
    ON CONFLICT (cycle_id, kind, completed_on) DO UPDATE
       SET credits = sums.credits + CASE WHEN NEW.reverses IS NULL THEN NEW.credits ELSE -NEW.credits END;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "day_sums",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("credits", sa.Numeric(precision=7, scale=1), nullable=False),
        sa.CheckConstraint(
            "kind IN ('programme', 'event', 'module', 'simulation')", name=op.f("day_sums_kind_check")
        ),
        sa.CheckConstraint("credits >= 0", name=op.f("day_sums_credits_check")),
        sa.ForeignKeyConstraint(["cycle_id"], ["accounts.cycle_id"], name=op.f("day_sums_cycle_id_fkey")),
        sa.PrimaryKeyConstraint("cycle_id", "kind", "completed_on", name=op.f("day_sums_pkey")),
        comment="The sum of each cycle by kind and day of completion; equal to the ledger at every commit",
    )
    op.create_table(
        "suspensions",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("before", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("activity_id", "since", name=op.f("suspensions_pkey")),
        comment="The days on which activities earned nothing, as the catalogue told",
    )

    op.execute(FOLLOW)
    # Whoever posts waits from here on until the sums are there.
    op.execute("CREATE TRIGGER sum_day AFTER INSERT ON entries FOR EACH ROW EXECUTE FUNCTION sum_day()")
    op.execute(
        """
        INSERT INTO day_sums (cycle_id, kind, completed_on, credits)
        SELECT cycle_id, kind, completed_on, sum(CASE WHEN reverses IS NULL THEN credits ELSE -credits END)
          FROM entries GROUP BY cycle_id, kind, completed_on
        """
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER sum_day ON entries")
    op.execute("DROP FUNCTION sum_day()")
    op.drop_table("suspensions")
    op.drop_table("day_sums")
