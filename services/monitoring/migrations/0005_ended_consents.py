"""Consents: since which position an agency is told no more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from contracts.identity.consents import ConsentGiven, ConsentWithdrawn

revision = "0005"
down_revision = "0004"

# Those that were heard to begin before they were heard to end.
ENDED = sa.text(
    """
    UPDATE consents SET ended_at = ended.position
    FROM event_log given, event_log ended
    WHERE given.type = :given AND ended.type = :withdrawn AND given.position < ended.position
      AND (given.body #>> '{data,consent_id}')::uuid = consents.consent_id
      AND (ended.body #>> '{data,consent_id}')::uuid = consents.consent_id
    """
)


def upgrade() -> None:
    op.add_column("consents", sa.Column("ended_at", sa.BigInteger(), nullable=True))
    op.execute(ENDED.bindparams(given=ConsentGiven.type, withdrawn=ConsentWithdrawn.type))


def downgrade() -> None:
    op.drop_column("consents", "ended_at")
