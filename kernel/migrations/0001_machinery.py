"""The tables of the kernel: outbox, inbox, answered requests, journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

# The one change a line ever sees is its seal, once.
APPEND_ONLY = """
CREATE FUNCTION refuse_to_change_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.hash IS NULL AND NEW.hash IS NOT NULL AND NEW.number IS NOT NULL
           AND NEW.previous_hash IS NOT NULL
           AND to_jsonb(NEW) - '{number,previous_hash,hash}'::text[]
             = to_jsonb(OLD) - '{number,previous_hash,hash}'::text[] THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON journal
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_journal();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_journal();
"""


def upgrade() -> None:
    op.create_table(
        "answered_requests",
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("caller", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("response", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("operation", "caller", "key", name=op.f("answered_requests_pkey")),
        comment="Answers kept for repeats of the same request",
    )
    op.create_index(
        op.f("answered_requests_created_at_idx"), "answered_requests", ["created_at"], unique=False
    )
    op.create_table(
        "journal",
        sa.Column("position", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("actor", sa.Uuid(), nullable=True),
        sa.Column("acting_as", sa.Uuid(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("correlation_id", sa.Text(), nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("previous_hash", sa.LargeBinary(), nullable=True),
        sa.Column("hash", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("position", name=op.f("journal_pkey")),
        sa.UniqueConstraint("number", name=op.f("journal_number_key")),
        comment="Who did what, append-only; sealed entries are numbered and chained by hash",
    )
    op.create_index(op.f("journal_subject_idx"), "journal", ["subject"], unique=False)
    op.create_index(
        "journal_unsealed_idx",
        "journal",
        ["position"],
        unique=False,
        postgresql_where=sa.text("number IS NULL"),
    )
    op.create_table(
        "outbox",
        sa.Column("position", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("outbox_pkey")),
        sa.UniqueConstraint("event_id", name=op.f("outbox_event_id_key")),
        sa.UniqueConstraint("subject", "sequence", name=op.f("outbox_subject_sequence_key")),
        comment="Events committed and not yet confirmed by the broker",
    )
    op.create_table(
        "seen_events",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("handler", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "handler", name=op.f("seen_events_pkey")),
        comment="The inbox: which subscriber has taken which event into account",
    )
    op.create_table(
        "subjects",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("subjects_pkey")),
        comment="The number of the last event about each subject",
    )
    op.execute(APPEND_ONLY)


def downgrade() -> None:
    op.drop_table("subjects")
    op.drop_table("seen_events")
    op.drop_table("outbox")
    op.drop_index("journal_unsealed_idx", table_name="journal", postgresql_where=sa.text("number IS NULL"))
    op.drop_index(op.f("journal_subject_idx"), table_name="journal")
    op.drop_table("journal")
    op.drop_index(op.f("answered_requests_created_at_idx"), table_name="answered_requests")
    op.drop_table("answered_requests")
    op.execute("DROP FUNCTION refuse_to_change_journal()")
