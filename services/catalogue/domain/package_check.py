"""The check of a package: worked on in the background, by whoever is free, a bounded number of times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from contracts.catalogue.package_checks import PackageState
from contracts.catalogue.packages import PackageId
from kernel.values import ActivityId, OrganisationId
from services.catalogue.domain.attachment import Attachment

State = PackageState
MOVES: dict[State, frozenset[State]] = {
    State.HANDED_IN: frozenset({State.CHECKING}),
    State.CHECKING: frozenset({State.CHECKING, State.HANDED_IN, State.READY, State.REFUSED}),
    State.READY: frozenset(),
    # What came damaged may be uploaded again at once, what is refused for itself on another day.
    State.REFUSED: frozenset({State.HANDED_IN}),
}
AT_WORK = frozenset({State.HANDED_IN, State.CHECKING})
# For how long nobody else begins with the same; whoever unpacks says again and again that it still does.
LEASE = timedelta(seconds=30)
DAY = timedelta(days=1)
# How often a file may end the process that unpacks it before it is to blame.
TRIES = 3
POISONOUS = {"files": "package.poisonous"}
NOT_AS_ANNOUNCED = {"files": "package.not_as_announced"}


@dataclass(eq=False, kw_only=True)
class PackageCheck:
    """key, size, sha256: of the ZIP. findings: path -> rule. leased_until, tries: of the work under way."""

    package_id: PackageId
    activity_id: ActivityId
    provider_id: OrganisationId
    key: str
    size: int
    sha256: str
    handed_in_at: datetime
    state: State = State.HANDED_IN
    tries: int = 0
    leased_until: datetime | None = None
    ended_at: datetime | None = None
    findings: dict[str, str] = field(default_factory=dict)

    @classmethod
    def hand_in(
        cls, attachment: Attachment, activity_id: ActivityId, provider_id: OrganisationId, at: datetime
    ) -> PackageCheck:
        return cls(
            package_id=PackageId(attachment.attachment_id),
            activity_id=activity_id,
            provider_id=provider_id,
            key=attachment.key,
            size=attachment.size,
            sha256=attachment.sha256,
            handed_in_at=at,
        )

    @property
    def is_poisonous(self) -> bool:
        """Whether it has ended as many processes as a file may."""
        return self.tries >= TRIES

    @property
    def is_damaged(self) -> bool:
        """Whether what was uploaded is not what was announced; that says nothing of the file itself."""
        return self.state is State.REFUSED and self.findings == NOT_AS_ANNOUNCED

    def hand_in_again(self, attachment: Attachment, at: datetime) -> None:
        """Take the same bytes once more where they came damaged, or were refused on a day before.

        What is asked of packages may have changed since. Otherwise what is decided stands.
        """
        is_long_ago = self.ended_at is not None and at - self.ended_at >= DAY
        if self.is_damaged or (self.state is State.REFUSED and is_long_ago):
            self._move(State.HANDED_IN)
            self.key, self.handed_in_at, self.ended_at = attachment.key, at, None
            self.findings, self.tries = {}, 0

    def begin(self, at: datetime) -> None:
        """Let one process work on it for a while."""
        self._move(State.CHECKING)
        self.leased_until, self.tries = at + LEASE, self.tries + 1

    def go_on(self, at: datetime) -> None:
        """Somebody still works on it."""
        self.leased_until = at + LEASE

    def give_back(self) -> None:
        """Let it wait again: it was not the file that was in the way."""
        self._move(State.HANDED_IN)
        self.leased_until, self.tries = None, self.tries - 1

    def accept(self, at: datetime) -> None:
        self._move(State.READY)
        self.ended_at, self.leased_until = at, None

    def refuse(self, findings: Mapping[str, str], at: datetime) -> None:
        self._move(State.REFUSED)
        self.findings, self.ended_at, self.leased_until = dict(findings), at, None

    def _move(self, state: State) -> None:
        if state not in MOVES[self.state]:
            raise ValueError(f"no move from {self.state} to {state}")
        self.state = state
