"""The way of an activity into the catalogue, and out of it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.catalogue.activities import (
    Activity,
    ActivityMoveRefused,
    ActivityState,
    ActivityUnsound,
    MoveActivity,
    NotAProvider,
    NotYourActivity,
    OwnActivity,
    ReadActivity,
    ReturnActivity,
    ReviseActivity,
    UnknownActivity,
)
from contracts.catalogue.dictionaries import UnknownSpeciality
from contracts.catalogue.enrolments import EnrolmentState, ListEnrolments
from kernel import clock
from kernel.database import Database
from kernel.machinery import journal
from kernel.messages import Caller, StaleVersion
from kernel.values import ActivityId, Credits, new_id
from services.catalogue.usecases import enrolments, publishing, search
from tests.builders.catalogue import (
    ACADEMY,
    NOBODY,
    NOW,
    SEXOLOGY,
    THERAPY,
    UNIVERSITY,
    a_draft,
    a_moderator,
    a_provider,
    a_specialist,
)
from tests.integration.catalogue.journeys import a_publication, a_submission, as_read, at_once, enrolled
from tests.integration.catalogue.outbox import announced


def read(database: Database, activity: Activity, caller: Caller = NOBODY) -> Activity:
    return search.read_activity(database, caller, ReadActivity(activity_id=activity.activity_id))


def a_revision(activity: Activity, **told: Any) -> ReviseActivity:
    card = vars(a_draft(**told))
    return ReviseActivity(activity_id=activity.activity_id, version=activity.version, **card)


def test_a_draft_is_answered_as_it_is_read_later(database: Database) -> None:
    draft = publishing.draft_activity(
        database, a_provider(), a_draft(price=Decimal("1500"), capacity=20, region="77")
    )

    assert read(database, draft, a_provider()) == draft
    assert (draft.state, draft.version, draft.seats_left) == (ActivityState.DRAFT, 1, 20)


def test_a_draft_is_noted_in_the_journal(database: Database) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_draft())

    with database.reading() as session:
        lines = sa.select(journal.c.action).where(journal.c.subject == str(draft.activity_id))
        assert session.scalars(lines).all() == ["catalogue.activity.drafted"]


def test_who_acts_for_no_organisation_drafts_nothing(database: Database) -> None:
    with pytest.raises(NotAProvider):
        publishing.draft_activity(database, a_specialist(), a_draft())


def test_an_unsound_card_is_not_stored(database: Database) -> None:
    with pytest.raises(ActivityUnsound) as refused:
        publishing.draft_activity(database, a_provider(), a_draft(credits=Credits.of(7)))

    assert refused.value.details == {"credits": "credits.exceed_day_cap"}


# Source: order 435н of 2026-05-14, «Сексология (до 1 марта 2027 г.)».
def test_a_speciality_must_be_in_force_on_the_day_of_the_start(database: Database) -> None:
    last_day, first_day_without = clock.legal_day(NOW).replace(2027, 2, 28), NOW.replace(2027, 3, 1)

    publishing.draft_activity(
        database,
        a_provider(),
        a_draft(specialities=(SEXOLOGY,), starts_at=NOW.replace(2027, 2, last_day.day)),
    )
    with pytest.raises(UnknownSpeciality):
        publishing.draft_activity(
            database, a_provider(), a_draft(specialities=(SEXOLOGY,), starts_at=first_day_without)
        )


def test_a_submission_is_announced(database: Database) -> None:
    activity = a_submission(database)

    [event] = announced(database, "catalogue.activity.submitted")
    assert event == {"activity_id": str(activity.activity_id), "provider_id": str(ACADEMY)}


def test_an_approved_activity_is_published_under_a_number(database: Database) -> None:
    activity = a_publication(database, capacity=10)

    assert (activity.state, activity.number, activity.seats_left) == (
        ActivityState.PUBLISHED,
        "НМО-2026-000001-7",
        10,
    )
    assert read(database, activity) == activity


def test_an_approval_is_announced_with_the_terms(database: Database) -> None:
    activity = a_publication(database)

    [event] = announced(database, "catalogue.activity.approved")
    terms = ("activity_version", "number", "credits", "specialities")
    assert {term: event[term] for term in terms} == {
        "activity_version": 3,
        "number": activity.number,
        "credits": "4.2",
        "specialities": [THERAPY, "kardiologiya"],
    }


def test_the_numbers_of_a_year_have_no_gaps_even_when_approvals_race(database: Database) -> None:
    submissions = [a_submission(database) for _ in range(12)]
    stale = [MoveActivity(activity_id=each.activity_id, version=1) for each in submissions[:4]]
    sound = [as_read(each) for each in submissions]

    answers = at_once(
        [
            lambda move=move: publishing.approve_activity(database, a_moderator(), move)
            for move in (*stale, *sound)
        ]
    )

    numbers = sorted(answer.number for answer in answers if isinstance(answer, Activity))
    assert [number[9:15] for number in numbers] == [f"{place:06}" for place in range(1, 13)]


def test_the_numbers_of_each_year_begin_anew(database: Database) -> None:
    a_publication(database)

    # 22:00 UTC on 31 December is the next year in Moscow.
    with clock.freeze(NOW.replace(2026, 12, 31, 22)):
        activity = a_publication(database, starts_at=NOW.replace(2027, 1, 10))

    assert activity.number is not None
    assert activity.number.startswith("НМО-2027-000001-")


def test_nobody_approves_an_activity_of_their_own_organisation(database: Database) -> None:
    submission = a_submission(database)

    with pytest.raises(OwnActivity):
        publishing.approve_activity(database, a_moderator(ACADEMY), as_read(submission))


def test_two_moderators_do_not_both_decide(database: Database) -> None:
    submission = a_submission(database)
    send_back = ReturnActivity(
        activity_id=submission.activity_id, version=submission.version, reason="Цели не названы."
    )

    answers = at_once(
        [
            lambda: publishing.approve_activity(database, a_moderator(), as_read(submission)),
            lambda: publishing.return_activity(database, a_moderator(), send_back),
        ]
    )

    assert sum(isinstance(answer, Activity) for answer in answers) == 1
    assert "StaleVersion" in answers


def test_a_returned_card_is_corrected_and_submitted_again(database: Database) -> None:
    submission = a_submission(database)
    reason = ReturnActivity(activity_id=submission.activity_id, version=2, reason="Цели не названы.")

    returned = publishing.return_activity(database, a_moderator(), reason)
    revised = publishing.revise_activity(database, a_provider(), a_revision(returned, goals="Названы."))
    again = publishing.submit_activity(database, a_provider(), as_read(revised))

    assert returned.return_reason == "Цели не названы."
    assert (again.state, again.goals, again.return_reason) == (ActivityState.REVIEW, "Названы.", None)


def test_a_revision_must_be_sound(database: Database) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_draft())

    with pytest.raises(ActivityUnsound):
        publishing.revise_activity(database, a_provider(), a_revision(draft, capacity=0))

    assert read(database, draft, a_provider()) == draft


def test_the_terms_are_frozen_by_the_approval(database: Database) -> None:
    activity = a_publication(database)

    with pytest.raises(ActivityMoveRefused):
        publishing.revise_activity(database, a_provider(), a_revision(activity, credits=Credits.of(1)))


def test_a_stale_caller_moves_nothing(database: Database) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_draft())
    publishing.revise_activity(database, a_provider(), a_revision(draft))

    with pytest.raises(StaleVersion) as refused:
        publishing.submit_activity(database, a_provider(), as_read(draft))

    assert refused.value.details == {"version": "2"}


def test_a_foreign_organisation_neither_sees_nor_moves_a_draft(database: Database) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_draft())
    foreigner = a_provider(UNIVERSITY)

    with pytest.raises(UnknownActivity):
        read(database, draft, foreigner)
    with pytest.raises(UnknownActivity):
        publishing.submit_activity(database, foreigner, as_read(draft))
    with pytest.raises(UnknownActivity):
        publishing.revise_activity(database, foreigner, a_revision(draft))


def test_a_foreign_organisation_does_not_call_off_an_activity(database: Database) -> None:
    activity = a_publication(database)

    with pytest.raises(NotYourActivity):
        publishing.cancel_activity(database, a_provider(UNIVERSITY), as_read(activity))


def test_what_does_not_exist_is_unknown(database: Database) -> None:
    nothing = ActivityId(new_id())

    with pytest.raises(UnknownActivity):
        search.read_activity(database, NOBODY, ReadActivity(activity_id=nothing))
    with pytest.raises(UnknownActivity):
        publishing.approve_activity(database, a_moderator(), MoveActivity(activity_id=nothing, version=1))


def test_a_cancelled_activity_cancels_its_enrolments(database: Database) -> None:
    activity = a_publication(database, capacity=10)
    people = [a_specialist(), a_specialist()]
    for person in people:
        enrolled(database, activity, person=person)

    cancelled = publishing.cancel_activity(database, a_provider(), as_read(activity))

    assert (cancelled.state, cancelled.seats_left) == (ActivityState.CANCELLED, 0)
    [enrolment] = enrolments.my_enrolments(database, people[0], ListEnrolments()).items
    assert enrolment.state is EnrolmentState.CANCELLED
    told = {event["person_id"] for event in announced(database, "catalogue.enrolment.cancelled")}
    assert told == {str(person.person_id) for person in people}


def test_whoever_enrols_while_an_activity_is_called_off_is_told(database: Database) -> None:
    activity = a_publication(database)
    wishes = [lambda: enrolled(database, activity) for _ in range(20)]

    at_once([*wishes, lambda: publishing.cancel_activity(database, a_provider(), as_read(activity))])

    opened = announced(database, "catalogue.enrolment.opened")
    cancelled = announced(database, "catalogue.enrolment.cancelled")
    assert {event["enrolment_id"] for event in cancelled} == {event["enrolment_id"] for event in opened}


def test_an_activity_is_called_off_before_its_end(database: Database) -> None:
    activity = a_publication(database)

    with clock.freeze(activity.ends_at + timedelta(days=1)), pytest.raises(ActivityMoveRefused):
        publishing.cancel_activity(database, a_provider(), as_read(activity))
