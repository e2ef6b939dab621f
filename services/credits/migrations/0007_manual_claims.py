"""Manual claims, their forms and evidence, and audits of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "claim_forms",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_before", sa.Date(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name_ru", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("evidence", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.CheckConstraint(
            "kind IN ('programme', 'event', 'module', 'simulation')", name=op.f("claim_forms_kind_check")
        ),
        sa.PrimaryKeyConstraint("code", "valid_from", name=op.f("claim_forms_pkey")),
        comment="Which manual claims there are; loaded from data/claim_forms.csv",
    )
    op.create_table(
        "claim_fields",
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_ru", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("form", "code", name=op.f("claim_fields_pkey")),
        comment="The indicators each form asks for; loaded from data/claim_fields.csv",
    )
    op.create_table(
        "evidence",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name=op.f("evidence_pkey")),
        comment="Our copy of which documents of whom have passed the checks of the portfolio",
    )
    op.create_table(
        "manual_claims",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("speciality", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("organiser", sa.Text(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("credits", sa.Numeric(precision=7, scale=1), nullable=True),
        sa.Column("details", postgresql.JSONB(), nullable=False),
        sa.Column("evidence", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "reason IN ('evidence_missing', 'evidence_unreadable', 'evidence_differs', 'not_in_speciality', "
            "'not_education', 'false_data', 'other')",
            name=op.f("manual_claims_reason_check"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'accepted', 'refused', 'withdrawn')",
            name=op.f("manual_claims_state_check"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'withdrawn') OR receipt IS NOT NULL", name=op.f("manual_claims_receipt_check")
        ),
        sa.CheckConstraint(
            "state NOT IN ('accepted', 'refused') OR settled_by NOT IN (entered_by, person_id)",
            name=op.f("manual_claims_two_hands_check"),
        ),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("manual_claims_pkey")),
        sa.UniqueConstraint("receipt", name=op.f("manual_claims_receipt_key")),
        comment="What was completed outside the feeds, claimed with evidence",
    )
    op.create_index("manual_claims_by_state", "manual_claims", ["state", "claim_id"], unique=False)
    op.create_index("manual_claims_of_person", "manual_claims", ["person_id", "claim_id"], unique=False)
    op.create_table(
        "claim_comments",
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("author", sa.Uuid(), nullable=False),
        sa.Column("by_operator", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["manual_claims.claim_id"], name=op.f("claim_comments_claim_id_fkey")
        ),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("claim_comments_pkey")),
        comment="What claimants and operators say to each other about a claim",
    )
    op.create_index(op.f("claim_comments_claim_id_idx"), "claim_comments", ["claim_id"], unique=False)
    op.create_table(
        "claim_changes",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("before", postgresql.JSONB(), nullable=False),
        sa.Column("after", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'accepted', 'refused', 'withdrawn')",
            name=op.f("claim_changes_state_check"),
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["manual_claims.claim_id"], name=op.f("claim_changes_claim_id_fkey")
        ),
        sa.PrimaryKeyConstraint("claim_id", "version", name=op.f("claim_changes_pkey")),
        comment="Every step of every claim, with what its changed fields said; rows are only ever added",
    )
    op.create_table(
        "claim_audits",
        sa.Column("audit_id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.Column("opened_for", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('random', 'targeted')", name=op.f("claim_audits_kind_check")),
        sa.CheckConstraint("outcome IN ('confirmed', 'reversed')", name=op.f("claim_audits_outcome_check")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["manual_claims.claim_id"], name=op.f("claim_audits_claim_id_fkey")
        ),
        sa.PrimaryKeyConstraint("audit_id", name=op.f("claim_audits_pkey")),
        sa.UniqueConstraint("claim_id", name=op.f("claim_audits_claim_id_key")),
        comment="Accepted claims that are looked at once more",
    )


def downgrade() -> None:
    for table in (
        "claim_audits",
        "claim_changes",
        "claim_comments",
        "manual_claims",
        "evidence",
        "claim_fields",
        "claim_forms",
    ):
        op.drop_table(table)
