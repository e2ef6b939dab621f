"""Standing in line for a seat: in order, with a deadline, and nobody is passed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import pytest

from contracts.catalogue.activities import Activity
from contracts.catalogue.cards import CardDetails, SeatFunding, SeatQuota
from contracts.catalogue.enrolments import (
    CancelEnrolment,
    Enrol,
    Enrolment,
    EnrolmentClosed,
    EnrolmentState,
    NoSeats,
)
from contracts.catalogue.participation import AcceptSeat, EnrolmentReport, MoveSource, ReadEnrolment
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller
from services.catalogue.usecases import enrolments, participation, rounds
from tests.builders.catalogue import NOW, THERAPY, a_specialist
from tests.integration.catalogue import onboarded
from tests.integration.catalogue.journeys import a_publication, at_once, enrolled
from tests.integration.catalogue.outbox import announced

State = EnrolmentState
OFFER = timedelta(hours=48)  # policy `enrolment.offer_hours`
FAR = {"starts_at": NOW + timedelta(days=30)}


def waiting(
    database: Database, activity: Activity, person: Caller, funding: SeatFunding = SeatFunding.PAID
) -> Enrolment:
    wish = Enrol(activity_id=activity.activity_id, speciality=THERAPY, funding=funding, wait=True)
    return enrolments.enrol(database, person, wish)


def left(database: Database, person: Caller, enrolment: Enrolment) -> Enrolment:
    return enrolments.cancel_enrolment(database, person, CancelEnrolment(enrolment_id=enrolment.enrolment_id))


def accepted(database: Database, person: Caller, enrolment: Enrolment) -> Enrolment:
    return participation.accept_seat(database, person, AcceptSeat(enrolment_id=enrolment.enrolment_id))


def known(database: Database, person: Caller, enrolment: Enrolment) -> EnrolmentReport:
    query = ReadEnrolment(enrolment_id=enrolment.enrolment_id)
    return participation.read_enrolment(database, person, query)


def states(database: Database, line: Sequence[tuple[Caller, Enrolment]]) -> list[State]:
    return [known(database, *each).enrolment.state for each in line]


def a_line(database: Database, activity: Activity, length: int) -> list[tuple[Caller, Enrolment]]:
    people = [a_specialist() for _ in range(length)]
    return [(person, waiting(database, activity, person)) for person in people]


def test_whoever_may_wait_stands_in_line_where_no_seat_is_left(database: Database) -> None:
    activity = a_publication(database, capacity=1, **FAR)
    enrolled(database, activity)

    line = a_line(database, activity, 2)

    assert states(database, line) == [State.WAITING, State.WAITING]
    assert [known(database, *each).place for each in line] == [1, 2]
    assert len(announced(database, "catalogue.enrolment.opened")) == 1


def test_a_seat_given_back_is_offered_to_who_waits_longest(database: Database) -> None:
    activity, holder = a_publication(database, capacity=1, **FAR), a_specialist()
    seat = enrolled(database, activity, person=holder)
    line = a_line(database, activity, 2)

    left(database, holder, seat)

    assert states(database, line) == [State.OFFERED, State.WAITING]
    [event] = announced(database, "catalogue.enrolment.offered")
    assert event["enrolment_id"] == str(line[0][1].enrolment_id)
    assert event["until"] == (NOW + OFFER).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_seat_that_is_kept_for_somebody_is_nobody_elses(database: Database) -> None:
    activity, holder = a_publication(database, capacity=1, **FAR), a_specialist()
    seat = enrolled(database, activity, person=holder)
    a_line(database, activity, 1)
    left(database, holder, seat)

    with pytest.raises(NoSeats):
        enrolled(database, activity)


def test_an_offer_that_is_accepted_is_a_seat(database: Database) -> None:
    activity, holder = a_publication(database, capacity=1, **FAR), a_specialist()
    seat = enrolled(database, activity, person=holder)
    [(person, enrolment)] = a_line(database, activity, 1)
    left(database, holder, seat)

    assert accepted(database, person, enrolment).state is State.ENROLLED

    assert len(announced(database, "catalogue.enrolment.opened")) == 2


def test_an_offer_that_nobody_accepts_goes_to_the_next_in_line(database: Database) -> None:
    activity, holder = a_publication(database, capacity=1, **FAR), a_specialist()
    seat = enrolled(database, activity, person=holder)
    line = a_line(database, activity, 2)
    left(database, holder, seat)

    with clock.freeze(NOW + OFFER):
        rounds.lapse_offers(database)

    assert states(database, line) == [State.CANCELLED, State.OFFERED]
    assert known(database, *line[0]).moves[-1].source is MoveSource.SUITE


def test_who_leaves_the_line_is_passed_over(database: Database) -> None:
    activity, holder = a_publication(database, capacity=1, **FAR), a_specialist()
    seat = enrolled(database, activity, person=holder)
    line = a_line(database, activity, 2)
    left(database, *line[0])

    left(database, holder, seat)

    assert states(database, line) == [State.CANCELLED, State.OFFERED]


def test_each_line_waits_for_seats_of_its_kind(database: Database) -> None:
    details = CardDetails(quota=SeatQuota(budget=1))
    activity = a_publication(database, capacity=2, price=Decimal(900), details=details, **FAR)
    paying, funded, first, second = (a_specialist() for _ in range(4))
    paid, free = waiting(database, activity, paying), waiting(database, activity, funded, SeatFunding.BUDGET)
    line = [
        (first, waiting(database, activity, first)),
        (second, waiting(database, activity, second, SeatFunding.BUDGET)),
    ]

    left(database, funded, free)

    assert (paid.price, free.price) == (Decimal("900.00"), Decimal("0.00"))
    assert states(database, line) == [State.WAITING, State.OFFERED]


def test_seats_that_come_up_by_themselves_are_offered(database: Database) -> None:
    """As when the one who was first in line was just leaving while a seat was given back."""
    activity, holder = a_publication(database, capacity=1, **FAR), a_specialist()
    seat = enrolled(database, activity, person=holder)
    leaving, staying = a_specialist(), a_specialist()
    line = [(leaving, waiting(database, activity, leaving)), (staying, waiting(database, activity, staying))]

    at_once([lambda: left(database, holder, seat), lambda: left(database, *line[0])])
    rounds.offer_seats(database)

    assert states(database, line) == [State.CANCELLED, State.OFFERED]


def test_ten_who_leave_at_once_let_the_first_ten_in(database: Database) -> None:
    activity = a_publication(database, capacity=10, **FAR)
    holders = [a_specialist() for _ in range(10)]
    seats = [(holder, enrolled(database, activity, person=holder)) for holder in holders]
    line = a_line(database, activity, 15)

    at_once([lambda pair=pair: left(database, *pair) for pair in seats])

    assert states(database, line) == [State.OFFERED] * 10 + [State.WAITING] * 5


def test_nobody_accepts_a_seat_while_the_provider_is_suspended(database: Database) -> None:
    activity = a_publication(database, capacity=1, **FAR)
    holder = a_specialist()
    seat = enrolled(database, activity, person=holder)
    [(first, offered)] = a_line(database, activity, 1)
    left(database, holder, seat)
    onboarded.suspended(database)

    with pytest.raises(EnrolmentClosed) as refused:
        accepted(database, first, offered)

    assert refused.value.details == {"rule": "provider.suspended"}
    onboarded.restored(database)
    assert accepted(database, first, offered).state is State.ENROLLED
