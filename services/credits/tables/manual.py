"""Manual claims: their forms, what proves them, and what became of them."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from contracts.catalogue.activities import ActivityKind
from contracts.credits.claim_desk import AuditKind, AuditOutcome
from contracts.credits.claims import ClaimReason, ManualClaimState
from kernel.columns import ChoiceColumn, CreditsColumn, InstantColumn, one_of
from services.credits.tables.columns import metadata

claim_forms = sa.Table(
    "claim_forms",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("valid_from", sa.Date, primary_key=True),
    sa.Column("valid_before", sa.Date),
    sa.Column("kind", ChoiceColumn(ActivityKind), nullable=False),
    sa.Column("name_ru", sa.Text, nullable=False),
    sa.Column("name_en", sa.Text, nullable=False),
    sa.Column("evidence", ARRAY(sa.Text, as_tuple=True), nullable=False),
    one_of("kind", ActivityKind),
    comment="Which manual claims there are; loaded from data/claim_forms.csv",
)

claim_fields = sa.Table(
    "claim_fields",
    metadata,
    sa.Column("form", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("name_ru", sa.Text, nullable=False),
    sa.Column("name_en", sa.Text, nullable=False),
    sa.Column("unit", sa.Text),
    sa.Column("pattern", sa.Text, nullable=False),
    sa.Column("required", sa.Boolean, nullable=False),
    comment="The indicators each form asks for; loaded from data/claim_fields.csv",
)

evidence = sa.Table(
    "evidence",
    metadata,
    sa.Column("document_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    comment="Our copy of which documents of whom have passed the checks of the portfolio",
)

manual_claims = sa.Table(
    "manual_claims",
    metadata,
    sa.Column("claim_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("form", sa.Text, nullable=False),
    sa.Column("speciality", sa.Text),
    sa.Column("title", sa.Text),
    sa.Column("organiser", sa.Text),
    sa.Column("completed_on", sa.Date),
    sa.Column("credits", CreditsColumn),
    sa.Column("details", JSONB, nullable=False),
    sa.Column("evidence", ARRAY(sa.Uuid, as_tuple=True), nullable=False),
    sa.Column("state", ChoiceColumn(ManualClaimState), nullable=False),
    sa.Column("entered_by", sa.Uuid, nullable=False),
    sa.Column("drafted_at", InstantColumn, nullable=False),
    sa.Column("receipt", sa.Text, unique=True),
    sa.Column("submitted_at", InstantColumn),
    sa.Column("settled_by", sa.Uuid),
    sa.Column("settled_at", InstantColumn),
    sa.Column("reason", ChoiceColumn(ClaimReason)),
    sa.Column("import_id", sa.Uuid),
    sa.Column("activity_id", sa.Uuid),
    sa.Column("version", sa.Integer, nullable=False),
    one_of("state", ManualClaimState),
    one_of("reason", ClaimReason),
    sa.CheckConstraint(
        "state NOT IN ('accepted', 'refused') OR settled_by NOT IN (entered_by, person_id)", name="two_hands"
    ),
    sa.CheckConstraint("state IN ('draft', 'withdrawn') OR receipt IS NOT NULL", name="receipt"),
    sa.Index("manual_claims_of_person", "person_id", "claim_id"),
    sa.Index("manual_claims_by_state", "state", "claim_id"),
    comment="What was completed outside the feeds, claimed with evidence",
)

sa.Index(
    "manual_claims_once",
    manual_claims.c.person_id,
    manual_claims.c.activity_id,
    unique=True,
    postgresql_where=manual_claims.c.state.in_(["submitted", "returned"]),
)

claim_comments = sa.Table(
    "claim_comments",
    metadata,
    sa.Column("comment_id", sa.Uuid, primary_key=True),
    sa.Column("claim_id", sa.ForeignKey(manual_claims.c.claim_id), nullable=False, index=True),
    sa.Column("author", sa.Uuid, nullable=False),
    sa.Column("by_operator", sa.Boolean, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("written_at", InstantColumn, nullable=False),
    comment="What claimants and operators say to each other about a claim",
)

claim_changes = sa.Table(
    "claim_changes",
    metadata,
    sa.Column("claim_id", sa.ForeignKey(manual_claims.c.claim_id), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("changed_by", sa.Uuid, nullable=False),
    sa.Column("changed_at", InstantColumn, nullable=False),
    sa.Column("state", ChoiceColumn(ManualClaimState), nullable=False),
    sa.Column("before", JSONB, nullable=False),
    sa.Column("after", JSONB, nullable=False),
    one_of("state", ManualClaimState),
    comment="Every step of every claim, with what its changed fields said; rows are only ever added",
)

claim_audits = sa.Table(
    "claim_audits",
    metadata,
    sa.Column("audit_id", sa.Uuid, primary_key=True),
    sa.Column("claim_id", sa.ForeignKey(manual_claims.c.claim_id), nullable=False, unique=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("receipt", sa.Text, nullable=False),
    sa.Column("kind", ChoiceColumn(AuditKind), nullable=False),
    sa.Column("share", sa.Integer),
    sa.Column("opened_at", InstantColumn, nullable=False),
    sa.Column("opened_by", sa.Uuid),
    sa.Column("opened_for", sa.Text),
    sa.Column("outcome", ChoiceColumn(AuditOutcome)),
    sa.Column("reason", sa.Text),
    sa.Column("settled_by", sa.Uuid),
    sa.Column("settled_at", InstantColumn),
    one_of("kind", AuditKind),
    one_of("outcome", AuditOutcome),
    comment="Accepted claims that are looked at once more",
)
