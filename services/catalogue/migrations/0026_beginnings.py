"""When what people are enrolled in begins, kept by the database; a verdict on watching a recording."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

KEEP = """
CREATE FUNCTION keep_beginning() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.begins_at := (SELECT starts_at FROM activities WHERE activity_id = NEW.activity_id);
  RETURN NEW;
END $$;
CREATE TRIGGER keep_beginning BEFORE INSERT OR UPDATE OF state ON enrolments
  FOR EACH ROW EXECUTE FUNCTION keep_beginning();
CREATE FUNCTION move_beginnings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE enrolments SET begins_at = NEW.starts_at
   WHERE activity_id = NEW.activity_id AND state = 'enrolled';
  RETURN NULL;
END $$;
CREATE TRIGGER move_beginnings AFTER UPDATE OF starts_at ON activities FOR EACH ROW
  WHEN (OLD.starts_at IS DISTINCT FROM NEW.starts_at) EXECUTE FUNCTION move_beginnings();
"""
KNOWN = """
UPDATE enrolments e SET begins_at = a.starts_at FROM activities a
 WHERE a.activity_id = e.activity_id AND e.state = 'enrolled'
"""
FORGET = """
DROP TRIGGER move_beginnings ON activities;
DROP FUNCTION move_beginnings;
DROP TRIGGER keep_beginning ON enrolments;
DROP FUNCTION keep_beginning;
"""
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
)


def upgrade() -> None:
    op.add_column("enrolments", sa.Column("begins_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(KEEP)
    op.execute(KNOWN)
    op.create_index(
        "enrolments_to_begin", "enrolments", ["begins_at"], postgresql_where=sa.text("state = 'enrolled'")
    )
    _admit(*VERDICTS, "recording")


def downgrade() -> None:
    op.execute("DELETE FROM roster_rows WHERE verdict = 'recording'")
    _admit(*VERDICTS)
    op.drop_index("enrolments_to_begin", table_name="enrolments")
    op.execute(FORGET)
    op.drop_column("enrolments", "begins_at")


def _admit(*verdicts: str) -> None:
    """Old code knows fewer verdicts and keeps to those."""
    op.drop_constraint(op.f("roster_rows_verdict_check"), "roster_rows", type_="check")
    known = ", ".join(f"'{verdict}'" for verdict in verdicts)
    op.create_check_constraint(op.f("roster_rows_verdict_check"), "roster_rows", f"verdict IN ({known})")
