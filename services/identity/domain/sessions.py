"""Sessions: a family of refresh tokens, of which only the newest is good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from contracts.identity.sessions import TWO_FACTORS, FactorMethod, SessionEnded
from kernel.values import OrganisationId, PersonId
from services.identity.domain.organisations import ActsFor, Choice
from services.identity.domain.terms import SessionLaw


class Ending(StrEnum):
    """Why a session ended."""

    LOGGED_OUT = "logged_out"
    REUSED_TOKEN = "reused_token"  # noqa: S105 -- a reason, not a secret
    EXPIRED = "expired"
    REVOKED = "revoked"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 -- a reason, not a secret
    FACTORS_RESET = "factors_reset"


# What has been shown, in the words of RFC 8176.
PASSWORD = "pwd"  # noqa: S105 -- a kind of proof, not a password
SHOWN = {FactorMethod.TOTP: "otp", FactorMethod.PASSKEY: "hwk", FactorMethod.RECOVERY_CODE: "otp"}


@dataclass(eq=False, kw_only=True)
class UserSession:
    """The aggregate: one log-in on one device.

    sealed_seed: what its refresh tokens are made from.
    number: of the newest refresh token, from 1; renewed_at: when it was first given.
    methods: by what the person has proved to be themselves, and authenticated_at: when last.
    acts_for, acting_for: whom the person has chosen to act for.
    """

    session_id: UUID
    person_id: PersonId
    sealed_device: bytes | None
    sealed_seed: bytes
    number: int = 1
    opened_at: datetime
    renewed_at: datetime
    methods: tuple[str, ...]
    authenticated_at: datetime
    ended_at: datetime | None = None
    ending: Ending | None = None
    acts_for: ActsFor = ActsFor.LATEST
    acting_for: OrganisationId | None = None

    @property
    def choice(self) -> Choice:
        """Whom the person acts for in this session."""
        return Choice(acts_for=self.acts_for, organisation_id=self.acting_for)

    def act_for(self, organisation_id: OrganisationId | None) -> None:
        """From now on; None: for oneself."""
        self.acts_for = ActsFor.CHOSEN if organisation_id else ActsFor.ONESELF
        self.acting_for = organisation_id

    def ends_at(self, law: SessionLaw) -> datetime:
        """When the newest refresh token expires."""
        return min(self.renewed_at + law.idle, self.opened_at + law.longest)

    @property
    def has_two_factors(self) -> bool:
        return TWO_FACTORS in self.methods

    def show(self, factor: FactorMethod, now: datetime) -> None:
        """A second factor was shown just now."""
        self.methods = (self.methods[0], SHOWN[factor], TWO_FACTORS)
        self.authenticated_at = now

    def present(self, number: int, now: datetime, law: SessionLaw) -> Ending | None:
        """Take refresh token `number`: the newest is followed by the next one.

        The direct predecessor is answered with the same successor for a moment, so that
        two tabs, or a lost answer, do no harm. Any older token is in the wrong hands.
        Gives why the session ended just now; None when it goes on.

        Raises: SessionEnded -- it ended before.
        """
        if self.ended_at is not None:
            raise SessionEnded(reason=self.ending)
        if now >= self.ends_at(law):
            return self.end(Ending.EXPIRED, now)
        if number == self.number:
            self.number, self.renewed_at = self.number + 1, now
            return None
        if number == self.number - 1 and now <= self.renewed_at + law.grace:
            return None
        return self.end(Ending.REUSED_TOKEN, now)

    def end(self, ending: Ending, now: datetime) -> Ending:
        self.ended_at, self.ending = now, ending
        return ending
