"""Second factors: what counts as shown, and what counts only once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.identity.second_factor import CodeUsed
from kernel.values import PersonId
from services.identity.domain.terms import FactorLaw


@dataclass(eq=False, kw_only=True)
class TotpFactor:
    """An app that makes one-time passwords (RFC 6238).

    confirmed_at: when the person proved that the app has the secret; it counts from then on.
    used_steps: of which steps the password has been taken, as far as it might be shown again.
    """

    person_id: PersonId
    sealed_secret: bytes
    begun_at: datetime
    confirmed_at: datetime | None = None
    used_steps: tuple[int, ...] = ()

    @property
    def is_enrolled(self) -> bool:
        return self.confirmed_at is not None

    def use(self, step: int, present: int, law: FactorLaw) -> None:
        """Take the password of `step`, once. present: the step of now. Raises: CodeUsed."""
        if step in self.used_steps:
            raise CodeUsed
        still_shown = (used for used in self.used_steps if used >= present - law.window)
        self.used_steps = (*still_shown, step)


@dataclass(eq=False, kw_only=True)
class PasskeyFactor:
    """A key pair on a device of the person's; here is its public half.

    sign_count: what the device said when it signed last; a copy of the device would fall behind.
    """

    passkey_id: UUID
    person_id: PersonId
    credential_id: bytes
    public_key: bytes
    sign_count: int
    sealed_label: bytes
    enrolled_at: datetime
    used_at: datetime | None = None

    def use(self, sign_count: int, now: datetime) -> None:
        self.sign_count, self.used_at = sign_count, now
