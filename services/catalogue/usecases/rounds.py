"""What becomes of enrolments by itself: offers lapse, studying begins, whoever waits moves up."""

from __future__ import annotations

from contracts.catalogue.enrolments import EnrolmentState
from contracts.catalogue.participation import MoveSource
from kernel import clock, outbox
from kernel.database import Database
from kernel.values import ActivityId
from services.catalogue import store, views
from services.catalogue.usecases import seating

AT_ONCE = 200


def lapse_offers(database: Database) -> None:
    """Take back what nobody has accepted in time, and offer it to the next in line."""
    with database.reading() as session:
        activities = store.participation.expired(session, clock.now(), AT_ONCE)
    for activity_id in activities:
        _lapse(database, activity_id)


def offer_seats(database: Database) -> None:
    """Offer seats that have come up otherwise: by a larger hall, or while the first in line was leaving."""
    with database.reading() as session:
        activities = store.participation.to_be_offered(session, AT_ONCE)
    for activity_id in activities:
        with database.transaction() as session:
            seating.offer(session, store.activities.held(session, activity_id), clock.now())


def begin_studies(database: Database) -> None:
    """Let those who have a seat in what has begun be studying."""
    begun = AT_ONCE
    while begun == AT_ONCE:
        at = clock.now()
        with database.transaction() as session:
            enrolments = store.participation.beginning(session, at, AT_ONCE)
            for enrolment in enrolments:
                enrolment.move(EnrolmentState.STUDYING, MoveSource.SUITE)
            outbox.add_all(session, views.participation.begun(enrolments, at))
        begun = len(enrolments)


def _lapse(database: Database, activity_id: ActivityId) -> None:
    at = clock.now()
    with database.transaction() as session:
        activity = store.activities.held(session, activity_id)
        lapsed = store.participation.expired_within(session, activity_id, at)
        for enrolment in lapsed:
            enrolment.move(EnrolmentState.CANCELLED, MoveSource.SUITE)
            store.seats.give_back(session, activity_id, enrolment.funding)
        outbox.add_all(session, [views.enrolments.cancelled(enrolment, at) for enrolment in lapsed])
        seating.offer(session, activity, at)
