"""A person with an account. What is personal about them is sealed; the rules here need none of it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from contracts.identity.accounts import PersonState
from kernel.values import PersonId

MOVES = {
    PersonState.NEW: {PersonState.PHONE_CONFIRMED},
    PersonState.PHONE_CONFIRMED: {PersonState.ACTIVE},
    PersonState.ACTIVE: set[PersonState](),
}


# An account opened through Госуслуги has none, and no password is right for it.
NO_PASSWORD = ""


class ForbiddenMove(Exception):
    """A person's registration does not go this way."""


@dataclass(frozen=True, kw_only=True)
class Digests:
    """Keyed hashes by which a person is found. whole: of all personal data together."""

    snils: bytes
    inn: bytes
    phone: bytes
    email: bytes
    whole: bytes


@dataclass(eq=False, kw_only=True)
class Person:
    """The aggregate: one account. `version` grows with every change.

    email_proved_at: when a code came back from their address, or Госуслуги vouched for it. Before that it
        is what somebody typed: nobody is found by it, and somebody else may prove it theirs.
    merged_into: the account that is kept of the two that this person had.
    """

    person_id: PersonId
    state: PersonState = PersonState.NEW
    sealed: bytes
    snils_digest: bytes
    inn_digest: bytes
    phone_digest: bytes
    email_digest: bytes
    whole_digest: bytes
    password_hash: str
    registered_at: datetime
    version: int = 1
    email_proved_at: datetime | None = None
    merged_into: PersonId | None = None

    @classmethod
    def new(
        cls, person_id: PersonId, sealed: bytes, digests: Digests, *, password_hash: str, at: datetime
    ) -> Person:
        numbers = {f"{field.name}_digest": getattr(digests, field.name) for field in fields(digests)}
        return cls(
            person_id=person_id, sealed=sealed, password_hash=password_hash, registered_at=at, **numbers
        )

    def seal(self, sealed: bytes, digests: Digests) -> None:
        """Keep the same data under another key. Who was merged into another is found by none of them."""
        self.sealed = sealed
        if self.merged_into is None:
            self._hold(digests)

    def merge_into(self, kept: Person, nothing: Digests) -> None:
        """This was another account of the same person: it holds no number any more. nothing: of no data."""
        self.merged_into = kept.person_id
        self.password_hash = NO_PASSWORD
        self._hold(nothing)

    def _hold(self, digests: Digests) -> None:
        self.snils_digest, self.inn_digest = digests.snils, digests.inn
        self.phone_digest, self.email_digest = digests.phone, digests.email
        self.whole_digest = digests.whole

    @property
    def is_active(self) -> bool:
        return self.state is PersonState.ACTIVE and self.merged_into is None

    @property
    def is_email_proved(self) -> bool:
        return self.email_proved_at is not None

    def prove_email(self, now: datetime) -> None:
        self.email_proved_at = now

    @property
    def has_password(self) -> bool:
        return self.password_hash != NO_PASSWORD

    def confirm_phone(self) -> None:
        self._move(PersonState.PHONE_CONFIRMED)

    def activate(self) -> None:
        """In this release nothing stands between a confirmed phone and an active account."""
        self._move(PersonState.ACTIVE)

    def _move(self, state: PersonState) -> None:
        if state not in MOVES[self.state]:
            raise ForbiddenMove(f"{self.state} -> {state}")
        self.state = state
