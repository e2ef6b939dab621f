"""Taking a seat, and giving it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from contracts.catalogue.activities import Activity, NotYourActivity, ReadActivity, UnknownActivity
from contracts.catalogue.enrolments import (
    AlreadyEnrolled,
    CancelEnrolment,
    Enrol,
    Enrolment,
    EnrolmentClosed,
    EnrolmentPage,
    EnrolmentState,
    ListEnrolments,
    NoSeats,
    SpecialityNotCovered,
    UnknownEnrolment,
)
from contracts.catalogue.participants import ListParticipants
from kernel import clock, journal
from kernel.database import Database
from kernel.messages import Caller, Invalid
from kernel.values import ActivityId, new_id
from services.catalogue.tables import seats
from services.catalogue.usecases import enrolments, publishing, search
from tests.builders.catalogue import (
    CARDIOLOGY,
    NOBODY,
    UNIVERSITY,
    a_draft,
    a_provider,
    a_specialist,
)
from tests.integration.catalogue.journeys import a_publication, as_read, at_once, enrolled
from tests.integration.catalogue.outbox import announced


def cancelled(database: Database, enrolment: Enrolment, person: Caller) -> Enrolment:
    command = CancelEnrolment(enrolment_id=enrolment.enrolment_id)
    return enrolments.cancel_enrolment(database, person, command)


def mine(database: Database, person: Caller, **told: object) -> EnrolmentPage:
    return enrolments.my_enrolments(database, person, ListEnrolments(**told))


def seats_left(database: Database, activity: Activity) -> int | None:
    query = ReadActivity(activity_id=activity.activity_id)
    return search.read_activity(database, NOBODY, query).seats_left


def test_an_enrolment_takes_a_seat_and_is_announced(database: Database) -> None:
    activity, person = a_publication(database, capacity=10), a_specialist()

    enrolment = enrolled(database, activity, person=person)

    assert (enrolment.state, enrolment.activity_version) == (EnrolmentState.ENROLLED, activity.version)
    assert seats_left(database, activity) == 9
    [event] = announced(database, "catalogue.enrolment.opened")
    assert (event["enrolment_id"], event["person_id"]) == (str(enrolment.enrolment_id), str(person.person_id))


def test_an_unlimited_activity_counts_no_seats(database: Database) -> None:
    activity = a_publication(database)

    enrolled(database, activity)

    assert seats_left(database, activity) is None


def test_two_hundred_people_at_once_take_ten_seats(database: Database) -> None:
    activity = a_publication(database, capacity=10)

    answers = at_once([lambda: enrolled(database, activity) for _ in range(200)])

    assert sum(isinstance(answer, Enrolment) for answer in answers) == 10
    assert answers.count("NoSeats") == 190
    assert seats_left(database, activity) == 0
    assert len(announced(database, "catalogue.enrolment.opened")) == 10


def test_one_person_at_once_takes_one_seat(database: Database) -> None:
    activity, person = a_publication(database, capacity=10), a_specialist()

    answers = at_once([lambda: enrolled(database, activity, person=person) for _ in range(20)])

    assert answers.count("AlreadyEnrolled") == 19
    assert seats_left(database, activity) == 9


def test_seats_change_hands_at_once_without_getting_lost(database: Database) -> None:
    activity = a_publication(database, capacity=10)
    holders = [a_specialist() for _ in range(10)]
    held = [enrolled(database, activity, person=holder) for holder in holders]
    leaving = [lambda pair=pair: cancelled(database, *pair) for pair in zip(held, holders, strict=True)]
    coming = [lambda: enrolled(database, activity) for _ in range(30)]

    answers = at_once([*leaving, *coming])

    newcomers = [a for a in answers if isinstance(a, Enrolment) and a.state is EnrolmentState.ENROLLED]
    assert seats_left(database, activity) == 10 - len(newcomers)


def test_the_database_itself_refuses_the_eleventh_seat(database: Database) -> None:
    activity = a_publication(database, capacity=10)
    overbooking = sa.update(seats).where(seats.c.activity_id == activity.activity_id).values(taken=11)

    with pytest.raises(IntegrityError), database.transaction() as session:
        session.execute(overbooking)


def test_a_full_activity_leaves_no_trace_of_a_refused_enrolment(database: Database) -> None:
    activity, person = a_publication(database, capacity=1), a_specialist()
    enrolled(database, activity)

    with pytest.raises(NoSeats):
        enrolled(database, activity, person=person)

    assert mine(database, person).items == ()


def test_a_person_is_enrolled_once(database: Database) -> None:
    activity, person = a_publication(database), a_specialist()
    enrolled(database, activity, person=person)

    with pytest.raises(AlreadyEnrolled):
        enrolled(database, activity, person=person)


def test_a_cancelled_enrolment_frees_its_seat_and_is_announced(database: Database) -> None:
    activity, person = a_publication(database, capacity=1), a_specialist()

    answer = cancelled(database, enrolled(database, activity, person=person), person)

    assert answer.state is EnrolmentState.CANCELLED
    assert seats_left(database, activity) == 1
    [event] = announced(database, "catalogue.enrolment.cancelled")
    assert event["enrolment_id"] == str(answer.enrolment_id)


def test_a_cancelled_enrolment_may_be_opened_again(database: Database) -> None:
    activity, person = a_publication(database, capacity=1), a_specialist()
    first = enrolled(database, activity, person=person)
    cancelled(database, first, person)
    wish = Enrol(activity_id=activity.activity_id, speciality=CARDIOLOGY)

    again = enrolments.enrol(database, person, wish)

    assert (again.enrolment_id, again.state) == (first.enrolment_id, EnrolmentState.ENROLLED)
    assert again.speciality == CARDIOLOGY
    assert mine(database, person).items == (again,)


def test_an_enrolment_is_cancelled_once(database: Database) -> None:
    activity, person = a_publication(database, capacity=1), a_specialist()
    enrolment = enrolled(database, activity, person=person)

    answers = at_once([lambda: cancelled(database, enrolment, person) for _ in range(5)])

    assert answers.count("EnrolmentClosed") == 4
    assert seats_left(database, activity) == 1


def test_nobody_cancels_the_enrolment_of_another(database: Database) -> None:
    enrolment = enrolled(database, a_publication(database))

    with pytest.raises(UnknownEnrolment):
        cancelled(database, enrolment, a_specialist())


def test_there_is_nothing_to_enrol_in_before_the_approval(database: Database) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_draft())

    with pytest.raises(UnknownActivity):
        enrolled(database, draft)


def test_a_cancelled_activity_takes_no_enrolments(database: Database) -> None:
    activity = a_publication(database)
    publishing.cancel_activity(database, a_provider(), as_read(activity))

    with pytest.raises(EnrolmentClosed):
        enrolled(database, activity)


def test_enrolment_is_closed_after_the_end(database: Database) -> None:
    activity = a_publication(database)

    with clock.freeze(activity.ends_at + timedelta(seconds=1)), pytest.raises(EnrolmentClosed):
        enrolled(database, activity)


def test_the_speciality_must_be_covered(database: Database) -> None:
    wish = Enrol(activity_id=a_publication(database).activity_id, speciality="khirurgiya")

    with pytest.raises(SpecialityNotCovered):
        enrolments.enrol(database, a_specialist(), wish)


def test_people_see_their_own_enrolments_page_by_page_the_newest_first(database: Database) -> None:
    person = a_specialist()
    taken = [enrolled(database, a_publication(database), person=person) for _ in range(3)]
    enrolled(database, a_publication(database))

    first = mine(database, person, limit=2)
    second = mine(database, person, limit=2, cursor=first.next_cursor)

    assert [*first.items, *second.items] == taken[::-1]
    assert second.next_cursor is None


def test_a_provider_sees_who_is_enrolled_page_by_page(database: Database) -> None:
    activity = a_publication(database)
    taken = [enrolled(database, activity) for _ in range(3)]
    query = ListParticipants(activity_id=activity.activity_id, limit=2)

    first = enrolments.list_participants(database, a_provider(), query)
    rest = ListParticipants(activity_id=activity.activity_id, limit=2, cursor=first.next_cursor)
    second = enrolments.list_participants(database, a_provider(), rest)

    assert [*first.items, *second.items] == taken


def test_another_provider_does_not_see_who_is_enrolled(database: Database) -> None:
    query = ListParticipants(activity_id=a_publication(database).activity_id)

    with pytest.raises(NotYourActivity):
        enrolments.list_participants(database, a_provider(UNIVERSITY), query)


def test_there_are_no_participants_of_what_does_not_exist(database: Database) -> None:
    with pytest.raises(UnknownActivity):
        enrolments.list_participants(
            database, a_provider(), ListParticipants(activity_id=ActivityId(new_id()))
        )


def test_a_forged_cursor_is_refused(database: Database) -> None:
    with pytest.raises(Invalid, match="cursor"):
        mine(database, a_specialist(), cursor="WyJub3QgYSB1dWlkIl0")


def test_a_provider_who_reads_who_is_enrolled_is_on_record(database: Database) -> None:
    activity = a_publication(database)
    taken = enrolled(database, activity)

    enrolments.list_participants(database, a_provider(), ListParticipants(activity_id=activity.activity_id))

    sought = journal.Sought(subject=str(taken.person_id), action="catalogue.participant.viewed")
    with database.reading() as session:
        [line], _ = journal.read(session, after=0, limit=10, sought=sought)
    assert line.detail["case"] == str(activity.activity_id)
