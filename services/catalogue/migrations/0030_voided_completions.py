"""Completions that are taken back because content has voided what led to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

FORMER = "reason IN ('not_present', 'wrong_person', 'wrong_figures', 'wrong_file')"
NOW = "reason IN ('not_present', 'wrong_person', 'wrong_figures', 'wrong_file', 'statement_voided')"


def upgrade() -> None:
    _ask(NOW)


def downgrade() -> None:
    op.execute(sa.text("UPDATE corrections SET reason = 'wrong_figures' WHERE reason = 'statement_voided'"))
    _ask(FORMER)


def _ask(condition: str) -> None:
    name = op.f("corrections_reason_check")
    op.drop_constraint(name, "corrections", type_="check")
    op.create_check_constraint(name, "corrections", condition)
