"""How an approved card is revised, and what it said to those who had enrolled before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contracts.catalogue.activities import (
    Activity,
    ActivityMoveRefused,
    ActivityUnsound,
    MoveActivity,
    NotYourActivity,
    OwnActivity,
    Presence,
    ReadActivity,
    ReturnActivity,
    UnknownActivity,
)
from contracts.catalogue.editions import (
    ListEditions,
    NoRevision,
    ProposeRevision,
    ReadRevision,
    Revision,
    RevisionState,
)
from contracts.catalogue.enrolments import Enrolment, ReportAttendance
from kernel import clock
from kernel.database import Database
from kernel.messages import StaleVersion
from kernel.values import Credits
from services.catalogue.usecases import attendance, editions, publishing, search
from tests.builders.catalogue import (
    NOBODY,
    UNIVERSITY,
    a_draft,
    a_moderator,
    a_provider,
    a_row,
    a_specialist,
)
from tests.integration.catalogue.journeys import a_publication, as_read, enrolled
from tests.integration.catalogue.outbox import announced

EASY = Presence(min_minutes=60)


def proposed(database: Database, activity: Activity, **told: Any) -> Revision:
    command = ProposeRevision(
        activity_id=activity.activity_id, version=activity.version, **vars(a_draft(**told))
    )
    return editions.propose_revision(database, a_provider(), command)


def move(revision: Revision) -> MoveActivity:
    return MoveActivity(activity_id=revision.activity_id, version=revision.version)


def submitted(database: Database, activity: Activity, **told: Any) -> Revision:
    return editions.submit_revision(database, a_provider(), move(proposed(database, activity, **told)))


def revised(database: Database, activity: Activity, **told: Any) -> Activity:
    revision = submitted(database, activity, **told)
    return editions.approve_revision(database, a_moderator(), move(revision))


def read(database: Database, activity: Activity) -> Activity:
    return search.read_activity(database, NOBODY, ReadActivity(activity_id=activity.activity_id))


def is_accepted(database: Database, activity: Activity, enrolment: Enrolment, **told: Any) -> bool:
    rows = (a_row(enrolment.enrolment_id, **told),)
    report = ReportAttendance(activity_id=activity.activity_id, rows=rows)
    with clock.freeze(activity.ends_at):
        return attendance.report_attendance(database, a_provider(), report).accepted == 1


def test_a_proposal_changes_nothing_before_its_approval(database: Database) -> None:
    activity = a_publication(database)

    submitted(database, activity, title="Новая редакция")

    assert read(database, activity).title == activity.title


def test_an_approved_revision_is_in_force_under_the_same_number(database: Database) -> None:
    activity = a_publication(database)

    after = revised(database, activity, title="Новая редакция", credits=Credits.of(3))

    assert (after.title, after.number) == ("Новая редакция", activity.number)
    assert after.terms_version == after.version == activity.version + 1
    assert announced(database, "catalogue.activity.approved")[-1]["credits"] == "3.0"


def test_who_enrolled_before_keeps_the_former_terms(database: Database) -> None:
    activity = a_publication(database, presence=EASY, credits=Credits.of(4))
    before = enrolled(database, activity)
    after = revised(database, activity, credits=Credits.of(1))

    assert is_accepted(database, after, before, minutes=60, checks_passed=0)

    [event] = announced(database, "catalogue.enrolment.completed")
    assert (event["credits"], event["activity_version"]) == ("4.0", activity.terms_version)


def test_who_enrols_afterwards_gets_the_new_terms(database: Database) -> None:
    activity = a_publication(database, presence=EASY)

    after = revised(database, activity)

    late = enrolled(database, after)
    assert late.activity_version == after.terms_version
    assert not is_accepted(database, after, late, minutes=60, checks_passed=0)


def test_the_editions_of_a_card_are_kept_and_told_to_everybody(database: Database) -> None:
    activity = a_publication(database, title="Первая редакция")
    after = revised(database, activity, title="Вторая редакция")

    query = ListEditions(activity_id=activity.activity_id)
    told = editions.list_editions(database, NOBODY, query).items

    assert [(each.version, each.card.title) for each in told] == [
        (after.version, "Вторая редакция"),
        (activity.version, "Первая редакция"),
    ]


def test_the_editions_of_a_draft_are_nobodys_business(database: Database) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_draft())

    with pytest.raises(UnknownActivity):
        editions.list_editions(database, NOBODY, ListEditions(activity_id=draft.activity_id))


def test_a_returned_revision_tells_why_and_may_be_written_anew(database: Database) -> None:
    activity = a_publication(database)
    revision = submitted(database, activity)
    command = ReturnActivity(
        activity_id=activity.activity_id, version=revision.version, reason="Цели не названы."
    )

    returned = editions.return_revision(database, a_moderator(), command)
    again = proposed(database, activity, title="Исправлено")

    assert (returned.state, returned.return_reason) == (RevisionState.DRAFT, "Цели не названы.")
    assert (again.card.title, again.version) == ("Исправлено", returned.version + 1)
    assert len(announced(database, "catalogue.activity.revision_returned")) == 1


def test_a_revision_under_review_is_not_written_anew(database: Database) -> None:
    activity = a_publication(database)
    submitted(database, activity)

    with pytest.raises(ActivityMoveRefused):
        proposed(database, activity)


def test_nobody_approves_a_revision_of_their_own(database: Database) -> None:
    activity = a_publication(database)
    revision = submitted(database, activity)

    with pytest.raises(OwnActivity):
        editions.approve_revision(database, a_moderator(activity.provider_id), move(revision))


def test_a_moderator_approves_what_they_have_read(database: Database) -> None:
    activity = a_publication(database)
    revision = proposed(database, activity)
    editions.submit_revision(database, a_provider(), move(revision))

    with pytest.raises(StaleVersion):
        editions.approve_revision(database, a_moderator(), move(revision))


def test_a_draft_is_revised_as_a_draft(database: Database) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_draft())

    with pytest.raises(ActivityMoveRefused):
        proposed(database, draft)


def test_another_provider_proposes_nothing(database: Database) -> None:
    activity = a_publication(database)
    command = ProposeRevision(activity_id=activity.activity_id, version=activity.version, **vars(a_draft()))

    with pytest.raises(NotYourActivity):
        editions.propose_revision(database, a_provider(UNIVERSITY), command)


def test_a_revision_is_read_by_those_whom_it_concerns(database: Database) -> None:
    activity = a_publication(database)
    revision = proposed(database, activity)
    query = ReadRevision(activity_id=activity.activity_id)

    assert editions.read_revision(database, a_moderator(), query) == revision
    with pytest.raises(UnknownActivity):
        editions.read_revision(database, a_specialist(), query)


def test_there_is_no_revision_once_it_is_in_force(database: Database) -> None:
    activity = a_publication(database)
    revised(database, activity)

    with pytest.raises(NoRevision):
        editions.read_revision(database, a_provider(), ReadRevision(activity_id=activity.activity_id))


def test_what_runs_may_be_revised_for_the_same_credits(database: Database) -> None:
    activity = a_publication(database, ends_at=a_draft().starts_at + timedelta(days=30))
    later = a_draft().starts_at + timedelta(days=60)

    with clock.freeze(activity.starts_at + timedelta(hours=1)):
        after = revised(database, activity, ends_at=later)

    assert after.ends_at == later


def test_nobody_loses_the_seat_they_have(database: Database) -> None:
    activity = a_publication(database, capacity=3)
    enrolled(database, activity)
    enrolled(database, activity)
    revision = submitted(database, activity, capacity=1)

    with pytest.raises(ActivityUnsound, match="capacity.below_taken"):
        editions.approve_revision(database, a_moderator(), move(revision))


def test_more_seats_are_there_at_once(database: Database) -> None:
    activity = a_publication(database, capacity=1)
    enrolled(database, activity)

    revised(database, activity, capacity=5)

    assert read(database, activity).seats_left == 4


def test_a_publication_is_moved_on_by_its_version(database: Database) -> None:
    activity = a_publication(database)
    after = revised(database, activity)

    cancelled = publishing.cancel_activity(database, a_provider(), as_read(after))

    assert cancelled.version == after.version + 1
