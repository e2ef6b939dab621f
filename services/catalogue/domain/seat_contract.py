"""A seat contract: seats that an employer has bought, and its people take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from contracts.catalogue.cards import SeatFunding
from contracts.catalogue.enrolments import NoSeats
from contracts.catalogue.seat_contracts import (
    CounterSeatContract,
    NotABuyer,
    OfferSeatContract,
    Party,
    SeatContractId,
    SeatContractMoveRefused,
    SeatContractState,
    SeatContractUnsound,
    UnknownSeatContract,
)
from kernel.messages import Caller, StaleVersion
from kernel.money import Money
from kernel.values import ActivityId, OrganisationId, PersonId, Role, new_id
from services.catalogue.domain.activity import Activity

State = SeatContractState
MOVES: dict[State, frozenset[State]] = {
    State.OFFERED: frozenset({State.AGREED, State.COUNTERED, State.DECLINED, State.EXPIRED}),
    State.COUNTERED: frozenset({State.AGREED, State.OFFERED, State.DECLINED, State.EXPIRED}),
    State.AGREED: frozenset({State.USED, State.CLOSED, State.EXPIRED}),
    State.USED: frozenset({State.AGREED, State.CLOSED}),
    State.DECLINED: frozenset(),
    State.CLOSED: frozenset(),
    State.EXPIRED: frozenset(),
}
# The provider keeps the seats that nobody has taken yet.
KEEPING = frozenset({State.AGREED, State.USED})
# Whose answer is waited for, and what the contract is once that answers with other terms.
TURN = {State.OFFERED: Party.PROVIDER, State.COUNTERED: Party.EMPLOYER}
ANSWERED = {Party.PROVIDER: State.COUNTERED, Party.EMPLOYER: State.OFFERED}
# Something may still become of them.
OPEN = KEEPING | TURN.keys()


@dataclass(eq=False, kw_only=True)
class SeatContract:
    """The aggregate. drawn: how many of the seats people have taken; they stay theirs when it ends.

    version: of the terms. offered_by, answered_by: who acts for the employer, and who for the provider.
    """

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
    version: int = 1
    offered_by: PersonId | None = None
    answered_by: PersonId | None = None

    @classmethod
    def offer(
        cls, caller: Caller, activity: Activity, command: OfferSeatContract, *, at: datetime, today: date
    ) -> SeatContract:
        """Raises: NotABuyer, ActivityMoveRefused -- nobody can enrol. SeatContractUnsound."""
        if not caller.has(Role.EMPLOYER) or caller.organisation_id is None:
            raise NotABuyer
        _require_sound(activity, command, today)
        return cls(
            contract_id=SeatContractId(new_id()),
            provider_id=activity.provider_id,
            employer_id=caller.organisation_id,
            offered_at=at,
            offered_by=caller.person,
            answered_by=activity.drafted_by,
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

    @property
    def turn(self) -> Party | None:
        return TURN.get(self.state)

    def party(self, caller: Caller) -> Party:
        """For whom the caller acts; who acts for both acts for the one that is asked.

        Raises: UnknownSeatContract -- it is between others.
        """
        sides = {Party.EMPLOYER: self._is_of_buyer(caller), Party.PROVIDER: self._is_of_seller(caller)}
        own = [side for side, is_own in sides.items() if is_own]
        if not own:
            raise UnknownSeatContract(contract_id=self.contract_id)
        return self.turn if self.turn in own else own[0]

    def other_person(self, party: Party) -> PersonId | None:
        """Who acts for the other party; unknown to us for the oldest."""
        return self.answered_by if party is Party.EMPLOYER else self.offered_by

    def agree(self, caller: Caller, version: int | None, *, at: datetime, today: date) -> Party:
        """Say yes to what the other party proposes. Gives who has.

        Raises: UnknownSeatContract, StaleVersion. SeatContractMoveRefused -- nobody waits for the caller.
        """
        party = self._answering(caller, version)
        if today > self.until:
            raise SeatContractMoveRefused(rule="seat_contract.until")
        self._move(State.AGREED)
        self.agreed_at = at
        return party

    def counter(
        self, caller: Caller, activity: Activity, command: CounterSeatContract, *, today: date
    ) -> Party:
        """Answer with other terms. Gives who has.

        Raises: UnknownSeatContract, StaleVersion, ActivityMoveRefused, SeatContractUnsound.
            SeatContractMoveRefused -- nobody waits for the caller.
        """
        party = self._answering(caller, command.version)
        _require_sound(activity, command, today)
        self._move(ANSWERED[party])
        self.seats, self.price, self.until = command.seats, command.price, command.until
        self.version += 1
        return party

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

    def end(self, caller: Caller, at: datetime) -> Party:
        """Decline what was proposed, or, as the employer, close what was agreed. Gives who has.

        Raises: UnknownSeatContract. SeatContractMoveRefused -- it has ended, or the employer has bought it.
        """
        party = self.party(caller)
        if self.turn is not None:
            self._move(State.DECLINED)
        else:
            if not self._is_of_buyer(caller):
                raise SeatContractMoveRefused(rule="seat_contract.bought")
            self._move(State.CLOSED)
        self.ended_at = at
        return party

    def end_with_activity(self, at: datetime, *, drawn: int) -> None:
        """drawn: who keeps a seat all the same."""
        self.drawn = drawn
        self._move(State.CLOSED if self.turn is None else State.DECLINED)
        self.ended_at = at

    def expire(self, at: datetime) -> None:
        """Its last day is over."""
        self._move(State.CLOSED if self.state is State.USED else State.EXPIRED)
        self.ended_at = at

    def _answering(self, caller: Caller, version: int | None) -> Party:
        """The party for which the caller answers, once it is its turn; the caller is told from now on."""
        party = self.party(caller)
        if version is not None and version != self.version:
            raise StaleVersion(version=self.version)
        if self.turn is None:
            raise SeatContractMoveRefused(state=self.state)
        if self.turn is not party:
            raise SeatContractMoveRefused(rule="seat_contract.turn")
        if party is Party.EMPLOYER:
            self.offered_by = caller.person
        else:
            self.answered_by = caller.person
        return party

    def _move(self, state: State) -> None:
        if state not in MOVES[self.state]:
            raise SeatContractMoveRefused(state=self.state)
        self.state = state

    def _is_of_buyer(self, caller: Caller) -> bool:
        return caller.has(Role.EMPLOYER) and caller.organisation_id == self.employer_id

    def _is_of_seller(self, caller: Caller) -> bool:
        return caller.has(Role.PROVIDER) and caller.organisation_id == self.provider_id


def _require_sound(activity: Activity, terms: OfferSeatContract | CounterSeatContract, today: date) -> None:
    """Raises: ActivityMoveRefused -- nobody can enrol. SeatContractUnsound."""
    activity.require_number()
    if not today <= terms.until <= activity.card.ends_on:
        raise SeatContractUnsound(until="seat_contract.until")
    if activity.seats is not None and terms.seats > activity.seats:
        raise SeatContractUnsound(seats="seat_contract.seats")
    if terms.price.minor * terms.seats > Money.MOST:
        raise SeatContractUnsound(price="money.range")
