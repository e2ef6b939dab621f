"""The version of what people can find. See `remembered`."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.catalogue.tables import shelf


def version(session: Session) -> int:
    return session.scalar(sa.select(shelf.c.version)) or 0
