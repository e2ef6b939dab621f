"""Links to ESIA, and consents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "consent_texts",
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("title_ru", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("text_ru", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_before", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("purpose", "version", name=op.f("consent_texts_pkey")),
    )
    op.create_table(
        "consents",
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("recipient_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("text_version", sa.Text(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "level IN ('minimal', 'profile', 'professional', 'full')", name=op.f("consents_level_check")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name=op.f("consents_person_id_fkey")),
        sa.ForeignKeyConstraint(
            ["purpose", "text_version"],
            ["consent_texts.purpose", "consent_texts.version"],
            name=op.f("consents_purpose_text_version_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["organisations.organisation_id"], name=op.f("consents_recipient_id_fkey")
        ),
        sa.PrimaryKeyConstraint("consent_id", name=op.f("consents_pkey")),
    )
    op.create_index("consents_of_person", "consents", ["person_id", "consent_id"], unique=False)
    op.create_index(
        "consents_standing_key",
        "consents",
        ["person_id", "purpose", "recipient_id"],
        unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "esia_authorisations",
        sa.Column("state", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("ticket_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("return_to", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("purpose IN ('log_in', 'link')", name=op.f("esia_authorisations_purpose_check")),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.person_id"],
            name=op.f("esia_authorisations_person_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("state", name=op.f("esia_authorisations_pkey")),
        comment="People sent to ESIA who may still come back",
    )
    op.create_index(
        op.f("esia_authorisations_begun_at_idx"), "esia_authorisations", ["begun_at"], unique=False
    )
    op.create_table(
        "esia_links",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("oid_digest", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("trust", sa.Text(), nullable=False),
        sa.Column("confirmed", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refreshed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "trust IN ('confirmed', 'unconfirmed', 'child')", name=op.f("esia_links_trust_check")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.person_id"], name=op.f("esia_links_person_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("esia_links_pkey")),
        sa.UniqueConstraint("oid_digest", name=op.f("esia_links_oid_digest_key")),
        comment="One account of ESIA, one account here",
    )
    op.create_index(op.f("esia_links_refreshed_at_idx"), "esia_links", ["refreshed_at"], unique=False)
    op.create_table(
        "esia_offers",
        sa.Column("offer_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.person_id"], name=op.f("esia_offers_person_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_sha256", name=op.f("esia_offers_pkey")),
    )
    op.create_index(op.f("esia_offers_made_at_idx"), "esia_offers", ["made_at"], unique=False)
    op.create_table(
        "profile_changes",
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("fields", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("sealed_before", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.person_id"],
            name=op.f("profile_changes_person_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("change_id", name=op.f("profile_changes_pkey")),
        comment="What profiles were before the registry corrected them",
    )
    op.create_index(op.f("profile_changes_person_id_idx"), "profile_changes", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("profile_changes_person_id_idx"), table_name="profile_changes")
    op.drop_table("profile_changes")
    op.drop_index(op.f("esia_offers_made_at_idx"), table_name="esia_offers")
    op.drop_table("esia_offers")
    op.drop_index(op.f("esia_links_refreshed_at_idx"), table_name="esia_links")
    op.drop_table("esia_links")
    op.drop_index(op.f("esia_authorisations_begun_at_idx"), table_name="esia_authorisations")
    op.drop_table("esia_authorisations")
    op.drop_index(
        "consents_standing_key", table_name="consents", postgresql_where=sa.text("withdrawn_at IS NULL")
    )
    op.drop_index("consents_of_person", table_name="consents")
    op.drop_table("consents")
    op.drop_table("consent_texts")
