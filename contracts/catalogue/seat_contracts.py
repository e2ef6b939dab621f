"""Seat contracts: an employer buys seats of an activity for its people, who take them by enrolling.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Enrolment and attendance".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from contracts.catalogue.activities import PROVIDERS, ActivityMoveRefused, UnknownActivity
from contracts.catalogue.cards import SeatFunding
from kernel.messages import Conflict, Event, Forbidden, Invalid, NotFound, Operation, StaleVersion
from kernel.money import Money
from kernel.values import ActivityId, Limit, Line, OrganisationId, PersonId, Range, Role, Text

SeatContractId = NewType("SeatContractId", UUID)
Seats = Annotated[int, Range(1, 10_000)]


class SeatContractState(StrEnum):
    """offered: by the employer. countered: the provider proposes other terms. Each may answer with others.

    agreed: whoever was asked has said yes, and the provider keeps the seats.
    used: the last of them is taken; agreed again once somebody gives one back. declined: never agreed.
    closed: ended by the employer, with its activity, or used to its last day. expired: its last day is
    over, and what was left went back.
    """

    OFFERED = "offered"
    COUNTERED = "countered"
    AGREED = "agreed"
    USED = "used"
    DECLINED = "declined"
    CLOSED = "closed"
    EXPIRED = "expired"


class Party(StrEnum):
    EMPLOYER = "employer"
    PROVIDER = "provider"


class NotABuyer(Forbidden, ru="Вы не представляете работодателя."):
    """The caller acts for no employer."""


class UnknownSeatContract(NotFound, ru="Такого договора о местах нет."):
    """There is no such seat contract."""


class SeatContractUnsound(Invalid, ru="Условия договора о местах противоречат правилам."):
    """The terms of the seat contract contradict a rule."""


class SeatContractMoveRefused(Conflict, ru="В нынешнем состоянии договора о местах это невозможно."):
    """The contract's state does not allow this; details tell why."""


@dataclass(frozen=True, kw_only=True)
class OfferSeatContract:
    """Ask for seats. price: of one seat; until: the last day on which one may be taken.

    funding: which of the activity's seats. cohort_id: one of the employer's groups; absent: any of them.
    """

    activity_id: ActivityId
    seats: Seats
    price: Money
    until: date
    funding: SeatFunding = SeatFunding.PAID
    cohort_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class CounterSeatContract:
    """Answer with other terms. version: of the terms that the caller has read; note: why, in words."""

    contract_id: SeatContractId
    version: int
    seats: Seats
    price: Money
    until: date
    note: Text | None = None


@dataclass(frozen=True, kw_only=True)
class PickSeatContract:
    """terms: the version of those that the caller has read and says yes to; it means nothing elsewhere."""

    contract_id: SeatContractId
    terms: int | None = None


@dataclass(frozen=True, kw_only=True)
class SeatOffer:
    """What one party has proposed."""

    version: int
    party: Party
    seats: int
    price: Money
    until: date
    note: str | None
    proposed_at: datetime


