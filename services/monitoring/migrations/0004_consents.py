"""Consents: of whom an agency may be told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from contracts.identity.consents import ConsentGiven, ConsentWithdrawn

revision = "0004"
down_revision = "0003"

# What was heard before there was this table; a person who was merged is the account that is kept.
HEARD = sa.text(
    """
    INSERT INTO consents (consent_id, person_id, recipient_id, stands)
    SELECT consent_id, coalesce(merged_people.kept_id, heard.person_id), recipient_id, stands
    FROM (
        SELECT (body #>> '{data,consent_id}')::uuid AS consent_id,
               (min(body #>> '{data,person_id}'))::uuid AS person_id,
               (min(body #>> '{data,recipient_id}'))::uuid AS recipient_id,
               bool_and(type = :given) AS stands
        FROM event_log WHERE type IN (:given, :withdrawn) GROUP BY 1
    ) heard
    LEFT JOIN merged_people ON merged_people.merged_id = heard.person_id
    """
)


def upgrade() -> None:
    op.create_table(
        "consents",
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_id", sa.Uuid(), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("consent_id", name=op.f("consents_pkey")),
        comment="Of whom an organisation may be told; one that was withdrawn never stands again",
    )
    op.create_index("consents_of_recipient", "consents", ["recipient_id", "person_id"], unique=False)
    op.execute(HEARD.bindparams(given=ConsentGiven.type, withdrawn=ConsentWithdrawn.type))


def downgrade() -> None:
    op.drop_table("consents")
