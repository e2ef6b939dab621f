"""Challenges: what is still to be shown, for how long, and how often one may be wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from contracts.identity.second_factor import ChallengeEnded
from kernel.values import PersonId
from services.identity.domain.terms import FactorLaw


class ChallengePurpose(StrEnum):
    LOG_IN = "log_in"
    STEP_UP = "step_up"
    ADD_PASSKEY = "add_passkey"


@dataclass(eq=False, kw_only=True)
class PendingChallenge:
    """What a person has been asked for. Only a hash is kept of what names it.

    session_id: the session for which it was asked; of a log-in, the one that will be opened.
    shown: the first factor of a log-in, as RFC 8176 names it.
    """

    challenge_sha256: bytes
    purpose: ChallengePurpose
    person_id: PersonId
    session_id: UUID
    sealed_device: bytes | None = None
    shown: str | None = None
    wrong_tries: int = 0
    made_at: datetime
    ended_at: datetime | None = None

    def expires_at(self, law: FactorLaw) -> datetime:
        return self.made_at + law.challenge_lives

    def check(self, purpose: ChallengePurpose, now: datetime, law: FactorLaw) -> None:
        """Raises: ChallengeEnded -- answered, too old, or of another purpose."""
        if self.purpose is not purpose or self.ended_at is not None or now >= self.expires_at(law):
            raise ChallengeEnded

    def fail(self, now: datetime, law: FactorLaw) -> None:
        """A wrong answer. After some of them the first factor is asked for again, too."""
        self.wrong_tries += 1
        if self.wrong_tries >= law.challenge_tries:
            self.end(now)

    def end(self, now: datetime) -> None:
        self.ended_at = now
