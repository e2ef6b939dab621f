"""Members of organisations: who may invite and remove them, and until when an invitation counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from contracts.identity.members import InvitationOutcome, LastChief, UnknownInvitation
from kernel.messages import Invalid
from kernel.values import Line, OrganisationId, PersonId
from services.identity.domain.organisations import Grant


@dataclass(eq=False, kw_only=True)
class Invitation:
    """sealed: the СНИЛС of who is invited; snils_digest: a keyed hash of it. outcome: absent while open."""

    invitation_id: UUID
    organisation_id: OrganisationId
    sealed: bytes
    snils_digest: bytes
    invited_by: PersonId
    invited_at: datetime
    is_chief: bool = False
    authority: Line | None = None
    authority_until: date | None = None
    outcome: InvitationOutcome | None = None
    closed_at: datetime | None = None

    def expires_at(self, lives: timedelta) -> datetime:
        return self.invited_at + lives

    def say(
        self, is_chief: bool, authority: str | None, authority_until: date | None, *, now: datetime
    ) -> None:
        """What is offered from now on, for as long as a new one."""
        self.is_chief, self.authority, self.authority_until = is_chief, authority, authority_until
        self.invited_at = now

    def close(self, outcome: InvitationOutcome, now: datetime, lives: timedelta) -> None:
        """lives: how long an invitation counts. Raises: UnknownInvitation -- it counts no longer."""
        if self.outcome is not None or now >= self.expires_at(lives):
            raise UnknownInvitation(invitation_id=self.invitation_id)
        self.outcome, self.closed_at = outcome, now


def check_authority(number: str | None, until: date | None, today: date) -> None:
    """Raises: Invalid -- a last day without a power of attorney, or one that is over."""
    if until is not None and number is None:
        raise Invalid(authority="required")
    if until is not None and until < today:
        raise Invalid(authority_until="date.past")


def check_removal(leaving: Grant, members: Sequence[Grant]) -> None:
    """members: of the same organisation, whoever leaves among them. Raises: LastChief."""
    if leaving.is_chief and not any(each.is_chief for each in members if each is not leaving):
        raise LastChief
