"""Files of claims, and the verdicts on their rows."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from contracts.credits.imports import ImportState, RowVerdict
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.credits.tables.columns import metadata

claim_imports = sa.Table(
    "claim_imports",
    metadata,
    sa.Column("import_id", sa.Uuid, primary_key=True),
    sa.Column("owner", sa.Uuid, nullable=False),
    sa.Column("by_operator", sa.Boolean, nullable=False),
    sa.Column("filename", sa.Text, nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("is_dry_run", sa.Boolean, nullable=False),
    sa.Column("state", ChoiceColumn(ImportState), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("done", sa.Integer, nullable=False),
    sa.Column("fault", sa.Text),
    sa.Column("fault_row", sa.Integer),
    sa.Column("announced_at", InstantColumn, nullable=False),
    sa.Column("finished_at", InstantColumn),
    sa.Column("leased_until", InstantColumn),
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    sa.Column("is_file_gone", sa.Boolean, nullable=False, server_default=sa.false()),
    one_of("state", ImportState),
    sa.UniqueConstraint("owner", "sha256", "is_dry_run"),
    comment="Files of manual claims: the same bytes of the same person are one import",
)
sa.Index(
    "claim_imports_queued",
    claim_imports.c.import_id,
    postgresql_where=claim_imports.c.state == ImportState.QUEUED.value,
)

# Spelled out, not bound: the planner must see that the partial index applies.
is_left = sa.and_(
    claim_imports.c.state.in_([sa.literal_column("'finished'"), sa.literal_column("'rejected'")]),
    sa.not_(claim_imports.c.is_file_gone),
)
sa.Index("claim_imports_left", claim_imports.c.import_id, postgresql_where=is_left)

import_rows = sa.Table(
    "import_rows",
    metadata,
    sa.Column("import_id", sa.ForeignKey(claim_imports.c.import_id), primary_key=True),
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("verdict", ChoiceColumn(RowVerdict), nullable=False),
    sa.Column("problems", JSONB, nullable=False),
    sa.Column("refusal", sa.Text),
    sa.Column("claim_id", sa.Uuid),
    sa.Column("receipt", sa.Text),
    one_of("verdict", RowVerdict),
    comment="The verdict on each row of a file of claims; nothing of what the row said",
)
