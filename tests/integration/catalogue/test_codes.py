"""A provider hands out codes; those who were there claim with them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from contracts.catalogue.activities import Activity
from contracts.catalogue.codes import (
    AlreadyCompleted,
    CodesTaken,
    ConfirmationCodeSpent,
    ListCodeBatches,
    RedeemCode,
    SpecialityNeeded,
)
from contracts.catalogue.enrolments import (
    AttendanceReport,
    EnrolmentState,
    NoSeats,
    ReportAttendance,
    SpecialityNotCovered,
)
from contracts.catalogue.rosters import RosterVerdict
from kernel import clock
from kernel.database import Database
from kernel.files import Files
from services.catalogue import store
from services.catalogue.domain import confirmation
from services.catalogue.tables import confirmation_codes
from services.catalogue.usecases import attendance, codes
from tests.builders.catalogue import NOW, THERAPY, a_provider, a_row, a_specialist
from tests.integration.catalogue.claiming import AFTERWARDS, NEW, OLD, issued, redeem, seated, taken
from tests.integration.catalogue.handed_in import a_file, checked, verdicts
from tests.integration.catalogue.handed_in import a_row as a_line
from tests.integration.catalogue.journeys import a_publication, at_once, enrolled
from tests.integration.catalogue.outbox import announced


@pytest.fixture(autouse=True)
def _afterwards(_today: None) -> Iterator[None]:
    with clock.freeze(AFTERWARDS):
        yield


@pytest.fixture
def activity(database: Database) -> Activity:
    with clock.freeze(NOW):
        return a_publication(database)


def test_a_code_completes_the_enrolment(database: Database, activity: Activity) -> None:
    person = seated(database, activity)
    [code, *_] = taken(database, issued(database, activity))

    enrolment = redeem(database, person, code)

    assert (enrolment.state, enrolment.source) == (EnrolmentState.COMPLETED, "code")
    [event] = announced(database, "catalogue.enrolment.completed")
    assert (event["person_id"], event["source"]) == (str(person.person), "code")
    assert (event["completed_on"], event["minutes"], event["checks_passed"]) == ("2026-11-25", 190, 3)


def test_the_same_code_again_is_the_same_completion(database: Database, activity: Activity) -> None:
    person = seated(database, activity)
    [code, *_] = taken(database, issued(database, activity))

    assert redeem(database, person, code) == redeem(database, person, code.lower().replace("-", " "))
    assert len(announced(database, "catalogue.enrolment.completed")) == 1


def test_a_code_is_found_after_the_keys_have_changed(database: Database, activity: Activity) -> None:
    person = seated(database, activity)
    [code, *_] = taken(database, issued(database, activity))

    enrolment = codes.redeem_code(database, NEW, person, RedeemCode(code=code))

    assert enrolment.state is EnrolmentState.COMPLETED


def test_whoever_has_not_enrolled_says_for_which_speciality(database: Database, activity: Activity) -> None:
    person = a_specialist()
    [code, *_] = taken(database, issued(database, activity))
    with pytest.raises(SpecialityNeeded):
        redeem(database, person, code)
    with pytest.raises(SpecialityNotCovered):
        redeem(database, person, code, "hirurgiya")

    enrolment = redeem(database, person, code, THERAPY)

    assert (enrolment.state, enrolment.speciality) == (EnrolmentState.COMPLETED, THERAPY)
    assert len(announced(database, "catalogue.enrolment.opened")) == 1


def test_a_code_makes_no_seat(database: Database) -> None:
    with clock.freeze(NOW):
        full = a_publication(database, capacity=1)
        enrolled(database, full)
    [code, *_] = taken(database, issued(database, full))

    with pytest.raises(NoSeats):
        redeem(database, a_specialist(), code, THERAPY)


def test_one_code_is_for_one_person(database: Database, activity: Activity) -> None:
    people = [seated(database, activity) for _ in range(6)]
    [code, *_] = taken(database, issued(database, activity))

    answers = at_once([lambda person=person: redeem(database, person, code) for person in people])

    assert answers.count(ConfirmationCodeSpent.__name__) == 5
    assert len(announced(database, "catalogue.enrolment.completed")) == 1


def test_two_codes_vouch_for_one_person_once(database: Database, activity: Activity) -> None:
    person = seated(database, activity)
    first, second, _ = taken(database, issued(database, activity))
    redeem(database, person, first)

    with pytest.raises(AlreadyCompleted):
        redeem(database, person, second)

    assert redeem(database, seated(database, activity), second).state is EnrolmentState.COMPLETED


def test_a_code_and_a_report_at_once_complete_once(database: Database, activity: Activity) -> None:
    people = [a_specialist() for _ in range(4)]
    with clock.freeze(NOW):
        rows = [a_row(enrolled(database, activity, person=person).enrolment_id) for person in people]
    report = ReportAttendance(activity_id=activity.activity_id, rows=tuple(rows))
    given = taken(database, issued(database, activity, 4))

    at_once(
        [
            *[
                lambda one=one, code=code: redeem(database, one, code)
                for one, code in zip(people, given, strict=True)
            ],
            lambda: attendance.report_attendance(database, a_provider(), report),
        ]
    )

    assert sorted(event["person_id"] for event in announced(database, "catalogue.enrolment.completed")) == (
        sorted(str(person.person) for person in people)
    )


def test_a_roster_after_a_code_says_so(database: Database, files: Files, activity: Activity) -> None:
    person = seated(database, activity)
    [code, *_] = taken(database, issued(database, activity))
    enrolment = redeem(database, person, code)

    roster = checked(database, files, activity, a_file(a_line(enrolment)))

    assert verdicts(database, roster) == [RosterVerdict.CLAIMED_BY_CODE]


def test_a_code_after_a_report_stays_unspent(database: Database, activity: Activity) -> None:
    person = a_specialist()
    with clock.freeze(NOW):
        row = a_row(enrolled(database, activity, person=person).enrolment_id)
    report = ReportAttendance(activity_id=activity.activity_id, rows=(row,))
    assert isinstance(attendance.report_attendance(database, a_provider(), report), AttendanceReport)
    [code, *_] = taken(database, issued(database, activity))

    with pytest.raises(AlreadyCompleted):
        redeem(database, person, code)

    [batch] = codes.list_code_batches(
        database, a_provider(), ListCodeBatches(activity_id=activity.activity_id)
    ).items
    assert batch.redeemed == 0


def test_codes_are_given_once_and_only_their_hashes_stay(database: Database, activity: Activity) -> None:
    batch = issued(database, activity)
    given = taken(database, batch)

    with pytest.raises(CodesTaken):
        taken(database, batch)

    with database.reading() as session:
        kept = session.scalars(sa.select(confirmation_codes.c.digest)).all()
    assert len(set(given)) == 3
    assert set(kept) == {OLD.digest(confirmation.parse(code)) for code in given}


def test_codes_taken_at_once_are_given_once(database: Database, activity: Activity) -> None:
    batch = issued(database, activity)

    answers = at_once([lambda: taken(database, batch)] * 5)

    assert answers.count(CodesTaken.__name__) == 4


@pytest.mark.parametrize("state", [EnrolmentState.SENT, EnrolmentState.WAITING, EnrolmentState.OFFERED])
def test_whose_wish_still_stood_is_let_in_by_the_code(database: Database, state: EnrolmentState) -> None:
    with clock.freeze(NOW):
        open_to_all = a_publication(database, capacity=2)
    person = seated(database, open_to_all)
    with database.transaction() as session:
        enrolment = store.enrolments.standing(session, open_to_all.activity_id, person.person)
        assert enrolment is not None
        enrolment.state = state
        enrolment.queued_at = NOW if state is EnrolmentState.WAITING else None
        enrolment.offered_until = AFTERWARDS if state is EnrolmentState.OFFERED else None
        session.flush()
        store.seats.provide(session, store.activities.locked(session, open_to_all.activity_id))
    [code, *_] = taken(database, issued(database, open_to_all))

    assert redeem(database, person, code).state is EnrolmentState.COMPLETED
    with database.reading() as session:
        assert store.seats.taken(session, [open_to_all.activity_id]) == {open_to_all.activity_id: 1}
