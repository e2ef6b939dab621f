"""E-mail addresses count once a code has come back from them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

CHECK = "codes_delivery_check"


def upgrade() -> None:
    op.add_column("contacts", sa.Column("sealed_email", sa.LargeBinary(), nullable=True))
    op.add_column("contacts", sa.Column("email_proved_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_constraint(op.f(CHECK), "codes", type_="check")
    op.create_check_constraint(op.f(CHECK), "codes", "delivery IN ('sent', 'sent_by_email', 'not_delivered')")


def downgrade() -> None:
    op.execute("UPDATE codes SET delivery = 'sent' WHERE delivery = 'sent_by_email'")
    op.drop_constraint(op.f(CHECK), "codes", type_="check")
    op.create_check_constraint(op.f(CHECK), "codes", "delivery IN ('sent', 'not_delivered')")
    op.drop_column("contacts", "email_proved_at")
    op.drop_column("contacts", "sealed_email")
