"""A notice: one fact told to one person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from kernel.values import PersonId, new_id


@dataclass(eq=False, kw_only=True)
class Notice:
    """facts: what the words of the topic are filled with; rendered when read, in the reader's language."""

    notice_id: UUID = field(default_factory=new_id)
    event_id: UUID
    person_id: PersonId
    topic: str
    about: str
    facts: dict[str, str]
    delivered_at: datetime
    read_at: datetime | None = None

    def confirm(self, at: datetime) -> None:
        """Note the first reading; later ones change nothing."""
        self.read_at = self.read_at or at
