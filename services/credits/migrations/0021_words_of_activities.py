"""What was said of activities, word by word: whichever is heard first, the last one said holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

# Of a day on which something ended and began again, the beginning is the later word.
TAKE_OVER = """
INSERT INTO activity_measures (activity_id, at, is_suspended)
SELECT activity_id, since::timestamp AT TIME ZONE 'Europe/Moscow' + interval '1 microsecond', true
  FROM suspensions WHERE before IS NULL OR before > since
 UNION ALL
SELECT activity_id, before::timestamp AT TIME ZONE 'Europe/Moscow', false
  FROM suspensions WHERE before > since
ON CONFLICT DO NOTHING
"""
# Services of the old schema still write what they hear of to the former table.
FOLLOW = """
CREATE FUNCTION follow_suspension() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO activity_measures (activity_id, at, is_suspended)
    SELECT NEW.activity_id, now(), NEW.before IS NULL
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "activity_measures",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_suspended", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("activity_id", "at", name=op.f("activity_measures_pkey")),
        comment="Since which moments an activity earned nothing, or earned again",
    )
    op.execute(FOLLOW)
    # Whoever writes to the former table waits from here on until its rows are taken over.
    op.execute(
        "CREATE TRIGGER follow_suspension AFTER INSERT OR UPDATE ON suspensions"
        " FOR EACH ROW EXECUTE FUNCTION follow_suspension()"
    )
    op.execute(TAKE_OVER)


def downgrade() -> None:
    op.execute("DROP TRIGGER follow_suspension ON suspensions")
    op.execute("DROP FUNCTION follow_suspension()")
    op.drop_table("activity_measures")
