"""What a specialist may still take, for the service that plans with it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from contracts.catalogue.activities import Activity, ActivityKind, MoveActivity
from contracts.catalogue.cards import CardDetails
from contracts.catalogue.offers import ListOffers, Offer
from kernel import clock
from kernel.database import Database
from kernel.files import Files
from kernel.messages import Caller
from kernel.values import Credits
from services.catalogue.usecases import publishing
from services.catalogue.usecases.offers import list_offers
from tests.builders.catalogue import CARDIOLOGY, NOW, THERAPY, a_provider, a_session, a_specialist
from tests.integration.catalogue.journeys import a_publication, enrolled
from tests.integration.catalogue.packaged import a_published_module


def offered(database: Database, person: Caller | None = None, **asked: Any) -> list[Offer]:
    wish: dict[str, Any] = {
        "person_id": (person or a_specialist()).person,
        "speciality": THERAPY,
        "until": NOW + timedelta(days=365),
    }
    return list(list_offers(database, ListOffers(**wish | asked)).items)


def test_a_published_activity_is_offered_with_its_price_and_seats(database: Database) -> None:
    activity = a_publication(database, price=Decimal(1500), capacity=10)

    [offer] = offered(database)

    assert (offer.activity_id, offer.number) == (activity.activity_id, activity.number)
    assert (offer.price, offer.seats_left, offer.is_enrolled) == (Decimal(1500), 10, False)


def test_what_is_live_says_when_one_must_be_there(database: Database) -> None:
    a_publication(database)
    sessions = (a_session("one"), a_session("two", starts_at=NOW + timedelta(days=3)))
    details = CardDetails(sessions=sessions)
    a_publication(database, details=details, ends_at=NOW + timedelta(days=4))

    whole, parts = offered(database)

    assert [(slot.starts_at, slot.ends_at) for slot in whole.slots] == [(whole.starts_at, whole.ends_at)]
    assert [slot.starts_at for slot in parts.slots] == [session.starts_at for session in sessions]


def test_a_programme_is_learned_at_any_time(database: Database) -> None:
    a_publication(
        database, kind=ActivityKind.PROGRAMME, credits=Credits.of(36), ends_at=NOW + timedelta(days=30)
    )

    [offer] = offered(database)

    assert offer.slots == ()


def test_without_a_seat_left_nothing_is_offered(database: Database) -> None:
    enrolled(database, a_publication(database, capacity=1))

    assert offered(database) == []


def test_what_ends_too_late_is_not_offered(database: Database) -> None:
    a_publication(database)

    assert offered(database, until=NOW + timedelta(days=1)) == []


def test_what_is_live_is_no_longer_offered_once_it_has_begun(database: Database) -> None:
    activity = a_publication(database)

    with clock.freeze(activity.starts_at + timedelta(minutes=5)):
        assert offered(database) == []


def test_ones_own_seat_is_told_for_its_speciality(database: Database) -> None:
    person = a_specialist()
    enrolment = enrolled(database, a_publication(database), person=person)

    [offer] = offered(database, person, speciality=CARDIOLOGY)

    assert (offer.is_enrolled, offer.speciality, offer.credits) == (True, THERAPY, enrolment.credits)


def test_modules_are_suggested_and_gone_through_at_any_time(database: Database, files: Files) -> None:
    module = a_published_module(database, files, credits=Credits.of(2))

    [offer] = offered(database)

    assert (offer.activity_id, offer.kind, offer.slots) == (module.activity_id, ActivityKind.MODULE, ())
    assert offer.credits == Credits.of(2)


def test_what_was_cancelled_is_not_told(database: Database) -> None:
    person, activity = a_specialist(), a_publication(database)
    enrolled(database, activity, person=person)
    cancel(database, activity)

    assert offered(database, person) == []


def test_what_stands_on_something_not_completed_is_not_offered(database: Database) -> None:
    first = a_publication(database)
    a_publication(database, details=CardDetails(requires=(first.activity_id,)))

    assert [offer.activity_id for offer in offered(database)] == [first.activity_id]


def test_only_what_is_named_is_told_where_something_is(database: Database) -> None:
    a_publication(database)
    wanted = a_publication(database)

    [offer] = offered(database, activity_ids=(wanted.activity_id,))

    assert offer.activity_id == wanted.activity_id


def cancel(database: Database, activity: Activity) -> None:
    command = MoveActivity(activity_id=activity.activity_id, version=activity.version)
    publishing.cancel_activity(database, a_provider(), command)
