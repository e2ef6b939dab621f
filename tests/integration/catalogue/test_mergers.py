"""Two accounts of one person become one: one seat, one place in line, one review in each activity."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.catalogue.activities import Activity
from contracts.catalogue.enrolments import (
    AttendanceVerdict,
    CancelEnrolment,
    Enrol,
    Enrolment,
    EnrolmentState,
    ListEnrolments,
    ReportAttendance,
)
from contracts.catalogue.search import SaveSearch, SearchFilters
from contracts.credits.planned import ActivityNotPlanned, PlanObstacle
from kernel import clock
from kernel.database import Database
from kernel.files import Files
from kernel.messages import Caller
from services.catalogue.store import seats
from services.catalogue.usecases import attendance, enrolments, sagas, saved_searches
from services.catalogue.usecases.mergers import follow_merger
from tests.builders.catalogue import NOW, THERAPY, a_provider, a_row, a_specialist
from tests.builders.mergers import a_merger, hear
from tests.integration.catalogue.journeys import a_publication, at_once, enrolled
from tests.integration.catalogue.launched import launched
from tests.integration.catalogue.outbox import announced
from tests.integration.catalogue.packaged import a_published_module

KEPT, GONE, OTHER = a_specialist(), a_specialist(), a_specialist()
State = EnrolmentState


def merge(database: Database) -> None:
    follow_merger(database, a_merger(GONE.person, KEPT.person))


def mine(database: Database, person: Caller = KEPT) -> dict[UUID, Enrolment]:
    found = enrolments.my_enrolments(database, person, ListEnrolments()).items
    return {each.enrolment_id: each for each in found}


def in_line(database: Database, activity: Activity, person: Caller) -> Enrolment:
    wish = Enrol(activity_id=activity.activity_id, speciality=THERAPY, wait=True)
    return enrolments.enrol(database, person, wish)


def attended(database: Database, activity: Activity, enrolment: Enrolment) -> AttendanceVerdict:
    report = ReportAttendance(activity_id=activity.activity_id, rows=(a_row(enrolment.enrolment_id),))
    with clock.freeze(activity.ends_at):
        return attendance.report_attendance(database, a_provider(), report).results[0].verdict


def test_an_enrolment_goes_on_under_the_account_that_is_kept(database: Database) -> None:
    enrolment = enrolled(database, a_publication(database), person=GONE)

    merge(database)

    assert mine(database)[enrolment.enrolment_id].person_id == KEPT.person
    assert announced(database, "catalogue.enrolment.cancelled") == []


def test_of_two_seats_in_one_activity_one_is_given_to_who_waits(database: Database) -> None:
    activity = a_publication(database, capacity=2)
    stays, other = enrolled(database, activity, person=KEPT), enrolled(database, activity, person=GONE)
    waiting = in_line(database, activity, OTHER)

    merge(database)

    assert {key: each.state for key, each in mine(database).items()} == {
        stays.enrolment_id: State.ENROLLED,
        other.enrolment_id: State.CANCELLED,
    }
    assert mine(database, OTHER)[waiting.enrolment_id].state is State.OFFERED
    [cancelled] = announced(database, "catalogue.enrolment.cancelled")
    assert cancelled["superseded_by"] == str(stays.enrolment_id)


def test_the_enrolment_that_is_further_stays_whosever_it_was(database: Database) -> None:
    activity = a_publication(database, capacity=1)
    seat, place = enrolled(database, activity, person=GONE), in_line(database, activity, KEPT)

    merge(database)

    states = {key: (each.state, each.person_id == KEPT.person) for key, each in mine(database).items()}
    assert states[seat.enrolment_id] == (State.ENROLLED, True)
    assert states[place.enrolment_id] == (State.CANCELLED, False)


def test_the_earlier_place_in_line_stays(database: Database) -> None:
    activity = a_publication(database, capacity=1)
    enrolled(database, activity, person=OTHER)
    earlier = in_line(database, activity, GONE)
    with clock.freeze(NOW + timedelta(minutes=1)):
        in_line(database, activity, KEPT)

    merge(database)

    assert mine(database)[earlier.enrolment_id].state is State.WAITING


def test_what_both_have_completed_stays_as_it_is_told(database: Database) -> None:
    activity = a_publication(database)
    both = [enrolled(database, activity, person=each) for each in (KEPT, GONE)]
    for each in both:
        attended(database, activity, each)

    merge(database)

    assert {each.state for each in mine(database).values()} == {State.COMPLETED}
    assert announced(database, "catalogue.enrolment.cancelled") == []


@pytest.mark.parametrize("named", ["given up", "kept"])
def test_attendance_reported_for_either_enrolment_is_of_the_one_that_stays(
    database: Database, named: str
) -> None:
    activity = a_publication(database)
    stays, other = (enrolled(database, activity, person=each) for each in (KEPT, GONE))
    merge(database)

    verdict = attended(database, activity, other if named == "given up" else stays)

    [completed] = announced(database, "catalogue.enrolment.completed")
    assert verdict is AttendanceVerdict.ACCEPTED
    assert (completed["enrolment_id"], completed["person_id"]) == (str(stays.enrolment_id), str(KEPT.person))


def test_who_is_reported_twice_by_both_enrolments_completes_once(database: Database) -> None:
    activity = a_publication(database)
    both = [enrolled(database, activity, person=each) for each in (KEPT, GONE)]
    merge(database)

    verdicts = [attended(database, activity, each) for each in both]

    assert verdicts == [AttendanceVerdict.ACCEPTED, AttendanceVerdict.DUPLICATE]


def test_a_merger_that_is_heard_again_changes_nothing(database: Database) -> None:
    activity = a_publication(database, capacity=2)
    for each in (KEPT, GONE):
        enrolled(database, activity, person=each)

    for _ in range(2):
        merge(database)

    assert len(announced(database, "catalogue.enrolment.cancelled")) == 1


def test_an_answer_about_the_account_that_is_gone_is_of_the_other(database: Database) -> None:
    enrolment = enrolled(database, a_publication(database), person=GONE)
    refused = ActivityNotPlanned(
        occurred_at=NOW,
        enrolment_id=enrolment.enrolment_id,
        person_id=GONE.person,
        activity_id=enrolment.activity_id,
        obstacle=PlanObstacle.ALREADY_CREDITED,
    )
    merge(database)

    hear(database, sagas.note_not_planned, refused)

    assert mine(database)[enrolment.enrolment_id].state is State.CANCELLED


def test_seats_are_counted_right_whatever_comes_with_the_merger(database: Database) -> None:
    activity = a_publication(database, capacity=3)
    seat = enrolled(database, activity, person=GONE)
    enrolled(database, activity, person=KEPT)
    give_back = CancelEnrolment(enrolment_id=seat.enrolment_id)
    calls: list[Callable[[], object]] = [
        partial(merge, database),
        partial(enrolments.cancel_enrolment, database, GONE, give_back),
        partial(enrolled, database, activity, person=OTHER),
    ]

    at_once(calls)

    with database.reading() as session:
        assert seats.taken(session, [activity.activity_id]) == {activity.activity_id: 2}


def test_searches_of_both_are_kept_and_the_same_one_once(database: Database) -> None:
    for person, text in ((KEPT, "сердце"), (GONE, "сердце"), (GONE, "лёгкие")):
        title = "Моё"
        saved_searches.save_search(
            database, person, SaveSearch(title=title + text[:1], filters=SearchFilters(text=text))
        )
    different = SaveSearch(title="Моёс", filters=SearchFilters(text="сосуды"))
    saved_searches.save_search(database, GONE, different)

    merge(database)

    titles = {each.title for each in saved_searches.my_searches(database, KEPT).items}
    assert titles == {"Моёс", "Моёл", "Моёс (из объединённой учётной записи)"}


@pytest.mark.parametrize("who", [(GONE,), (KEPT, GONE)], ids=["the other", "both"])
def test_the_way_through_a_module_is_of_whom_its_enrolment_is(
    database: Database, files: Files, who: tuple[Caller, ...]
) -> None:
    module = a_published_module(database, files)
    for person in who:
        enrolled(database, module, person=person)
        launched(database, module, person)

    merge(database)

    with database.reading() as session:
        both = sa.text("SELECT count(*) FROM registrations JOIN enrolments USING (enrolment_id, person_id)")
        assert session.scalar(both) == len(who)
