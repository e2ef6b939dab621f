"""Members of organisations: chiefs, powers of attorney, invitations; and whom sessions act for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

# Who was let first is the chief of those that have members already.
FIRST = """
UPDATE grants SET is_chief = true
WHERE grant_id IN (
    SELECT DISTINCT ON (organisation_id) grant_id FROM grants
    WHERE organisation_id IS NOT NULL ORDER BY organisation_id, granted_at, grant_id
)
"""


def upgrade() -> None:
    op.add_column(
        "grants", sa.Column("is_chief", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("grants", sa.Column("authority", sa.Text(), nullable=True))
    op.add_column("grants", sa.Column("authority_until", sa.Date(), nullable=True))
    op.create_index("grants_of_organisation", "grants", ["organisation_id", "grant_id"], unique=False)
    op.execute(FIRST)
    op.add_column("sessions", sa.Column("acts_for", sa.Text(), server_default="latest", nullable=False))
    op.add_column("sessions", sa.Column("acting_for", sa.Uuid(), nullable=True))
    op.create_check_constraint(
        op.f("sessions_acts_for_check"), "sessions", "acts_for IN ('latest', 'oneself', 'chosen')"
    )
    _create_invitations()


def _create_invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("snils_digest", sa.LargeBinary(), nullable=False),
        sa.Column("is_chief", sa.Boolean(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=True),
        sa.Column("authority_until", sa.Date(), nullable=True),
        sa.Column("invited_by", sa.Uuid(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('accepted', 'refused', 'withdrawn')", name=op.f("invitations_outcome_check")
        ),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["people.person_id"], name=op.f("invitations_invited_by_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.organisation_id"],
            name=op.f("invitations_organisation_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("invitation_id", name=op.f("invitations_pkey")),
        comment="Who was invited to act for an organisation; whom, is sealed",
    )
    op.create_index(op.f("invitations_snils_digest_idx"), "invitations", ["snils_digest"], unique=False)
    op.create_index(
        "invitations_open_key",
        "invitations",
        ["organisation_id", "snils_digest"],
        unique=True,
        postgresql_where=sa.text("outcome IS NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "invitations_open_key", table_name="invitations", postgresql_where=sa.text("outcome IS NULL")
    )
    op.drop_index(op.f("invitations_snils_digest_idx"), table_name="invitations")
    op.drop_table("invitations")
    op.drop_constraint(op.f("sessions_acts_for_check"), "sessions")
    op.drop_column("sessions", "acting_for")
    op.drop_column("sessions", "acts_for")
    op.drop_index("grants_of_organisation", table_name="grants")
    op.drop_column("grants", "authority_until")
    op.drop_column("grants", "authority")
    op.drop_column("grants", "is_chief")
