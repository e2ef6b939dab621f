"""An enrolment: one person's seat in one activity, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from contracts.catalogue.cards import SeatFunding
from contracts.catalogue.enrolments import (
    AttendanceRow,
    CompletionSource,
    EnrolmentClosed,
    EnrolmentState,
    SpecialityNotCovered,
)
from contracts.catalogue.participation import MoveSource, RuleOutcome
from contracts.catalogue.seat_contracts import SeatContractId
from kernel.values import ActivityId, Credits, EnrolmentId, PersonId, new_id
from services.catalogue.domain.activity import Activity

DECIDED = frozenset({EnrolmentState.COMPLETED, EnrolmentState.FAILED, EnrolmentState.CANCELLED})
# Where a wish begins.
WISHES = frozenset({EnrolmentState.SENT, EnrolmentState.WAITING, EnrolmentState.ENROLLED})

MOVES: dict[EnrolmentState, frozenset[EnrolmentState]] = {
    EnrolmentState.DRAFT: WISHES | {EnrolmentState.CANCELLED},
    EnrolmentState.SENT: frozenset({EnrolmentState.ENROLLED, EnrolmentState.CANCELLED}),
    EnrolmentState.WAITING: frozenset({EnrolmentState.OFFERED, EnrolmentState.CANCELLED}),
    EnrolmentState.OFFERED: frozenset({EnrolmentState.ENROLLED, EnrolmentState.CANCELLED}),
    EnrolmentState.ENROLLED: DECIDED | {EnrolmentState.STUDYING},
    EnrolmentState.STUDYING: DECIDED,
    EnrolmentState.COMPLETED: frozenset({EnrolmentState.REVOKED}),
    # The provider may correct its report; the specialist may think again.
    EnrolmentState.FAILED: frozenset({EnrolmentState.COMPLETED, EnrolmentState.FAILED}),
    EnrolmentState.CANCELLED: WISHES | {EnrolmentState.DRAFT},
    EnrolmentState.REVOKED: frozenset({EnrolmentState.COMPLETED, EnrolmentState.FAILED}),
}

# They take part, and nothing is decided yet.
ATTENDING = frozenset({EnrolmentState.ENROLLED, EnrolmentState.STUDYING})
# Whoever was there took a seat, whatever came of it.
TAKING_PART = ATTENDING | {EnrolmentState.COMPLETED, EnrolmentState.FAILED, EnrolmentState.REVOKED}
# Whose wish stands, and who takes no part yet.
WISHING = frozenset({EnrolmentState.SENT, EnrolmentState.WAITING, EnrolmentState.OFFERED})
# An offered seat is nobody else's.
HOLDING = TAKING_PART | {EnrolmentState.OFFERED}
# Something may still become of them.
UNDECIDED = frozenset(EnrolmentState) - DECIDED - {EnrolmentState.REVOKED}


def leading_to(state: EnrolmentState) -> list[EnrolmentState]:
    """The states from which an enrolment may move to `state`."""
    return [source for source, targets in MOVES.items() if state in targets]


@dataclass(eq=False, kw_only=True)
class Enrolment:
    """title, credits: as in the version of the activity enrolled for.

    source, reported_at: how and when the provider vouched, or said that it was not enough.
    price: roubles that the specialist owes. moved_by: who brought it into its state.
    queued_at: since when it stands in line. verdict: how each rule judged the wish, by the law of judged_on.
    contract_id: by which an employer has bought the seat. begins_at: when the activity does; the database
    keeps it.
    """

    enrolment_id: EnrolmentId
    activity_id: ActivityId
    activity_version: int
    person_id: PersonId
    speciality: str
    title: str
    credits: Credits
    enrolled_at: datetime
    state: EnrolmentState = EnrolmentState.ENROLLED
    completed_on: date | None = None
    minutes: int | None = None
    checks_passed: int | None = None
    source: CompletionSource | None = None
    reported_at: datetime | None = None
    funding: SeatFunding = SeatFunding.PAID
    price: Decimal | None = None
    moved_by: MoveSource = MoveSource.SPECIALIST
    queued_at: datetime | None = None
    offered_until: datetime | None = None
    judged_on: date | None = None
    verdict: tuple[RuleOutcome, ...] = ()
    contract_id: SeatContractId | None = None
    begins_at: datetime | None = None

    @classmethod
    def open(
        cls,
        activity: Activity,
        person_id: PersonId,
        speciality: str,
        at: datetime,
        *,
        funding: SeatFunding = SeatFunding.PAID,
    ) -> Enrolment:
        """Enrol `person_id` in `activity` as it stands; asked for first, where the provider decides.

        Raises: UnknownActivity, EnrolmentClosed, SpecialityNotCovered.
        """
        activity.require_open(at, speciality)
        asks = activity.card.told.by_application
        state = EnrolmentState.SENT if asks else EnrolmentState.ENROLLED
        return cls._of(activity, person_id, speciality, at, state=state, funding=funding)

    @classmethod
    def afterwards(cls, activity: Activity, person_id: PersonId, speciality: str, at: datetime) -> Enrolment:
        """Enrol somebody for whose presence the provider vouches already.

        Raises: ActivityMoveRefused -- it earns nothing. SpecialityNotCovered.
        """
        activity.require_number()
        if speciality not in activity.card.specialities:
            raise SpecialityNotCovered(speciality=speciality)
        return cls._of(activity, person_id, speciality, at)

    @classmethod
    def _of(
        cls,
        activity: Activity,
        person_id: PersonId,
        speciality: str,
        at: datetime,
        *,
        state: EnrolmentState = EnrolmentState.ENROLLED,
        funding: SeatFunding = SeatFunding.PAID,
    ) -> Enrolment:
        return cls(
            state=state,
            funding=funding,
            price=activity.card.price_of(funding),
            enrolment_id=EnrolmentId(new_id()),
            activity_id=activity.activity_id,
            activity_version=activity.terms_version or activity.version,
            person_id=person_id,
            speciality=speciality,
            title=activity.card.title,
            credits=activity.card.credits,
            enrolled_at=at,
        )

    @classmethod
    def propose(cls, activity: Activity, person_id: PersonId, speciality: str, at: datetime) -> Enrolment:
        """What an employer proposes: it takes nothing until the specialist follows.

        Raises: UnknownActivity, EnrolmentClosed, SpecialityNotCovered.
        """
        wish = cls.open(activity, person_id, speciality, at)
        wish.state, wish.moved_by = EnrolmentState.DRAFT, MoveSource.EMPLOYER
        return wish

    def draw_from(self, contract_id: SeatContractId) -> None:
        """Let it be about a seat that an employer has bought: the specialist owes nothing for it."""
        self.contract_id, self.price = contract_id, Decimal(0)

    @property
    def is_holding(self) -> bool:
        """Whether it takes a seat."""
        return self.state in HOLDING

    def cancel(self, activity: Activity, at: datetime) -> None:
        """Give the seat, or the place in line, back.

        Raises: EnrolmentClosed -- it is decided already, the activity is over, or its terms bind by now.
        """
        if EnrolmentState.CANCELLED not in MOVES[self.state] or at >= activity.card.ends_at:
            raise EnrolmentClosed(state=self.state)
        until = activity.card.cancel_until
        if self.state in ATTENDING and until is not None and at >= until:
            raise EnrolmentClosed(rule="enrolment.cancel_until", until=until)
        self.move(EnrolmentState.CANCELLED, MoveSource.SPECIALIST)

    def wait(self, at: datetime) -> None:
        """Stand in line. Raises: EnrolmentClosed."""
        self.state, self.queued_at = EnrolmentState.WAITING, at

    def offer(self, until: datetime) -> None:
        """Keep a seat for somebody who waits. Raises: EnrolmentClosed."""
        self.move(EnrolmentState.OFFERED, MoveSource.SUITE)
        self.offered_until = until

    def accept(self, at: datetime) -> None:
        """Take the seat that is offered. Raises: EnrolmentClosed -- none is, or no longer."""
        if self.state is not EnrolmentState.OFFERED:
            raise EnrolmentClosed(state=self.state)
        if self.offered_until is not None and at >= self.offered_until:
            raise EnrolmentClosed(rule="enrolment.offer_expired", until=self.offered_until)
        self.move(EnrolmentState.ENROLLED, MoveSource.SPECIALIST)

    def admit(self) -> None:
        """Give a seat to somebody who has asked for one. Raises: EnrolmentClosed."""
        self._require_sent()
        self.move(EnrolmentState.ENROLLED, MoveSource.PROVIDER)

    def refuse(self) -> None:
        """Give none. Raises: EnrolmentClosed."""
        self._require_sent()
        self.move(EnrolmentState.CANCELLED, MoveSource.PROVIDER)

    def let_in(self) -> None:
        """Give a seat to somebody who was there, and whose wish for one still stood.

        Raises: EnrolmentClosed.
        """
        if self.state is EnrolmentState.WAITING:
            self.move(EnrolmentState.OFFERED, MoveSource.PROVIDER)
        self.move(EnrolmentState.ENROLLED, MoveSource.PROVIDER)

    def move(self, state: EnrolmentState, source: MoveSource) -> None:
        """Raises: EnrolmentClosed -- it is no move from here."""
        if state not in MOVES[self.state]:
            raise EnrolmentClosed(state=self.state)
        self.state, self.moved_by, self.offered_until = state, source, None

    def _require_sent(self) -> None:
        if self.state is not EnrolmentState.SENT:
            raise EnrolmentClosed(state=self.state)

    def complete(self, report: AttendanceRow, source: CompletionSource, at: datetime) -> None:
        """Note that the specialist was present enough. Raises: EnrolmentClosed -- it is decided already."""
        self._decide(EnrolmentState.COMPLETED, report, source, at)
        self.completed_on = report.attended_on

    def fail(self, report: AttendanceRow, source: CompletionSource, at: datetime) -> None:
        """Note that the specialist was present, but not enough. Raises: EnrolmentClosed."""
        self._decide(EnrolmentState.FAILED, report, source, at)

    @property
    def is_under_way(self) -> bool:
        """Whether a module may still be completed by whoever goes through it.

        What a provider has taken back is for the provider to report anew; what content has, for it to tell.
        """
        is_voided = self.state is EnrolmentState.REVOKED and self.moved_by is MoveSource.SUITE
        return self.state in ATTENDING or is_voided

    def revoke(self, source: MoveSource) -> None:
        """Vouch no longer for what was completed. Raises: EnrolmentClosed -- it is not."""
        self.move(EnrolmentState.REVOKED, source)
        self.completed_on = None

    def standing_rule(self, window: timedelta, at: datetime) -> str | None:
        """The rule by which what was reported stands for good; none while it may be taken back.

        window: for how long after the report.
        """
        if self.state is not EnrolmentState.COMPLETED:
            return "correction.not_completed"
        if self.reported_at is None or at > self.reported_at + window:
            return "correction.too_late"
        return None

    def _decide(
        self, state: EnrolmentState, report: AttendanceRow, source: CompletionSource, at: datetime
    ) -> None:
        self.move(state, MoveSource.PROVIDER)
        self.minutes, self.checks_passed = report.minutes, report.checks_passed
        self.source, self.reported_at = source, at
