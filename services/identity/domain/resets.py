"""Replacing a forgotten password: the same steps for an account that exists and for one that does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.identity.accounts import CodeExpired, TooManyAttempts, WrongCode
from kernel.messages import ServiceError
from kernel.values import PersonId
from services.identity.domain.codes import seconds_until
from services.identity.domain.terms import CodeLaw


@dataclass(eq=False, kw_only=True)
class Reset:
    """One code for one login. person_id: absent where no account stands behind the login; nobody can tell."""

    reset_id: UUID
    login_digest: bytes
    person_id: PersonId | None
    code_digest: bytes
    issued_at: datetime
    wrong_tries: int = 0
    ended_at: datetime | None = None

    @property
    def owner(self) -> PersonId:
        """Whose password is replaced. Raises: CodeExpired -- nobody's, and no code was ever sent."""
        if self.person_id is None:
            raise CodeExpired
        return self.person_id

    def expires_at(self, law: CodeLaw) -> datetime:
        return self.issued_at + law.lives

    def cooled_at(self, law: CodeLaw) -> datetime:
        """When the next code may be asked for."""
        return self.issued_at + law.cool_down

    def enter(self, *, is_right: bool, now: datetime, law: CodeLaw) -> ServiceError | None:
        """Try a code. Gives why it is refused, None when it is right; a wrong one is counted."""
        if self.ended_at is not None or now >= self.expires_at(law):
            return CodeExpired()
        if self.wrong_tries >= law.tries:
            return TooManyAttempts(retry_after=seconds_until(self.expires_at(law), now))
        if not is_right:
            self.wrong_tries += 1
            return WrongCode(tries_left=law.tries - self.wrong_tries)
        return None
