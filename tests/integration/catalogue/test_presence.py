"""A live event sees who is there, and judges it at its close."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contracts.catalogue.activities import Activity, NotYourActivity, Presence
from contracts.catalogue.enrolments import AttendanceVerdict, Enrolment, UnknownEnrolment
from contracts.catalogue.presence import (
    BadgeScan,
    NotLive,
    PickLive,
    PresenceNoted,
    PresenceTrace,
    ReadPresence,
    ReportOutage,
    ReportScans,
    SayPresent,
    ScanDirection,
)
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller
from kernel.values import Credits, EnrolmentId, new_id
from services.catalogue.usecases import presence
from tests.builders.catalogue import NOW, UNIVERSITY, a_provider, a_specialist
from tests.integration.catalogue.journeys import a_publication, at_once, enrolled
from tests.integration.catalogue.outbox import announced

START = NOW + timedelta(days=2)
LONG_ENOUGH = Presence(min_minutes=30)
AWAKE = Presence(min_minutes=30, checks_planned=1, checks_required=1)


def at(minute: float) -> Any:
    return clock.freeze(START + timedelta(minutes=minute))


def an_event(database: Database, **told: Any) -> Activity:
    """Of one hour."""
    facts = {"presence": AWAKE, "credits": Credits.of(1), "ends_at": START + timedelta(hours=1)}
    return a_publication(database, **facts | told)


def open_event(database: Database, activity: Activity) -> None:
    with at(-10):
        presence.open_event(database, a_provider(), PickLive(activity_id=activity.activity_id))


def say(
    database: Database, activity: Activity, person: Caller, minute: float, check: int | None = None
) -> PresenceNoted:
    with at(minute):
        return presence.say_present(
            database, person, SayPresent(activity_id=activity.activity_id, check=check)
        )


def stay(database: Database, activity: Activity, person: Caller, begins: int, ends: int) -> None:
    """There, and awake: every check is answered as soon as it is seen."""
    for minute in range(begins, ends + 1):
        waiting = say(database, activity, person, minute).check
        if waiting is not None:
            say(database, activity, person, minute, waiting)


def close(database: Database, activity: Activity) -> list[AttendanceVerdict]:
    with at(61):
        report = presence.close_event(database, a_provider(), PickLive(activity_id=activity.activity_id))
    return [result.verdict for result in report.results]


def trace(database: Database, person: Caller, enrolment: Enrolment) -> PresenceTrace:
    query = ReadPresence(enrolment_id=enrolment.enrolment_id)
    return presence.my_presence(database, person, query).trace


@pytest.fixture
def person() -> Caller:
    return a_specialist()


def test_whoever_was_there_and_awake_completes_at_the_close(database: Database, person: Caller) -> None:
    activity = an_event(database)
    enrolment = enrolled(database, activity, person=person)
    open_event(database, activity)

    stay(database, activity, person, 0, 59)

    assert close(database, activity) == [AttendanceVerdict.ACCEPTED]
    [event] = announced(database, "catalogue.enrolment.completed")
    assert (event["source"], event["evidence"]) == ("presence", "measured")
    assert (event["minutes"], event["checks_passed"]) == (59, 1)
    assert trace(database, person, enrolment).minutes == 59
    [told] = announced(database, "catalogue.activity.presence_closed")
    assert (told["people"], told["accepted"]) == (1, 1)


def test_a_page_left_open_without_an_answer_is_not_enough(database: Database, person: Caller) -> None:
    activity = an_event(database)
    enrolled(database, activity, person=person)
    open_event(database, activity)

    for minute in range(60):
        say(database, activity, person, minute)

    assert close(database, activity) == [AttendanceVerdict.BELOW_THRESHOLD]


def test_a_check_that_has_not_come_is_not_answered(database: Database, person: Caller) -> None:
    activity = an_event(database)
    enrolment = enrolled(database, activity, person=person)
    open_event(database, activity)

    say(database, activity, person, -5, 1)
    say(database, activity, person, -5, 7)

    close(database, activity)
    assert trace(database, person, enrolment).checks_passed == 0


def test_an_outage_excuses_whoever_was_there(database: Database, person: Caller) -> None:
    activity = an_event(database, presence=LONG_ENOUGH)
    enrolment = enrolled(database, activity, person=person)
    open_event(database, activity)
    stay(database, activity, person, 0, 20)
    outage = ReportOutage(
        activity_id=activity.activity_id,
        began_at=START + timedelta(minutes=20),
        ended_at=START + timedelta(minutes=35),
    )

    with at(40):
        assert presence.report_outage(database, a_provider(), outage).excused == 15

    assert close(database, activity) == [AttendanceVerdict.ACCEPTED]
    assert trace(database, person, enrolment).excused == 15


def test_badges_count_on_site(database: Database, person: Caller) -> None:
    activity = an_event(database, presence=LONG_ENOUGH)
    enrolment = enrolled(database, activity, person=person)
    open_event(database, activity)
    scans = tuple(
        BadgeScan(
            enrolment_id=named, scanned_at=START + timedelta(minutes=minute), direction=ScanDirection(way)
        )
        for named, minute, way in (
            (enrolment.enrolment_id, 0, "in"),
            (enrolment.enrolment_id, 40, "out"),
            (EnrolmentId(new_id()), 5, "in"),
        )
    )
    report = ReportScans(activity_id=activity.activity_id, scans=scans)

    with at(50):
        first = presence.report_scans(database, a_provider(), report)
        again = presence.report_scans(database, a_provider(), report)

    assert (first.noted, again.noted, first.unknown) == (2, 0, (scans[2].enrolment_id,))
    assert close(database, activity) == [AttendanceVerdict.ACCEPTED]
    [event] = announced(database, "catalogue.enrolment.completed")
    assert (event["source"], event["evidence"], event["minutes"]) == ("badge", "recorded", 40)


def test_two_events_at_once_count_once(database: Database, person: Caller) -> None:
    first, second = (an_event(database, presence=LONG_ENOUGH) for _ in range(2))
    seats = [enrolled(database, activity, person=person) for activity in (first, second)]
    for activity in (first, second):
        open_event(database, activity)
        stay(database, activity, person, 0, 40)

    verdicts = [*close(database, first), *close(database, second)]

    assert verdicts == [AttendanceVerdict.ACCEPTED, AttendanceVerdict.BELOW_THRESHOLD]
    assert [trace(database, person, seat).elsewhere for seat in seats] == [0, 40]


def test_an_event_is_closed_once(database: Database, person: Caller) -> None:
    activity = an_event(database, presence=Presence(min_minutes=1))
    enrolled(database, activity, person=person)
    open_event(database, activity)
    stay(database, activity, person, 0, 5)

    answers = at_once([lambda: close(database, activity)] * 4)

    assert answers.count(NotLive.__name__) == 3
    assert len(announced(database, "catalogue.enrolment.completed")) == 1


def test_opened_again_the_checks_are_the_same(database: Database) -> None:
    activity = an_event(database)
    open_event(database, activity)

    with at(10):
        again = presence.open_event(database, a_provider(), PickLive(activity_id=activity.activity_id))

    assert (again.opened_at, again.checks) == (START - timedelta(minutes=10), 1)


def test_nobody_is_present_without_a_seat_or_after_the_end(database: Database, person: Caller) -> None:
    activity = an_event(database)
    open_event(database, activity)
    with pytest.raises(UnknownEnrolment):
        say(database, activity, person, 0)
    enrolled(database, activity, person=person)

    with pytest.raises(NotLive):
        say(database, activity, person, 60)


def test_only_the_provider_opens_and_closes(database: Database) -> None:
    activity, stranger = an_event(database), a_provider(UNIVERSITY)
    with pytest.raises(NotYourActivity):
        presence.open_event(database, stranger, PickLive(activity_id=activity.activity_id))
    open_event(database, activity)

    with at(61), pytest.raises(NotYourActivity):
        presence.close_event(database, stranger, PickLive(activity_id=activity.activity_id))