@dataclass(frozen=True, kw_only=True)
class SeatContract:
    """drawn: seats that people have taken. total: of all seats; owed: of those that were drawn.

    version: of the terms, one more with each answer. turn: whose answer is waited for, if anybody's.
    offers: all that was proposed, the newest first; told where one contract is read.
    """

    contract_id: SeatContractId
    activity_id: ActivityId
    provider_id: OrganisationId
    employer_id: OrganisationId
    cohort_id: UUID | None
    funding: SeatFunding
    state: SeatContractState
    seats: int
    drawn: int
    price: Money
    total: Money
    owed: Money
    until: date
    offered_at: datetime
    agreed_at: datetime | None
    ended_at: datetime | None
    version: int = 1
    turn: Party | None = None
    offers: tuple[SeatOffer, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ListSeatContracts:
    activity_id: ActivityId | None = None
    state: SeatContractState | None = None
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class SeatContractPage:
    """The newest first."""

    items: tuple[SeatContract, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class ListSeatsForMe:
    """Of one activity, or of all."""

    activity_id: ActivityId | None = None


@dataclass(frozen=True, kw_only=True)
class SeatForMe:
    """Seats that the caller's employer has bought, and that may still be taken."""

    contract_id: SeatContractId
    activity_id: ActivityId
    employer_id: OrganisationId
    seats_left: int
    until: date


@dataclass(frozen=True, kw_only=True)
class SeatsForMe:
    """The soonest to end first."""

    items: tuple[SeatForMe, ...]


# In each of these events, person_id: whom it is told, who acts for the other party; title: of the activity.
@dataclass(frozen=True, kw_only=True)
class SeatContractOffered(Event, name="catalogue.seat_contract.offered", subject="contract_id"):
    """An employer asks a provider for seats."""

    contract_id: SeatContractId
    activity_id: ActivityId
    provider_id: OrganisationId
    employer_id: OrganisationId
    seats: int
    price: Money
    until: date
    person_id: PersonId | None = None
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class SeatContractCountered(Event, name="catalogue.seat_contract.countered", subject="contract_id"):
    """A party has answered with other terms."""

    contract_id: SeatContractId
    activity_id: ActivityId
    provider_id: OrganisationId
    employer_id: OrganisationId
    party: Party
    version: int
    seats: int
    price: Money
    until: date
    person_id: PersonId | None = None
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class SeatContractAgreed(Event, name="catalogue.seat_contract.agreed", subject="contract_id"):
    """Both have agreed; the seats are kept for the employer's people."""

    contract_id: SeatContractId
    activity_id: ActivityId
    provider_id: OrganisationId
    employer_id: OrganisationId
    seats: int
    price: Money
    until: date
    person_id: PersonId | None = None
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class SeatContractEnded(Event, name="catalogue.seat_contract.ended", subject="contract_id"):
    """Nothing more is drawn from it. state: how it ended; returned: seats that went back."""

    contract_id: SeatContractId
    activity_id: ActivityId
    provider_id: OrganisationId
    employer_id: OrganisationId
    state: SeatContractState
    drawn: int
    returned: int
    owed: Money
    person_id: PersonId | None = None
    title: str = ""


BUYERS = frozenset({Role.EMPLOYER})
PARTIES = BUYERS | PROVIDERS

offer_seat_contract = Operation(
    "catalogue",
    "offer_seat_contract",
    OfferSeatContract,
    SeatContract,
    (NotABuyer, UnknownActivity, ActivityMoveRefused, SeatContractUnsound),
    roles=BUYERS,
)
agree_seat_contract = Operation(
    "catalogue",
    "agree_seat_contract",
    PickSeatContract,
    SeatContract,
    (UnknownSeatContract, SeatContractMoveRefused, ActivityMoveRefused, StaleVersion),
    roles=PARTIES,
)
counter_seat_contract = Operation(
    "catalogue",
    "counter_seat_contract",
    CounterSeatContract,
    SeatContract,
    (UnknownSeatContract, SeatContractMoveRefused, SeatContractUnsound, ActivityMoveRefused, StaleVersion),
    roles=PARTIES,
)
end_seat_contract = Operation(
    "catalogue",
    "end_seat_contract",
    PickSeatContract,
    SeatContract,
    (UnknownSeatContract, SeatContractMoveRefused),
    roles=PARTIES,
)
read_seat_contract = Operation(
    "catalogue",
    "read_seat_contract",
    PickSeatContract,
    SeatContract,
    (UnknownSeatContract,),
    roles=PARTIES,
    reads=True,
)
list_seat_contracts = Operation(
    "catalogue", "list_seat_contracts", ListSeatContracts, SeatContractPage, roles=PARTIES, reads=True
)
seats_for_me = Operation(
    "catalogue",
    "seats_for_me",
    ListSeatsForMe,
    SeatsForMe,
    roles=frozenset({Role.SPECIALIST}),
    reads=True,
)
