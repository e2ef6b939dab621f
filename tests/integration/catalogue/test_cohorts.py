"""An employer's group: its list, its plan, and what the employer may know."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from contracts.catalogue.activities import Activity
from contracts.catalogue.cohorts import (
    AddMembers,
    Cohort,
    CohortProgress,
    CohortRow,
    CreateCohort,
    ListCohorts,
    MembersAdded,
    MemberVerdict,
    NotAnEmployer,
    PlanStep,
    ReadCohortProgress,
    UnknownCohort,
)
from contracts.catalogue.enrolments import (
    Enrolment,
    EnrolmentClosed,
    EnrolmentState,
    ListEnrolments,
    ReportAttendance,
)
from contracts.catalogue.participation import AcceptSeat, EnrolmentStatus
from contracts.identity.consents import ConsentGiven, ConsentLevel, ConsentWithdrawn
from kernel import clock, journal
from kernel.database import Database
from kernel.messages import Caller
from kernel.values import OrganisationId, PersonId, Role, new_id
from services.catalogue.usecases import attendance, cohorts, enrolments, participation, publishing
from tests.builders.catalogue import NOW, THERAPY, a_provider, a_row, a_specialist
from tests.integration.catalogue.journeys import a_publication, as_read, enrolled
from tests.integration.catalogue.outbox import announced

CLINIC, HOSPITAL = OrganisationId(new_id()), OrganisationId(new_id())
Verdict, Level = MemberVerdict, ConsentLevel


def an_employer(organisation: OrganisationId = CLINIC) -> Caller:
    person = PersonId(new_id())
    roles = frozenset({Role.EMPLOYER})
    return Caller(process="gateway", person_id=person, organisation_id=organisation, roles=roles)


def consented(
    database: Database, person: Caller, to: OrganisationId = CLINIC, level: ConsentLevel = Level.MINIMAL
) -> UUID:
    consent_id = new_id()
    event = ConsentGiven(
        occurred_at=NOW,
        person_id=person.person,
        consent_id=consent_id,
        purpose="monitoring",
        recipient_id=to,
        level=level,
    )
    cohorts.note_consent(database, event)
    return consent_id


def withdrawn(database: Database, person: Caller, consent_id: UUID) -> None:
    event = ConsentWithdrawn(
        occurred_at=NOW,
        person_id=person.person,
        consent_id=consent_id,
        purpose="monitoring",
        recipient_id=CLINIC,
        level=Level.MINIMAL,
    )
    cohorts.forget_consent(database, event)


def a_cohort(database: Database, *activities: Activity, due_in: int = 30) -> Cohort:
    due_on = NOW.date() + timedelta(days=due_in)
    plan = tuple(PlanStep(activity_id=each.activity_id, due_on=due_on) for each in activities)
    return cohorts.create_cohort(database, an_employer(), CreateCohort(title="Терапия, 2027", plan=plan))


def added(database: Database, cohort: Cohort, *people: Caller) -> MembersAdded:
    rows = tuple(CohortRow(person_id=person.person, speciality=THERAPY) for person in people)
    command = AddMembers(cohort_id=cohort.cohort_id, rows=rows)
    return cohorts.add_members(database, an_employer(), command)


def progress(database: Database, cohort: Cohort, by: Caller | None = None, **told: object) -> CohortProgress:
    query = ReadCohortProgress(cohort_id=cohort.cohort_id, **told)  # type: ignore[arg-type]
    return cohorts.read_cohort_progress(database, by or an_employer(), query)


def mine(database: Database, person: Caller) -> list[Enrolment]:
    return list(enrolments.my_enrolments(database, person, ListEnrolments()).items)


def accepted(database: Database, person: Caller, enrolment: Enrolment) -> Enrolment:
    return participation.accept_seat(database, person, AcceptSeat(enrolment_id=enrolment.enrolment_id))


def completed(database: Database, activity: Activity, enrolment: Enrolment) -> None:
    report = ReportAttendance(activity_id=activity.activity_id, rows=(a_row(enrolment.enrolment_id),))
    with clock.freeze(activity.ends_at):
        attendance.report_attendance(database, a_provider(), report)


def test_every_row_of_a_list_has_its_verdict(database: Database) -> None:
    cohort = a_cohort(database, a_publication(database))
    willing, silent, elsewhere = (a_specialist() for _ in range(3))
    consented(database, willing)
    consented(database, elsewhere, HOSPITAL)

    first = added(database, cohort, willing, silent, elsewhere, willing)
    second = added(database, cohort, willing)

    assert [each.verdict for each in first.results] == [
        Verdict.ADDED,
        Verdict.NO_CONSENT,
        Verdict.NO_CONSENT,
        Verdict.REPEATED,
    ]
    assert [each.verdict for each in second.results] == [Verdict.KNOWN]


def test_the_plan_is_proposed_and_takes_no_seat_until_its_member_says_so(database: Database) -> None:
    activity, person = a_publication(database, capacity=1), a_specialist()
    consented(database, person)
    added(database, a_cohort(database, activity), person)
    [proposal] = mine(database, person)
    assert proposal.state is EnrolmentState.DRAFT
    assert len(announced(database, "catalogue.enrolment.proposed")) == 1

    seat = accepted(database, person, proposal)

    assert (seat.enrolment_id, seat.state) == (proposal.enrolment_id, EnrolmentState.ENROLLED)
    assert len(announced(database, "catalogue.enrolment.opened")) == 1


def test_who_is_enrolled_already_is_not_asked_again(database: Database) -> None:
    activity, person = a_publication(database), a_specialist()
    own = enrolled(database, activity, person=person)
    consented(database, person)

    [result] = added(database, a_cohort(database, activity), person).results

    assert (result.verdict, result.proposed) == (Verdict.ADDED, 0)
    assert mine(database, person) == [own]


def test_the_employer_sees_how_far_the_group_is(database: Database) -> None:
    activity = a_publication(database)
    people = [a_specialist() for _ in range(3)]
    for person, level in zip(people, (Level.PROFESSIONAL, Level.MINIMAL, Level.MINIMAL), strict=True):
        consented(database, person, level=level)
    cohort = a_cohort(database, activity)
    added(database, cohort, *people)
    for person in people[:2]:
        [proposal] = mine(database, person)
        completed(database, activity, accepted(database, person, proposal))

    with clock.freeze(NOW + timedelta(days=31)):
        told = progress(database, cohort)

    [step] = told.steps
    assert (step.members, step.accepted, step.completed, step.overdue) == (3, 2, 2, 1)
    seen = {member.person_id: member.steps[0] for member in told.members}
    detailed, plain, asked = (seen[person.person] for person in people)
    assert (detailed.status, detailed.completed_on) == (EnrolmentStatus.PASSED, date(2026, 11, 25))
    assert (plain.status, plain.completed_on, plain.credits) == (EnrolmentStatus.PASSED, None, None)
    assert asked.status is EnrolmentStatus.DRAFT


def test_nothing_is_shown_of_whoever_has_withdrawn_the_consent(database: Database) -> None:
    activity, person = a_publication(database), a_specialist()
    consent = consented(database, person)
    cohort = a_cohort(database, activity)
    added(database, cohort, person)
    accepted(database, person, mine(database, person)[0])

    withdrawn(database, person, consent)

    told = progress(database, cohort)
    assert [(member.has_consent, member.steps) for member in told.members] == [(False, ())]
    assert told.steps[0].accepted == 0


def test_every_look_of_an_employer_is_on_record(database: Database) -> None:
    person = a_specialist()
    consented(database, person)
    cohort = a_cohort(database, a_publication(database))
    added(database, cohort, person)

    progress(database, cohort)

    sought = journal.Sought(subject=str(person.person_id), action="catalogue.cohort.viewed")
    with database.reading() as session:
        [line], _ = journal.read(session, after=0, limit=10, sought=sought)
    assert line.detail["case"] == str(cohort.cohort_id)


def test_the_group_of_another_employer_is_not_there(database: Database) -> None:
    cohort = a_cohort(database, a_publication(database))

    with pytest.raises(UnknownCohort):
        progress(database, cohort, by=an_employer(HOSPITAL))
    with pytest.raises(NotAnEmployer):
        progress(database, cohort, by=a_specialist())


def test_groups_and_members_come_page_by_page(database: Database) -> None:
    activity = a_publication(database)
    groups = [a_cohort(database, activity) for _ in range(3)]
    people = [a_specialist() for _ in range(3)]
    for person in people:
        consented(database, person)
    added(database, groups[0], *people)

    first = cohorts.my_cohorts(database, an_employer(), ListCohorts(limit=2))
    rest = ListCohorts(limit=2, cursor=first.next_cursor)
    second = cohorts.my_cohorts(database, an_employer(), rest)
    some = progress(database, groups[0], limit=2)
    others = progress(database, groups[0], limit=2, cursor=some.next_cursor)

    found = [each.cohort_id for each in (*first.items, *second.items)]
    assert found == [each.cohort_id for each in reversed(groups)]
    members = [each.person_id for each in (*some.members, *others.members)]
    assert sorted(members) == sorted(person.person for person in people)


def test_nobody_plans_what_nobody_can_enrol_in(database: Database) -> None:
    activity = a_publication(database)
    publishing.cancel_activity(database, a_provider(), as_read(activity))

    with pytest.raises(EnrolmentClosed):
        a_cohort(database, activity)
