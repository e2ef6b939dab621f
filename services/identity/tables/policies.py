"""The dated rows that identity holds people to."""

from __future__ import annotations

import sqlalchemy as sa

from services.identity.tables.schema import metadata

policies = sa.Table(
    "policies",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("valid_from", sa.Date, primary_key=True),
    sa.Column("valid_before", sa.Date),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("legal_act", sa.Text, nullable=False),
    comment="Thresholds as dated rows, loaded from data/identity_policies.csv",
)
