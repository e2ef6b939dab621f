"""A seat contract: seats that an employer has bought, and its people take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from contracts.catalogue.cards import SeatFunding
from contracts.catalogue.enrolments import NoSeats
from contracts.catalogue.seat_contracts import (
    NotABuyer,
    OfferSeatContract,
    SeatContractId,
    SeatContractMoveRefused,
    SeatContractState,
    SeatContractUnsound,
    UnknownSeatContract,
)
from kernel.messages import Caller
from kernel.money import Money
from kernel.values import ActivityId, OrganisationId, Role, new_id
from services.catalogue.domain.activity import Activity

State = SeatContractState
MOVES: dict[State, frozenset[State]] = {
    State.OFFERED: frozenset({State.AGREED, State.DECLINED, State.EXPIRED}),
    State.AGREED: frozenset({State.USED, State.CLOSED, State.EXPIRED}),
    State.USED: frozenset({State.AGREED, State.CLOSED}),
    State.DECLINED: frozenset(),
    State.CLOSED: frozenset(),
    State.EXPIRED: frozenset(),
}
# The provider keeps the seats that nobody has taken yet.
KEEPING = frozenset({State.AGREED, State.USED})
# Something may still become of them.
OPEN = KEEPING | {State.OFFERED}


@dataclass(eq=False, kw_only=True)
class SeatContract:
    """The aggregate. drawn: how many of the seats people have taken; they stay theirs when it ends."""

    contract_id: SeatContractId
    activity_id: ActivityId
    provider_id: OrganisationId
    employer_id: OrganisationId
    cohort_id: UUID | None
    funding: SeatFunding
    seats: int
    price: Money
    until: date
    offered_at: datetime
    state: State = State.OFFERED
    drawn: int = 0
    agreed_at: datetime | None = None
    ended_at: datetime | None = None

    @classmethod
    def offer(
        cls, caller: Caller, activity: Activity, command: OfferSeatContract, *, at: datetime, today: date
    ) -> SeatContract:
        """Raises: NotABuyer, ActivityMoveRefused -- nobody can enrol. SeatContractUnsound."""
        if not caller.has(Role.EMPLOYER) or caller.organisation_id is None:
            raise NotABuyer
        activity.require_number()
        if not today <= command.until <= activity.card.ends_on:
            raise SeatContractUnsound(until="seat_contract.until")
        if activity.seats is not None and command.seats > activity.seats:
            raise SeatContractUnsound(seats="seat_contract.seats")
        if command.price.minor * command.seats > Money.MOST:
            raise SeatContractUnsound(price="money.range")
        return cls(
            contract_id=SeatContractId(new_id()),
            provider_id=activity.provider_id,
            employer_id=caller.organisation_id,
            offered_at=at,
            **vars(command),
        )

    @property
    def left(self) -> int:
        """The seats that are kept for those who have taken none yet."""
        return self.seats - self.drawn if self.state in KEEPING else 0

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def owed(self) -> Money:
        return Money(self.price.minor * self.drawn)

    def require_party(self, caller: Caller) -> None:
        """Raises: UnknownSeatContract -- it is between others."""
        if not (self._is_of_buyer(caller) or self._is_of_seller(caller)):
            raise UnknownSeatContract(contract_id=self.contract_id)

    def agree(self, caller: Caller, *, at: datetime, today: date) -> None:
        """Say yes, as the provider.

        Raises: UnknownSeatContract, SeatContractMoveRefused -- it is no offer any more.
        """
        if not self._is_of_seller(caller):
            raise UnknownSeatContract(contract_id=self.contract_id)
        if today > self.until:
            raise SeatContractMoveRefused(rule="seat_contract.until")
        self._move(State.AGREED)
        self.agreed_at = at

    def draw(self, today: date) -> None:
        """Take one of the seats. Raises: NoSeats."""
        if self.state is not State.AGREED or today > self.until:
            raise NoSeats(activity_id=self.activity_id, rule="seat_contract.nothing_left")
        self.drawn += 1
        if self.drawn == self.seats:
            self._move(State.USED)

    def take_back(self) -> bool:
        """Whether a seat that somebody gives back is kept here again; no, once it has ended."""
        if self.state is State.USED:
            self._move(State.AGREED)
        if self.state is not State.AGREED:
            return False
        self.drawn -= 1
        return True

    def end(self, caller: Caller, at: datetime) -> None:
        """Decline what was offered, or, as the employer, close what was agreed.

        Raises: UnknownSeatContract. SeatContractMoveRefused -- it has ended, or the employer has bought it.
        """
        self.require_party(caller)
        if self.state is State.OFFERED:
            self._move(State.DECLINED)
        else:
            if not self._is_of_buyer(caller):
                raise SeatContractMoveRefused(rule="seat_contract.bought")
            self._move(State.CLOSED)
        self.ended_at = at

    def end_with_activity(self, at: datetime, *, drawn: int) -> None:
        """drawn: who keeps a seat all the same."""
        self.drawn = drawn
        self._move(State.DECLINED if self.state is State.OFFERED else State.CLOSED)
        self.ended_at = at

    def expire(self, at: datetime) -> None:
        """Its last day is over."""
        self._move(State.CLOSED if self.state is State.USED else State.EXPIRED)
        self.ended_at = at

    def _move(self, state: State) -> None:
        if state not in MOVES[self.state]:
            raise SeatContractMoveRefused(state=self.state)
        self.state = state

    def _is_of_buyer(self, caller: Caller) -> bool:
        return caller.has(Role.EMPLOYER) and caller.organisation_id == self.employer_id

    def _is_of_seller(self, caller: Caller) -> bool:
        return caller.has(Role.PROVIDER) and caller.organisation_id == self.provider_id
