"""Find the cycles of a person by a btree alone."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"

PERIOD = "daterange(starts_on, ends_before) WITH &&"
BEFORE = f"person_id WITH =, speciality WITH =, {PERIOD}"
AFTER = f"hashtextextended(person_id::text || speciality, 0) WITH =, {PERIOD}"


def upgrade() -> None:
    _exclude(AFTER)
    op.drop_index("cycles_of_person", table_name="cycles")
    op.create_index("cycles_of_person", "cycles", ["person_id", "starts_on"])


def downgrade() -> None:
    op.drop_index("cycles_of_person", table_name="cycles")
    op.create_index("cycles_of_person", "cycles", ["person_id"])
    _exclude(BEFORE)


def _exclude(overlaps: str) -> None:
    op.execute("ALTER TABLE cycles DROP CONSTRAINT cycles_overlap")
    op.execute(f"ALTER TABLE cycles ADD CONSTRAINT cycles_overlap EXCLUDE USING gist ({overlaps})")
