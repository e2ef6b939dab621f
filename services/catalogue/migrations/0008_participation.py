"""Participation: the line of those who wait, kinds of seats, moves and steps of enrolments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"

STATES = "'enrolled', 'completed', 'failed', 'cancelled', 'revoked'"
MORE_STATES = f"'draft', 'sent', 'waiting', 'offered', 'studying', {STATES}"
SEATS = {
    "budget": "budget_taken BETWEEN 0 AND budget",
    "subsidised": "subsidised_taken BETWEEN 0 AND subsidised",
    "paid": "taken - budget_taken - subsidised_taken BETWEEN 0 AND capacity - budget - subsidised",
}
ENROLMENTS = {
    "funding": "funding IN ('paid', 'budget', 'subsidised')",
    "moved_by": "moved_by IN ('specialist', 'provider', 'employer', 'suite')",
    "queued": "state <> 'waiting' OR queued_at IS NOT NULL",
    "offered": "(state = 'offered') = (offered_until IS NOT NULL)",
}
WAITING = sa.text("state = 'waiting'")
OFFERED = sa.text("state = 'offered'")
ACCEPTED = sa.text("state = 'enrolled'")

# The database itself notes every state: whoever moves an enrolment cannot forget it, or date it back.
NOTING = """
CREATE FUNCTION note_enrolment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO enrolment_moves (enrolment_id, state, moved_by, at)
  VALUES (NEW.enrolment_id, NEW.state, NEW.moved_by, clock_timestamp());
  RETURN NULL;
END $$;
CREATE TRIGGER note_wish AFTER INSERT ON enrolments FOR EACH ROW EXECUTE FUNCTION note_enrolment();
CREATE TRIGGER note_move AFTER UPDATE ON enrolments FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION note_enrolment();
CREATE FUNCTION keep_enrolment_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the moves of enrolments are never changed';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON enrolment_moves
  FOR EACH ROW EXECUTE FUNCTION keep_enrolment_moves();
"""
# Of the time before we know the beginning only.
KNOWN = """
INSERT INTO enrolment_moves (enrolment_id, state, moved_by, at)
SELECT enrolment_id, 'enrolled', 'specialist', enrolled_at FROM enrolments ORDER BY enrolment_id
"""
FORGETTING = """
DROP TRIGGER note_move ON enrolments;
DROP TRIGGER note_wish ON enrolments;
DROP FUNCTION note_enrolment;
DROP TABLE enrolment_moves;
DROP FUNCTION keep_enrolment_moves;
"""
# The former states know nothing like these: who has no seat is not enrolled.
WITHOUT_SEAT = (
    "UPDATE enrolments SET state = 'cancelled' WHERE state IN ('draft', 'sent', 'waiting', 'offered')"
)
WITH_SEAT = "UPDATE enrolments SET state = 'enrolled' WHERE state = 'studying'"


def upgrade() -> None:
    for name in ("budget", "budget_taken", "subsidised", "subsidised_taken"):
        op.add_column("seats", sa.Column(name, sa.Integer(), server_default="0", nullable=False))
    for name, condition in SEATS.items():
        op.create_check_constraint(op.f(f"seats_{name}_check"), "seats", condition)
    _admit(MORE_STATES)
    for column in (
        sa.Column("funding", sa.Text(), server_default="paid", nullable=False),
        sa.Column("price", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("moved_by", sa.Text(), server_default="suite", nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offered_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("judged_on", sa.Date(), nullable=True),
        sa.Column("verdict", postgresql.JSONB(), server_default="[]", nullable=False),
    ):
        op.add_column("enrolments", column)
    for name, condition in ENROLMENTS.items():
        op.create_check_constraint(op.f(f"enrolments_{name}_check"), "enrolments", condition)
    op.create_index(
        "enrolments_waiting",
        "enrolments",
        ["activity_id", "queued_at", "enrolment_id"],
        unique=False,
        postgresql_where=WAITING,
    )
    op.create_index(
        "enrolments_offered", "enrolments", ["offered_until"], unique=False, postgresql_where=OFFERED
    )
    op.create_index(
        "enrolments_accepted", "enrolments", ["activity_id"], unique=False, postgresql_where=ACCEPTED
    )
    _create_tables()
    op.execute(NOTING)
    op.execute(KNOWN)


def downgrade() -> None:
    op.execute(FORGETTING)
    op.drop_table("enrolment_steps")
    op.drop_index("enrolments_accepted", table_name="enrolments", postgresql_where=ACCEPTED)
    op.drop_index("enrolments_offered", table_name="enrolments", postgresql_where=OFFERED)
    op.drop_index("enrolments_waiting", table_name="enrolments", postgresql_where=WAITING)
    for name in ENROLMENTS:
        op.drop_constraint(op.f(f"enrolments_{name}_check"), "enrolments")
    op.execute(WITHOUT_SEAT)
    op.execute(WITH_SEAT)
    for name in ("verdict", "judged_on", "offered_until", "queued_at", "moved_by", "price", "funding"):
        op.drop_column("enrolments", name)
    _admit(STATES)
    for name in SEATS:
        op.drop_constraint(op.f(f"seats_{name}_check"), "seats")
    for name in ("subsidised_taken", "subsidised", "budget_taken", "budget"):
        op.drop_column("seats", name)


def _create_tables() -> None:
    op.create_table(
        "enrolment_moves",
        sa.Column("place", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("moved_by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.enrolment_id"], name=op.f("enrolment_moves_enrolment_id_fkey")
        ),
        sa.PrimaryKeyConstraint("place", name=op.f("enrolment_moves_pkey")),
        comment="Every state of every enrolment, noted by the database itself; never changed",
    )
    op.create_index(
        "enrolment_moves_of_enrolment", "enrolment_moves", ["enrolment_id", "place"], unique=False
    )
    op.create_table(
        "enrolment_steps",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('pending', 'done', 'skipped', 'undone')", name=op.f("enrolment_steps_outcome_check")
        ),
        sa.CheckConstraint("step IN ('seat', 'plan', 'notice')", name=op.f("enrolment_steps_step_check")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.enrolment_id"], name=op.f("enrolment_steps_enrolment_id_fkey")
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "step", name=op.f("enrolment_steps_pkey")),
        comment="What other services have answered to an enrolment",
    )


def _admit(states: str) -> None:
    op.drop_constraint(op.f("enrolments_state_check"), "enrolments")
    op.create_check_constraint(op.f("enrolments_state_check"), "enrolments", f"state IN ({states})")
