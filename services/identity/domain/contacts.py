"""Contacts: for how long they are taken to be right, and the change that is under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kernel.values import PersonId
from services.identity.domain.terms import ContactLaw


@dataclass(eq=False, kw_only=True)
class ContactRecord:
    """checked_at: when the person last said that they are right. reminded_at: when they were last asked.

    sealed_phone, sealed_email: what is to take the place of theirs, once it is proved.
    """

    person_id: PersonId
    checked_at: datetime
    reminded_at: datetime | None = None
    sealed_phone: bytes | None = None
    sealed_email: bytes | None = None

    def check_before(self, law: ContactLaw) -> datetime:
        return self.checked_at + law.fresh_for

    def check(self, now: datetime) -> None:
        """The person says that they are right."""
        self.checked_at, self.reminded_at = now, None
