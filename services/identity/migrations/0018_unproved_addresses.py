"""An address belongs to who has proved it, not to who has typed it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

PROVEN = sa.text("state != 'new'")


def upgrade() -> None:
    op.add_column("people", sa.Column("email_proved_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE people SET email_proved_at = contacts.email_proved_at FROM contacts "
        "WHERE contacts.person_id = people.person_id AND people.merged_into IS NULL"
    )
    op.create_index(
        "people_email_key",
        "people",
        ["email_digest"],
        unique=True,
        postgresql_where=sa.text("email_proved_at IS NOT NULL"),
    )
    op.create_index("people_email_digest", "people", ["email_digest"], unique=False, postgresql_where=PROVEN)
    op.drop_index("people_email_digest_key", table_name="people", postgresql_where=PROVEN)


def downgrade() -> None:
    """Of several who have typed one address, none is found by it who has not proved it."""
    op.execute(
        "UPDATE people SET email_digest = sha256(convert_to(person_id::text, 'UTF8')) "
        "WHERE state != 'new' AND email_proved_at IS NULL AND EXISTS (SELECT FROM people AS other "
        "WHERE other.email_digest = people.email_digest AND other.person_id != people.person_id "
        "AND other.state != 'new')"
    )
    op.create_index(
        "people_email_digest_key", "people", ["email_digest"], unique=True, postgresql_where=PROVEN
    )
    op.drop_index("people_email_digest", table_name="people", postgresql_where=PROVEN)
    op.drop_index(
        "people_email_key", table_name="people", postgresql_where=sa.text("email_proved_at IS NOT NULL")
    )
    op.drop_column("people", "email_proved_at")
