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
    email_proved_at: when their address was; absent while it is only what somebody typed.
    """

    person_id: PersonId
    checked_at: datetime
    reminded_at: datetime | None = None
    sealed_phone: bytes | None = None
    sealed_email: bytes | None = None
    email_proved_at: datetime | None = None

    @property
    def is_email_proved(self) -> bool:
        return self.email_proved_at is not None

    def prove_email(self, now: datetime) -> None:
        """A code has come back from the address under way; it is theirs from now on."""
        self.sealed_email, self.email_proved_at = None, now

    def check_before(self, law: ContactLaw) -> datetime:
        return self.checked_at + law.fresh_for

    def check(self, now: datetime) -> None:
        """The person says that they are right."""
        self.checked_at, self.reminded_at = now, None
