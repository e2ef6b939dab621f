"""Seats that an employer buys: agreed by both, taken by its people, never more than were bought."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest

from contracts.catalogue.activities import ActivityMoveRefused
from contracts.catalogue.cards import CardDetails, SeatFunding, SeatQuota
from contracts.catalogue.enrolments import CancelEnrolment, EnrolmentState, ListEnrolments, NoSeats
from contracts.catalogue.participation import AcceptSeat
from contracts.catalogue.seat_contracts import (
    ListSeatContracts,
    ListSeatsForMe,
    SeatContractMoveRefused,
    SeatContractState,
    SeatContractUnsound,
    UnknownSeatContract,
)
from kernel import clock
from kernel.database import Database
from kernel.money import Money
from services.catalogue.usecases import enrolments, participation, publishing, seat_contracts
from tests.builders.catalogue import NOW, TODAY, UNIVERSITY, a_provider, a_specialist
from tests.integration.catalogue.bought import (
    HOSPITAL,
    a_group,
    accepted,
    agreed,
    an_employer,
    an_offer,
    as_read_now,
    consenting,
    drawn,
    entered,
    picked,
)
from tests.integration.catalogue.journeys import a_publication, as_read, at_once, enrolled
from tests.integration.catalogue.outbox import announced

State = SeatContractState


def test_seats_are_kept_from_the_moment_both_agree(database: Database) -> None:
    activity = a_publication(database, capacity=3)

    offer = an_offer(database, activity, seats=2)
    first = enrolled(database, activity)
    bought = seat_contracts.agree_seat_contract(database, a_provider(), accepted(offer))

    assert (offer.state, bought.state, first.state) == (State.OFFERED, State.AGREED, EnrolmentState.ENROLLED)
    assert (bought.total, bought.owed) == (Money.of(3000), Money.of(0))
    with pytest.raises(NoSeats):
        enrolled(database, activity)
    assert len(announced(database, "catalogue.seat_contract.offered")) == 1
    assert len(announced(database, "catalogue.seat_contract.agreed")) == 1


def test_whoever_takes_one_owes_nothing_for_it(database: Database) -> None:
    activity, person = a_publication(database, capacity=2, price=Decimal(900)), consenting(database)
    a_group(database, activity, person)
    bought = agreed(database, activity)

    seat = drawn(database, bought, person)

    assert (seat.state, seat.price, seat.contract_id) == (EnrolmentState.ENROLLED, 0, bought.contract_id)
    told = as_read_now(database, bought)
    assert (told.drawn, told.owed) == (1, Money.of(1500))


def test_never_more_are_taken_than_were_bought(database: Database) -> None:
    activity = a_publication(database, capacity=20)
    people = [consenting(database) for _ in range(12)]
    a_group(database, activity, *people)
    bought = agreed(database, activity, seats=5)

    found = at_once([partial(drawn, database, bought, person) for person in people])

    assert found.count("NoSeats") == 7
    told = as_read_now(database, bought)
    assert (told.state, told.drawn) == (State.USED, 5)


def test_two_contracts_never_share_a_seat(database: Database) -> None:
    activity = a_publication(database, capacity=5)
    offers = [an_offer(database, activity, seats=2) for _ in range(4)]

    agree = seat_contracts.agree_seat_contract
    found = at_once([partial(agree, database, a_provider(), accepted(offer)) for offer in offers])

    assert found.count("SeatContractMoveRefused") == 2


def test_a_seat_that_is_given_back_stays_the_employers(database: Database) -> None:
    activity, (first, second) = a_publication(database, capacity=1), [consenting(database) for _ in range(2)]
    a_group(database, activity, first, second)
    bought = agreed(database, activity, seats=1)
    seat = drawn(database, bought, first)
    assert as_read_now(database, bought).state is State.USED

    enrolments.cancel_enrolment(database, first, CancelEnrolment(enrolment_id=seat.enrolment_id))

    assert as_read_now(database, bought).state is State.AGREED
    with pytest.raises(NoSeats):
        enrolled(database, activity)
    assert drawn(database, bought, second).state is EnrolmentState.ENROLLED


def test_the_employer_gives_back_what_nobody_has_taken(database: Database) -> None:
    activity, person = a_publication(database, capacity=3), consenting(database)
    a_group(database, activity, person)
    bought = agreed(database, activity, seats=3)
    seat = drawn(database, bought, person)

    ended = seat_contracts.end_seat_contract(database, an_employer(), picked(bought))

    assert (ended.state, ended.drawn, ended.owed) == (State.CLOSED, 1, Money.of(1500))
    assert [enrolled(database, activity).state for _ in range(2)] == [EnrolmentState.ENROLLED] * 2
    with pytest.raises(NoSeats):
        enrolled(database, activity)
    enrolments.cancel_enrolment(database, person, CancelEnrolment(enrolment_id=seat.enrolment_id))
    assert enrolled(database, activity).state is EnrolmentState.ENROLLED
    [event] = announced(database, "catalogue.seat_contract.ended")
    assert (event["state"], event["drawn"], event["returned"]) == ("closed", 1, 2)


@pytest.mark.parametrize(
    ("takes", "state"), [(0, State.EXPIRED), (1, State.EXPIRED), (2, State.CLOSED)], ids=str
)
def test_past_its_last_day_it_ends_by_itself(database: Database, takes: int, state: State) -> None:
    activity, people = a_publication(database, capacity=2), [consenting(database) for _ in range(2)]
    a_group(database, activity, *people)
    bought = agreed(database, activity)
    for person in people[:takes]:
        drawn(database, bought, person)

    with clock.freeze(NOW + timedelta(days=2)):
        seat_contracts.expire_contracts(database)
        seat_contracts.expire_contracts(database)

    assert as_read_now(database, bought).state is state
    assert len(announced(database, "catalogue.seat_contract.ended")) == 1
    for _ in range(2 - takes):
        enrolled(database, activity)


def test_nothing_is_taken_after_the_last_day_even_before_the_round(database: Database) -> None:
    activity, person = a_publication(database), consenting(database)
    a_group(database, activity, person)
    bought = agreed(database, activity, until=TODAY)

    # The legal day ends at midnight in Moscow, three hours before it does by UTC.
    with clock.freeze(NOW.replace(hour=21)), pytest.raises(NoSeats):
        drawn(database, bought, person)


def test_only_the_employers_people_may_take_them(database: Database) -> None:
    activity = a_publication(database)
    silent, elsewhere, other = a_specialist(), consenting(database, HOSPITAL), consenting(database)
    a_group(database, activity, elsewhere, of=HOSPITAL)
    a_group(database, activity, other)
    group = a_group(database, activity)
    bought = agreed(database, activity, cohort_id=group.cohort_id)

    for person in (silent, elsewhere, other):
        with pytest.raises(UnknownSeatContract):
            drawn(database, bought, person)
        assert seat_contracts.seats_for_me(database, person, ListSeatsForMe()).items == ()

    entered(database, group, other)
    [offered] = seat_contracts.seats_for_me(database, other, ListSeatsForMe()).items
    assert (offered.contract_id, offered.seats_left) == (bought.contract_id, 2)
    assert drawn(database, bought, other).contract_id == bought.contract_id


def test_following_what_the_employer_proposes_takes_a_bought_seat(database: Database) -> None:
    activity, person = a_publication(database, price=Decimal(900)), consenting(database)
    a_group(database, activity, person)
    bought = agreed(database, activity)
    [proposal] = enrolments.my_enrolments(database, person, ListEnrolments()).items

    seat = participation.accept_seat(database, person, AcceptSeat(enrolment_id=proposal.enrolment_id))

    assert (seat.price, seat.contract_id) == (0, bought.contract_id)


def test_seats_of_a_budget_are_bought_apart(database: Database) -> None:
    quota = CardDetails(quota=SeatQuota(budget=2))
    activity = a_publication(database, capacity=5, details=quota)

    with pytest.raises(SeatContractMoveRefused):
        agreed(database, activity, seats=3, funding=SeatFunding.BUDGET)
    bought = agreed(database, activity, seats=2, funding=SeatFunding.BUDGET)

    assert bought.funding is SeatFunding.BUDGET
    with pytest.raises(SeatContractMoveRefused):
        agreed(database, activity, seats=1, funding=SeatFunding.BUDGET)


def test_an_activity_that_is_called_off_ends_its_contracts(database: Database) -> None:
    activity, person = a_publication(database), consenting(database)
    a_group(database, activity, person)
    bought, offer = agreed(database, activity), an_offer(database, activity)
    drawn(database, bought, person)

    publishing.cancel_activity(database, a_provider(), as_read(activity))

    ended = as_read_now(database, bought)
    assert (ended.state, ended.drawn, ended.owed) == (State.CLOSED, 0, Money.of(0))
    assert as_read_now(database, offer).state is State.DECLINED
    with pytest.raises(ActivityMoveRefused):
        an_offer(database, activity)


def test_a_provider_declines_but_never_takes_back(database: Database) -> None:
    activity = a_publication(database)
    offer, bought = an_offer(database, activity), agreed(database, activity)

    declined = seat_contracts.end_seat_contract(database, a_provider(), picked(offer))

    assert declined.state is State.DECLINED
    with pytest.raises(SeatContractMoveRefused) as refused:
        seat_contracts.end_seat_contract(database, a_provider(), picked(bought))
    assert refused.value.details == {"rule": "seat_contract.bought"}


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"until": TODAY - timedelta(days=1)}, {"until": "seat_contract.until"}),
        ({"until": date(2026, 11, 26)}, {"until": "seat_contract.until"}),
        ({"seats": 11}, {"seats": "seat_contract.seats"}),
        ({"price": Money(Money.MOST)}, {"price": "money.range"}),
    ],
    ids=["past", "after_the_end", "more_than_there_are", "dearer_than_money"],
)
def test_terms_that_cannot_be_kept_are_refused(
    database: Database, told: dict[str, object], fault: dict[str, str]
) -> None:
    activity = a_publication(database, capacity=10)

    with pytest.raises(SeatContractUnsound) as refused:
        an_offer(database, activity, **told)

    assert refused.value.details == fault


def test_a_contract_is_for_its_parties_alone(database: Database) -> None:
    activity = a_publication(database)
    bought, foreign = agreed(database, activity), a_group(database, activity, of=HOSPITAL)

    for other in (an_employer(HOSPITAL), a_provider(UNIVERSITY)):
        for use in (seat_contracts.read_seat_contract, seat_contracts.end_seat_contract):
            with pytest.raises(UnknownSeatContract):
                use(database, other, picked(bought))
        assert seat_contracts.list_seat_contracts(database, other, ListSeatContracts()).items == ()
    with pytest.raises(UnknownSeatContract):
        seat_contracts.agree_seat_contract(database, a_provider(UNIVERSITY), accepted(bought))
    with pytest.raises(SeatContractUnsound):
        an_offer(database, activity, cohort_id=foreign.cohort_id)


def test_contracts_come_page_by_page_to_both_parties(database: Database) -> None:
    activity = a_publication(database)
    offers = [an_offer(database, activity) for _ in range(3)]

    for party in (an_employer(), a_provider()):
        first = seat_contracts.list_seat_contracts(database, party, ListSeatContracts(limit=2))
        rest = ListSeatContracts(limit=2, cursor=first.next_cursor)
        second = seat_contracts.list_seat_contracts(database, party, rest)
        assert [*first.items, *second.items] == offers[::-1]
