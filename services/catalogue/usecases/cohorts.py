"""What an employer does for a group: a plan, a list, and a look at how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from contracts.catalogue import cohorts as contract
from contracts.catalogue.activities import UnknownActivity
from contracts.catalogue.enrolments import EnrolmentClosed
from contracts.identity.consents import ConsentGiven, ConsentWithdrawn
from kernel import accesses, clock, cursors, inbox, journal, mergers, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from services.catalogue import store, views
from services.catalogue.domain import cohort as rules
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.cohort import Cohort
from services.catalogue.domain.enrolment import Enrolment

Verdict = contract.MemberVerdict
# What a group is to complete, and by which day.
Planned = Sequence[tuple[date, Activity]]


def create_cohort(database: Database, caller: Caller, command: contract.CreateCohort) -> contract.Cohort:
    """A group with its shared plan.

    Raises: NotAnEmployer, UnknownActivity. EnrolmentClosed -- nobody can enrol in something of the plan.
    """
    cohort = Cohort.of(caller, command.title, command.plan, clock.now())
    with database.transaction() as session:
        for step in command.plan:
            _require_open(store.activities.of(session, step.activity_id))
        store.cohorts.add(session, cohort)
        journal.record(session, "catalogue.cohort.created", str(cohort.cohort_id))
    return views.cohorts.cohort(cohort, 0)


def add_members(database: Database, caller: Caller, command: contract.AddMembers) -> contract.MembersAdded:
    """Enter a list; propose the plan to everybody who is new. Each row has its verdict.

    Raises: NotAnEmployer, UnknownCohort.
    """
    at = clock.now()
    with database.transaction() as session:
        now = mergers.now_of(session, [row.person_id for row in command.rows])
        rows = [replace(row, person_id=now[row.person_id]) for row in command.rows]
        people = [row.person_id for row in rows]
        cohort = store.cohorts.of_employer(session, command.cohort_id, rules.employer_of(caller))
        known = store.cohorts.known(session, cohort.cohort_id, people)
        levels = store.cohorts.levels(session, cohort.employer_id, people)
        judged = rules.judge(rows, known=known, consenting=levels.keys())
        # Looked at once: the list may be long, and the plan has a few steps.
        planned = [(step.due_on, store.activities.held(session, step.activity_id)) for step in cohort.plan]
        results = [_entered(session, cohort, row, verdict, planned, at) for row, verdict in judged]
        added = sum(result.verdict is Verdict.ADDED for result in results)
        journal.record(session, "catalogue.cohort.members_added", str(cohort.cohort_id), added=added)
    return contract.MembersAdded(cohort_id=command.cohort_id, added=added, results=tuple(results))


def my_cohorts(database: Database, caller: Caller, query: contract.ListCohorts) -> contract.CohortPage:
    """The groups of the caller's employer, the newest first.

    Raises: NotAnEmployer. Invalid -- the cursor is not of this list.
    """
    employer_id = rules.employer_of(caller)
    [before] = cursors.read(query.cursor, UUID) if query.cursor else [None]
    with database.reading() as session:
        records = store.cohorts.page(session, employer_id, before=before, limit=query.limit)
    return views.cohorts.page(records, query.limit)


def read_cohort_progress(
    database: Database, caller: Caller, query: contract.ReadCohortProgress
) -> contract.CohortProgress:
    """How far a group is, as far as each member lets the employer know. Every look is noted.

    Raises: NotAnEmployer, UnknownCohort. Invalid -- the cursor is not of this list.
    """
    employer_id = rules.employer_of(caller)
    [after] = cursors.read(query.cursor, UUID) if query.cursor else [None]
    with database.reading() as session:
        cohort = store.cohorts.of_employer(session, query.cohort_id, employer_id)
        progress = _progress(session, cohort, query, after)
    seen = [(member.person_id, cohort.cohort_id) for member in progress.members if member.has_consent]
    accesses.note_all(database, caller, "catalogue.cohort.viewed", seen)
    return progress


def note_consent(database: Database, event: ConsentGiven) -> None:
    """Somebody lets an organisation know of them."""
    with database.transaction() as session:
        if inbox.first_time(session, event, "note_consent"):
            store.cohorts.note_consent(session, event)


def forget_consent(database: Database, event: ConsentWithdrawn) -> None:
    """Somebody no longer does."""
    with database.transaction() as session:
        if inbox.first_time(session, event, "forget_consent"):
            store.cohorts.forget_consent(session, event.consent_id)


def _progress(
    session: Session, cohort: Cohort, query: contract.ReadCohortProgress, after: UUID | None
) -> contract.CohortProgress:
    records = store.cohorts.members(session, cohort.cohort_id, after=after, limit=query.limit)  # type: ignore[arg-type]
    people = [record.person_id for record in records[: query.limit]]
    levels = store.cohorts.levels(session, cohort.employer_id, people)
    enrolled = store.cohorts.enrolled(session, people, [step.activity_id for step in cohort.plan])
    size = store.cohorts.size(session, cohort.cohort_id)
    return contract.CohortProgress(
        cohort=views.cohorts.cohort(cohort, size),
        steps=views.cohorts.steps(cohort.plan, store.cohorts.counts(session, cohort), size, clock.today()),
        members=tuple(
            views.cohorts.member(record, cohort.plan, levels, enrolled) for record in records[: query.limit]
        ),
        next_cursor=cursors.encode(str(people[-1])) if len(records) > query.limit else None,
    )


def _entered(
    session: Session,
    cohort: Cohort,
    row: contract.CohortRow,
    verdict: Verdict,
    planned: Planned,
    at: datetime,
) -> contract.MemberResult:
    proposed: Sequence[Enrolment] = ()
    if verdict is Verdict.ADDED:
        store.cohorts.enter(session, cohort.cohort_id, row, at)
        proposed = _proposed(session, planned, row, at)
    return contract.MemberResult(person_id=row.person_id, verdict=verdict, proposed=len(proposed))


def _proposed(session: Session, planned: Planned, row: contract.CohortRow, at: datetime) -> list[Enrolment]:
    """Whoever is enrolled already, or has given it up, is not asked again."""
    made = []
    for due_on, activity in planned:
        if not activity.takes_people or row.speciality not in activity.card.specialities:
            continue
        wish = Enrolment.propose(activity, row.person_id, row.speciality, at)
        if store.enrolments.propose(session, wish):
            outbox.add(session, views.cohorts.proposed(wish, due_on, at))
            made.append(wish)
    return made


def _require_open(activity: Activity) -> None:
    """Raises: UnknownActivity, EnrolmentClosed."""
    if not activity.is_public:
        raise UnknownActivity(activity_id=activity.activity_id)
    if not activity.takes_people:
        raise EnrolmentClosed(state=activity.state)
