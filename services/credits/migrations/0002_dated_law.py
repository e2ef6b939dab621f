"""Law that is added to and never rewritten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# What was law stays on record: a later row takes its place, for the days it names.
APPEND_ONLY = """
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was law stays on record: % of % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON policies
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
"""

# The rows known so far came with the installation: they were known from the beginning.
BACKFILL = """
UPDATE policies SET
    recorded_at = '1970-01-01T00:00:00Z',
    version = (SELECT count(*) FROM policies AS p
                WHERE p.key = policies.key AND p.valid_from <= policies.valid_from),
    type = CASE WHEN key = 'unit.step' THEN 'decimal'
                WHEN unit = 'yes or no' THEN 'boolean'
                WHEN unit = 'list' THEN 'texts'
                WHEN unit = 'pattern' THEN 'regex'
                WHEN unit IN ('text', 'date', 'credits') THEN unit
                WHEN value LIKE '%;%' THEN 'integers'
                ELSE 'integer' END
"""

# Back to one row a day: what was published, and what was corrected, is forgotten.
ONE_AT_A_TIME = """
DELETE FROM policies WHERE published_by IS NOT NULL;
DELETE FROM policies USING policies AS later
 WHERE later.key = policies.key AND later.valid_from = policies.valid_from
   AND later.version > policies.version;
"""


def upgrade() -> None:
    op.add_column("policies", sa.Column("version", sa.Integer()))
    op.add_column("policies", sa.Column("type", sa.Text()))
    op.add_column("policies", sa.Column("recorded_at", sa.DateTime(timezone=True)))
    op.add_column("policies", sa.Column("published_by", sa.Uuid()))
    op.execute("ALTER TABLE policies DROP CONSTRAINT policies_one_at_a_time")
    op.execute(BACKFILL)
    for column in ("version", "type", "recorded_at"):
        op.alter_column("policies", column, nullable=False)
    op.drop_constraint("policies_pkey", "policies", type_="primary")
    op.create_primary_key("policies_pkey", "policies", ["key", "version"])
    op.create_unique_constraint(op.f("policies_published_by_key"), "policies", ["published_by"])
    op.create_check_constraint(
        op.f("policies_type_check"),
        "policies",
        "type IN ('integer', 'integers', 'decimal', 'credits', 'boolean', 'date', 'text', 'texts', 'regex')",
    )
    op.create_table_comment(
        "policies",
        "The law as dated data, append-only: of the rows for a day, the highest in rank is in force",
    )
    op.execute(APPEND_ONLY)


def downgrade() -> None:
    op.execute("DROP TRIGGER append_only ON policies")
    op.execute("DROP FUNCTION refuse_rewriting")
    op.execute(ONE_AT_A_TIME)
    op.drop_constraint("policies_pkey", "policies", type_="primary")
    op.create_primary_key("policies_pkey", "policies", ["key", "valid_from"])
    for column in ("published_by", "recorded_at", "type", "version"):
        op.drop_column("policies", column)
    op.execute(
        "ALTER TABLE policies ADD CONSTRAINT policies_one_at_a_time EXCLUDE USING gist"
        " (key WITH =, daterange(valid_from, valid_before) WITH &&) DEFERRABLE INITIALLY DEFERRED"
    )
    op.create_table_comment("policies", "The law as dated data; loaded from data/policies.csv, never deleted")
