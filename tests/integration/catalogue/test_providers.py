"""Providers: who is one, and how far a measure against one reaches."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.catalogue.activities import (
    Activity,
    ActivityMoveRefused,
    ActivityState,
    ProviderNotActive,
    ReadActivity,
)
from contracts.catalogue.eligibility import CheckEligibility
from contracts.catalogue.enrolments import EnrolmentClosed, EnrolmentState, ListEnrolments, ReportAttendance
from contracts.catalogue.providers import (
    FindProviders,
    ListAffected,
    ProviderMoveRefused,
    ProviderState,
    ProviderTier,
    UnknownProvider,
)
from contracts.catalogue.search import FindActivities
from contracts.identity.organisations import OrganisationKind, OrganisationRegistered
from kernel.database import Database
from kernel.values import OrganisationId, new_id
from services.catalogue.store.remembered import Remembered
from services.catalogue.usecases import attendance, eligibility, enrolments, providers, publishing, search
from tests.builders.catalogue import (
    ACADEMY,
    NOBODY,
    NOW,
    THERAPY,
    TODAY,
    UNIVERSITY,
    a_draft,
    a_moderator,
    a_provider,
    a_row,
    a_specialist,
)
from tests.integration.catalogue import onboarded
from tests.integration.catalogue.journeys import (
    a_publication,
    a_submission,
    as_read,
    at_once,
    enrolled,
)
from tests.integration.catalogue.outbox import announced


def found(database: Database) -> list[Activity]:
    return list(search.find_activities(database, Remembered(), FindActivities()).items)


def is_eligible(database: Database, activity: Activity, on: date) -> bool:
    query = CheckEligibility(number=str(activity.number), speciality=THERAPY, on=on)
    return eligibility.check_eligibility(database, query).is_eligible


def test_an_organisation_that_identity_enters_as_a_provider_is_one(database: Database) -> None:
    event = OrganisationRegistered(
        occurred_at=NOW, organisation_id=ACADEMY, kind=OrganisationKind.PROVIDER, name="Академия"
    )

    providers.note_organisation(database, event)
    providers.note_organisation(database, event)

    provider = onboarded.known(database)
    assert (provider.name, provider.state) == ("Академия", ProviderState.ACTIVE)


def test_an_employer_is_no_provider(database: Database) -> None:
    event = OrganisationRegistered(
        occurred_at=NOW, organisation_id=ACADEMY, kind=OrganisationKind.EMPLOYER, name="Больница"
    )

    providers.note_organisation(database, event)

    with pytest.raises(UnknownProvider):
        onboarded.known(database)


def test_whoever_acts_before_the_event_arrives_is_named_by_it_later(database: Database) -> None:
    onboarded.acting(database)
    event = OrganisationRegistered(
        occurred_at=NOW, organisation_id=ACADEMY, kind=OrganisationKind.PROVIDER, name="Академия"
    )

    providers.note_organisation(database, event)

    assert onboarded.known(database).name == "Академия"


def test_the_activities_of_a_suspended_provider_are_not_found(database: Database) -> None:
    a_publication(database)
    kept = a_publication(database, by=a_provider(UNIVERSITY))

    onboarded.suspended(database)

    assert found(database) == [kept]


def test_a_suspended_provider_writes_submits_and_gets_approved_nothing(database: Database) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_draft())
    submission = a_submission(database)
    onboarded.suspended(database)

    with pytest.raises(ProviderNotActive):
        publishing.draft_activity(database, a_provider(), a_draft())
    with pytest.raises(ProviderNotActive):
        publishing.submit_activity(database, a_provider(), as_read(draft))
    with pytest.raises(ProviderNotActive):
        publishing.approve_activity(database, a_moderator(), as_read(submission))


def test_a_suspended_provider_reports_no_attendance(database: Database) -> None:
    activity = a_publication(database)
    enrolment = enrolled(database, activity)
    onboarded.suspended(database)
    report = ReportAttendance(activity_id=activity.activity_id, rows=(a_row(enrolment.enrolment_id),))

    with pytest.raises(ActivityMoveRefused, match="provider.suspended"):
        attendance.report_attendance(database, a_provider(), report)


def test_nobody_enrols_with_a_suspended_provider(database: Database) -> None:
    activity = a_publication(database)
    onboarded.suspended(database)

    with pytest.raises(EnrolmentClosed):
        enrolled(database, activity)


def test_enrolments_outlive_a_suspension(database: Database) -> None:
    activity, person = a_publication(database), a_specialist()
    enrolled(database, activity, person=person)

    onboarded.suspended(database)

    [own] = enrolments.my_enrolments(database, person, ListEnrolments()).items
    assert own.state is EnrolmentState.ENROLLED


def test_a_measure_tells_whom_it_touches(database: Database) -> None:
    activity = a_publication(database)
    for _ in range(3):
        enrolled(database, activity)
    a_publication(database)

    measure = providers.suspend_provider(
        database, a_moderator(), onboarded.a_measure(onboarded.known(database))
    )

    assert (measure.activities, measure.open_enrolments) == (2, 3)
    [event] = announced(database, "catalogue.provider.suspended")
    assert (event["activities"], event["open_enrolments"]) == (2, 3)
    [affected] = providers.list_affected(database, ListAffected(provider_id=ACADEMY)).items
    assert (affected.activity_id, affected.open_enrolments) == (activity.activity_id, 3)


def test_what_was_attended_before_a_suspension_stays_eligible(database: Database) -> None:
    activity = a_publication(database, ends_at=NOW.replace(year=2027))

    onboarded.suspended(database)

    assert not is_eligible(database, activity, date(2026, 11, 25))
    assert onboarded.known(database).state_since == TODAY


def test_a_restored_provider_is_found_again(database: Database) -> None:
    activity = a_publication(database)
    suspended = onboarded.suspended(database)

    restored = providers.restore_provider(database, a_moderator(), onboarded.a_measure(suspended))

    assert found(database) == [activity]
    assert restored.provider.state is ProviderState.ACTIVE
    assert len(announced(database, "catalogue.provider.restored")) == 1


def test_nothing_slips_into_the_catalogue_while_its_provider_is_suspended(database: Database) -> None:
    submissions = [a_submission(database) for _ in range(6)]
    measure = onboarded.a_measure(onboarded.known(database))
    approvals = [
        lambda each=each: publishing.approve_activity(database, a_moderator(), as_read(each))
        for each in submissions
    ]

    answers = at_once([*approvals, lambda: providers.suspend_provider(database, a_moderator(), measure)])

    assert "Unavailable" not in answers
    assert found(database) == []


def test_enrolling_at_the_moment_of_a_suspension_ends_either_way(database: Database) -> None:
    activity = a_publication(database, capacity=30)
    measure = onboarded.a_measure(onboarded.known(database))
    coming = [lambda: enrolled(database, activity) for _ in range(15)]

    answers = at_once([*coming, lambda: providers.suspend_provider(database, a_moderator(), measure)])

    assert {answer for answer in answers if isinstance(answer, str)} <= {"EnrolmentClosed"}


def test_trust_is_earned_by_approved_cards(database: Database) -> None:
    for _ in range(10):
        a_publication(database)

    provider = providers.trust_provider(
        database, a_moderator(), onboarded.a_measure(onboarded.known(database))
    )

    assert provider.tier is ProviderTier.TRUSTED
    [event] = announced(database, "catalogue.provider.tier_changed")
    assert event["tier"] == "trusted"


def test_a_provider_without_a_record_is_not_trusted(database: Database) -> None:
    measure = onboarded.a_measure(onboarded.acting(database))

    with pytest.raises(ProviderMoveRefused):
        providers.trust_provider(database, a_moderator(), measure)


def test_providers_are_found_by_a_part_of_their_name_page_by_page(database: Database) -> None:
    for name in ("Академия Б", "Академия А", "Институт"):
        event = OrganisationRegistered(
            occurred_at=NOW,
            organisation_id=OrganisationId(new_id()),
            kind=OrganisationKind.PROVIDER,
            name=name,
        )
        providers.note_organisation(database, event)

    first = providers.find_providers(database, FindProviders(text="акад", limit=1))
    rest = FindProviders(text="акад", limit=1, cursor=first.next_cursor)
    second = providers.find_providers(database, rest)

    assert [each.name for each in (*first.items, *second.items)] == ["Академия А", "Академия Б"]
    assert second.next_cursor is None


def test_the_card_of_a_withheld_activity_can_still_be_read(database: Database) -> None:
    activity = a_publication(database)
    onboarded.suspended(database)

    query = ReadActivity(activity_id=activity.activity_id)
    assert search.read_activity(database, NOBODY, query).state is ActivityState.PUBLISHED
