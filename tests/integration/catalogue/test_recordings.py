"""A recording is for looking back: watching it earns nothing of what the live event does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contracts.catalogue.activities import ActivityKind
from contracts.catalogue.cards import CardDetails
from contracts.catalogue.enrolments import (
    AttendanceForm,
    AttendanceVerdict,
    ListEnrolments,
    ReportAttendance,
)
from contracts.catalogue.presence import NotLive, PickLive, SayPresent
from contracts.catalogue.rosters import ListRosterRows, RosterVerdict
from kernel import clock
from kernel.database import Database
from kernel.files import Files
from kernel.values import Credits
from services.catalogue.usecases import attendance, enrolments, presence, rosters
from tests.builders.catalogue import NOW, a_provider, a_row, a_specialist
from tests.builders.rosters import a_csv
from tests.integration.catalogue.handed_in import BY_ENROLMENT, DAY, checked
from tests.integration.catalogue.journeys import a_publication, enrolled
from tests.integration.catalogue.outbox import announced

RECORDING = AttendanceForm.RECORDING
SELF_PACED = CardDetails(self_paced=True)


def test_who_watched_the_recording_has_not_attended_the_event(database: Database) -> None:
    activity, person = a_publication(database), a_specialist()
    seat = enrolled(database, activity, person=person)
    row = a_row(seat.enrolment_id, minutes=240, form=RECORDING)

    with clock.freeze(activity.ends_at):
        report = attendance.report_attendance(
            database, a_provider(), ReportAttendance(activity_id=activity.activity_id, rows=(row,))
        )

    [told] = report.results
    assert (told.verdict, told.rule) == (AttendanceVerdict.RECORDING, "attendance.recording")
    assert announced(database, "catalogue.enrolment.completed") == []
    [kept] = enrolments.my_enrolments(database, person, ListEnrolments()).items
    assert kept.state == seat.state


@pytest.mark.parametrize(
    "told",
    [{"kind": ActivityKind.MODULE}, {"details": SELF_PACED}],
    ids=["module", "self_paced"],
)
def test_what_is_approved_to_be_watched_at_any_time_is_attended_by_watching(
    database: Database, told: dict[str, object]
) -> None:
    activity = a_publication(database, **{"credits": Credits.parse("2.0"), **told})
    row = a_row(enrolled(database, activity).enrolment_id, minutes=240, form=RECORDING)

    with clock.freeze(activity.ends_at):
        report = attendance.report_attendance(
            database, a_provider(), ReportAttendance(activity_id=activity.activity_id, rows=(row,))
        )

    assert report.accepted == 1


def test_a_roster_says_who_watched_the_recording(database: Database, files: Files) -> None:
    activity = a_publication(database)
    seats = [enrolled(database, activity) for _ in range(3)]
    forms = ("эфир", "Запись", "потом")
    rows = [(seat.enrolment_id, DAY, 240, 3, form) for seat, form in zip(seats, forms, strict=True)]

    with clock.freeze(NOW + timedelta(days=3)):
        roster = checked(database, files, activity, a_csv(*rows, heading=(*BY_ENROLMENT, "form")))
        query = ListRosterRows(roster_id=roster.roster_id)
        told = rosters.list_roster_rows(database, a_provider(), query).items

    assert [row.verdict for row in told] == [
        RosterVerdict.ACCEPTED,
        RosterVerdict.RECORDING,
        RosterVerdict.MALFORMED,
    ]
    assert (told[1].rule, told[2].faults) == ("attendance.recording", {"form": "choice"})


def test_a_page_that_is_open_after_the_end_notes_no_presence(database: Database) -> None:
    activity, person = a_publication(database), a_specialist()
    enrolled(database, activity, person=person)
    with clock.freeze(activity.starts_at):
        presence.open_event(database, a_provider(), PickLive(activity_id=activity.activity_id))

    with clock.freeze(activity.ends_at), pytest.raises(NotLive) as refused:
        presence.say_present(database, person, SayPresent(activity_id=activity.activity_id))

    assert refused.value.details == {"rule": "presence.recording"}
