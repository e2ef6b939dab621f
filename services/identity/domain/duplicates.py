"""Two accounts that may be of one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from contracts.identity.duplicates import NotOfTheDuplicate, UnknownDuplicate
from kernel.values import PersonId


class Settlement(StrEnum):
    """What was found out."""

    MERGED = "merged"
    DISMISSED = "dismissed"


@dataclass(eq=False, kw_only=True)
class SuspectedDuplicate:
    """person_id, other_id: the smaller first, so that one suspicion is not two. field: what they share."""

    duplicate_id: UUID
    person_id: PersonId
    other_id: PersonId
    field: str
    found_at: datetime
    settlement: Settlement | None = None
    settled_at: datetime | None = None

    def settle(self, settlement: Settlement, now: datetime) -> None:
        """Raises: UnknownDuplicate -- it has been settled before."""
        if self.settlement is not None:
            raise UnknownDuplicate(duplicate_id=self.duplicate_id)
        self.settlement, self.settled_at = settlement, now

    def other_than(self, keep: PersonId) -> PersonId:
        """The account that does not stay. Raises: NotOfTheDuplicate."""
        if keep not in (self.person_id, self.other_id):
            raise NotOfTheDuplicate(keep="duplicate.keep")
        return self.other_id if keep == self.person_id else self.person_id
