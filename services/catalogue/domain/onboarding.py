"""The application of an organisation, from its forming to the decision."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from contracts.catalogue.onboarding import (
    OrganisationCheck,
    ProviderApplicationId,
    ProviderApplicationMoveRefused,
    ProviderApplicationUnsound,
    ProviderReason,
)
from contracts.catalogue.onboarding import ProviderApplicationState as State
from contracts.catalogue.provider_desk import NotYourDesk, OwnProviderApplication
from kernel.messages import StaleVersion
from kernel.values import OrganisationId, PersonId
from services.catalogue.domain import requisites as rules
from services.catalogue.domain.attachment import Attachment
from services.catalogue.domain.calendar import working_days_after
from services.catalogue.domain.requisites import OnboardingLaw, Requisites

MOVES: dict[State, frozenset[State]] = {
    State.FORMING: frozenset({State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.PROCESSING}),
    State.PROCESSING: frozenset({State.RETURNED, State.REJECTED, State.CLOSED}),
    State.RETURNED: frozenset({State.SUBMITTED}),
    State.REJECTED: frozenset(),
    State.CLOSED: frozenset(),
}
# The applicant may still change what is said, and what is attached.
OPEN = frozenset({State.FORMING, State.RETURNED})
# A moderator is awaited.
WAITING = frozenset({State.SUBMITTED, State.PROCESSING})


@dataclass(eq=False, kw_only=True)
class ProviderApplication:
    """The aggregate. organisation_id: of the organisation that identity knows, or the one it will have."""

    application_id: ProviderApplicationId
    applicant_id: PersonId
    organisation_id: OrganisationId
    requisites: Requisites
    opened_at: datetime
    state: State = State.FORMING
    number: str | None = None
    checks: tuple[OrganisationCheck, ...] = ()
    submitted_at: datetime | None = None
    decide_by: date | None = None
    moderator_id: PersonId | None = None
    reasons: tuple[str, ...] = ()
    comment: str | None = None
    decided_at: datetime | None = None
    version: int = 1

    def revise(self, requisites: Requisites, *, version: int) -> None:
        """Raises: StaleVersion, ProviderApplicationMoveRefused -- it has been submitted."""
        self._require_version(version)
        self.require_open()
        self.requisites = requisites
        self.version += 1

    def submit(
        self,
        documents: Collection[Attachment],
        law: OnboardingLaw,
        number: str,
        *,
        version: int,
        today: date,
        at: datetime,
    ) -> date:
        """Ask for a decision. Gives the last day of the term for it, which begins anew each time.

        Raises: StaleVersion, ProviderApplicationMoveRefused.
            ProviderApplicationUnsound -- a fault, or a document that is missing.
        """
        self._move(State.SUBMITTED, version)
        faults = rules.faults(self.requisites, law, today)
        self.checks = rules.checks(self.requisites, documents, law, today)
        if any(check.rule == "organisation.documents" and not check.is_met for check in self.checks):
            faults["documents"] = "organisation.documents"
        if faults:
            raise ProviderApplicationUnsound(faults)
        self.number, self.submitted_at, self.moderator_id = number, at, None
        self.decide_by = working_days_after(today, law.check_days, law.days_off)
        return self.decide_by

    def take(self, moderator: PersonId, *, version: int) -> None:
        """Begin to consider it.

        Raises: StaleVersion, ProviderApplicationMoveRefused, OwnProviderApplication.
        """
        if moderator == self.applicant_id:
            raise OwnProviderApplication
        self._move(State.PROCESSING, version)
        self.moderator_id = moderator

    def refuse(
        self,
        state: State,
        moderator: PersonId,
        reasons: Iterable[ProviderReason],
        comment: str,
        *,
        version: int,
        at: datetime,
    ) -> None:
        """Send it back or reject it. Raises: StaleVersion, ProviderApplicationMoveRefused, NotYourDesk."""
        self._decide(state, moderator, version, at)
        self.reasons, self.comment = tuple(sorted(reasons)), comment

    def approve(self, moderator: PersonId, *, version: int, at: datetime) -> None:
        """Raises: StaleVersion, ProviderApplicationMoveRefused, NotYourDesk."""
        self._decide(State.CLOSED, moderator, version, at)
        self.reasons, self.comment = (), None

    def is_overdue(self, today: date) -> bool:
        return self.state in WAITING and self.decide_by is not None and self.decide_by < today

    def require_open(self) -> None:
        """Raises: ProviderApplicationMoveRefused."""
        if self.state not in OPEN:
            raise ProviderApplicationMoveRefused(state=self.state)

    def _decide(self, state: State, moderator: PersonId, version: int, at: datetime) -> None:
        self._move(state, version)
        if self.moderator_id != moderator:
            raise NotYourDesk
        self.decided_at = at

    def _move(self, state: State, version: int) -> None:
        self._require_version(version)
        if state not in MOVES[self.state]:
            raise ProviderApplicationMoveRefused(state=self.state)
        self.state = state
        self.version += 1

    def _require_version(self, version: int) -> None:
        if version != self.version:
            raise StaleVersion(version=self.version)
