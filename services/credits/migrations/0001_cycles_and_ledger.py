"""Cycles and ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


# Nobody edits the ledger, not even by hand: what was wrong is reversed.
APPEND_ONLY = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % of % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON entries
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON legs
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON legs
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

# An entry without its two legs, or with legs that do not cancel out, is refused at commit.
TWO_LEGS = """
CREATE FUNCTION require_two_legs() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found record;
BEGIN
    SELECT count(*) AS legs, sum(legs.amount) AS total, max(abs(legs.amount)) AS amount,
           max(entries.credits) AS credits
      INTO found FROM entries LEFT JOIN legs USING (entry_id) WHERE entry_id = NEW.entry_id;
    IF found.legs <> 2 OR found.total <> 0 OR found.amount <> found.credits THEN
        RAISE EXCEPTION 'entry % is not two legs that sum to zero', NEW.entry_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER two_legs AFTER INSERT ON entries DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION require_two_legs();
CREATE CONSTRAINT TRIGGER two_legs AFTER INSERT ON legs DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION require_two_legs();
"""


def upgrade() -> None:
    # Lets an exclusion constraint hold plain columns beside a range; any owner of a database may install it.
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    op.create_table(
        "cycles",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("speciality", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("basis_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_before", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        postgresql.ExcludeConstraint(
            ("person_id", "="),
            ("speciality", "="),
            (sa.text("daterange(starts_on, ends_before)"), "&&"),
            using="gist",
            name="cycles_overlap",
        ),
        sa.CheckConstraint(
            "basis IN ('certificate', 'accreditation_certificate', 'register_extract')",
            name=op.f("cycles_basis_check"),
        ),
        sa.CheckConstraint("starts_on < ends_before", name=op.f("cycles_period_check")),
        sa.PrimaryKeyConstraint("cycle_id", name=op.f("cycles_pkey")),
    )
    op.create_index("cycles_of_person", "cycles", ["person_id"], unique=False)
    op.create_table(
        "designations",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("activity_version", sa.Integer(), nullable=False),
        sa.Column("credits", sa.Numeric(precision=7, scale=1), nullable=False),
        sa.PrimaryKeyConstraint("activity_id", "activity_version", name=op.f("designations_pkey")),
        comment="Our copy of what the catalogue has approved each version of an activity for",
    )
    op.create_table(
        "extensions",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("bases", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("expires_from", sa.Date(), nullable=False),
        sa.Column("expires_to", sa.Date(), nullable=False),
        sa.Column("extended_to", sa.Date(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("legal_act", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("extensions_pkey")),
        comment="Decrees that put off the expiry of documents; loaded from data/validity_extensions.csv",
    )
    op.create_table(
        "policies",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_before", sa.Date(), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("legal_act", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        postgresql.ExcludeConstraint(
            ("key", "="),
            (sa.text("daterange(valid_from, valid_before)"), "&&"),
            deferrable="True",
            initially="DEFERRED",
            using="gist",
            name="policies_one_at_a_time",
        ),
        sa.CheckConstraint("valid_from < valid_before", name=op.f("policies_period_check")),
        sa.PrimaryKeyConstraint("key", "valid_from", name=op.f("policies_pkey")),
        comment="The law as dated data; loaded from data/policies.csv, never deleted",
    )
    op.create_table(
        "quarantine",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("speciality", sa.Text(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("activity_version", sa.Integer(), nullable=True),
        sa.Column("activity_number", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("credits", sa.Numeric(precision=7, scale=1), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("traces", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('programme', 'event', 'module', 'simulation')", name=op.f("quarantine_kind_check")
        ),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("quarantine_pkey")),
        comment="Claims that broke a rule, with its code; settled once they are posted after all",
    )
    op.create_index(
        "quarantine_unsettled",
        "quarantine",
        ["person_id", "speciality", "activity_id"],
        unique=True,
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_table(
        "accounts",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("balance", sa.Numeric(precision=7, scale=1), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("balance >= 0", name=op.f("accounts_balance_check")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.cycle_id"], name=op.f("accounts_cycle_id_fkey")),
        sa.PrimaryKeyConstraint("cycle_id", name=op.f("accounts_pkey")),
        comment="The sum of each cycle and the end of its chain; equal to the ledger at every commit",
    )
    op.create_table(
        "cycle_extensions",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("extension", sa.Text(), nullable=False),
        sa.Column("legal_act", sa.Text(), nullable=False),
        sa.Column("ended_before", sa.Date(), nullable=False),
        sa.Column("ends_before", sa.Date(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycles.cycle_id"], name=op.f("cycle_extensions_cycle_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["extension"], ["extensions.code"], name=op.f("cycle_extensions_extension_fkey")
        ),
        sa.PrimaryKeyConstraint("cycle_id", "extension", name=op.f("cycle_extensions_pkey")),
        comment="Which decree has put off the end of which cycle",
    )
    op.create_table(
        "balances",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("credits", sa.Numeric(precision=7, scale=1), nullable=False),
        sa.CheckConstraint(
            "kind IN ('programme', 'event', 'module', 'simulation')", name=op.f("balances_kind_check")
        ),
        sa.CheckConstraint("credits >= 0", name=op.f("balances_credits_check")),
        sa.ForeignKeyConstraint(["cycle_id"], ["accounts.cycle_id"], name=op.f("balances_cycle_id_fkey")),
        sa.PrimaryKeyConstraint("cycle_id", "kind", name=op.f("balances_pkey")),
        comment="The sum of each cycle by kind of activity; equal to the ledger at every commit",
    )
    op.create_table(
        "entries",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("activity_number", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("credits", sa.Numeric(precision=7, scale=1), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reverses", sa.Uuid(), nullable=True),
        sa.Column("traces", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('programme', 'event', 'module', 'simulation')", name=op.f("entries_kind_check")
        ),
        sa.CheckConstraint("credits > 0", name=op.f("entries_credits_check")),
        sa.ForeignKeyConstraint(["cycle_id"], ["accounts.cycle_id"], name=op.f("entries_cycle_id_fkey")),
        sa.ForeignKeyConstraint(["reverses"], ["entries.entry_id"], name=op.f("entries_reverses_fkey")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("entries_pkey")),
        sa.UniqueConstraint("cycle_id", "number", name=op.f("entries_cycle_id_number_key")),
        sa.UniqueConstraint("reverses", name=op.f("entries_reverses_key")),
        comment="The ledger, append-only; the entries of a cycle are numbered and chained by hash",
    )
    op.create_index("entries_of_person", "entries", ["person_id", "entry_id"], unique=False)
    op.create_table(
        "credited",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["accounts.cycle_id"], name=op.f("credited_cycle_id_fkey")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.entry_id"], name=op.f("credited_entry_id_fkey")),
        sa.PrimaryKeyConstraint("cycle_id", "activity_id", name=op.f("credited_pkey")),
        sa.UniqueConstraint("entry_id", name=op.f("credited_entry_id_key")),
        comment="What counts now: posted and not reversed. An activity counts once in a cycle",
    )
    op.create_table(
        "legs",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=7, scale=1), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.entry_id"], name=op.f("legs_entry_id_fkey")),
        sa.PrimaryKeyConstraint("entry_id", "account", name=op.f("legs_pkey")),
        comment="Two of each entry, append-only; they sum to zero",
    )
    op.create_index("legs_of_account", "legs", ["account"], unique=False)
    op.execute(APPEND_ONLY)
    op.execute(TWO_LEGS)


def downgrade() -> None:
    op.drop_index("legs_of_account", table_name="legs")
    op.drop_table("legs")
    op.drop_table("credited")
    op.drop_index("entries_of_person", table_name="entries")
    op.drop_table("entries")
    op.drop_table("balances")
    op.drop_table("cycle_extensions")
    op.drop_table("accounts")
    op.drop_index(
        "quarantine_unsettled", table_name="quarantine", postgresql_where=sa.text("settled_at IS NULL")
    )
    op.drop_table("quarantine")
    op.drop_table("policies")
    op.drop_table("extensions")
    op.drop_table("designations")
    op.drop_index("cycles_of_person", table_name="cycles")
    op.drop_table("cycles")
    op.execute("DROP FUNCTION require_two_legs")
    op.execute("DROP FUNCTION refuse_change")
