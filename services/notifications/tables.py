"""The schema of notifications, and how notices are stored in it."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry

from kernel.database import new_metadata
from services.notifications.domain.notice import Notice

metadata = new_metadata()

notices = sa.Table(
    "notices",
    metadata,
    sa.Column("notice_id", sa.Uuid, primary_key=True),
    sa.Column("event_id", sa.Uuid, nullable=False, unique=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("facts", JSONB, nullable=False),
    sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("read_at", sa.DateTime(timezone=True)),
)
sa.Index("notices_of_person", notices.c.person_id, notices.c.notice_id.desc())
sa.Index("notices_unread", notices.c.person_id, postgresql_where=notices.c.read_at.is_(None))

registry(metadata=metadata).map_imperatively(Notice, notices)
