"""Plans are written, agreed, revised and watched; each deviation is announced once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from contracts.catalogue.activities import ActivityKind
from contracts.credits.cycles import UnknownCycle
from contracts.credits.plans import (
    CommentPlan,
    ListPlans,
    MovePlan,
    Plan,
    PlanContent,
    PlanExists,
    PlanState,
    PlanUnsound,
    ReadPlan,
    ReturnPlan,
    RevisePlan,
    UnknownEmployer,
    UnknownPlan,
    WritePlan,
)
from contracts.identity.organisations import OrganisationKind, OrganisationRegistered
from kernel import clock
from kernel.database import Database
from kernel.values import CycleId, OrganisationId, PersonId, new_id
from services.credits.usecases import plans, progress
from services.credits.usecases.awards import award
from services.credits.usecases.cycles import open_cycle
from tests.builders.credits import (
    NOW,
    TODAY,
    VAULT,
    a_specialist,
    an_award,
    an_opening,
    an_operator,
    credits,
)
from tests.builders.plans import HOSPITAL, a_content, a_target, an_employer, an_item
from tests.integration.credits.outbox import announced

ME, BOSS = a_specialist(), an_employer()
SOON = TODAY + timedelta(days=30)


@pytest.fixture
def cycle(database: Database) -> CycleId:
    plans.note_employer(
        database,
        OrganisationRegistered(
            occurred_at=NOW, organisation_id=HOSPITAL, kind=OrganisationKind.EMPLOYER, name="Больница"
        ),
    )
    return open_cycle(database, VAULT, ME, an_opening()).cycle_id


def written(database: Database, cycle: CycleId, content: PlanContent | None = None) -> Plan:
    command = WritePlan(cycle_id=cycle, employer_id=HOSPITAL, content=content or a_content())
    return plans.write_plan(database, ME, command)


def move(plan: Plan) -> MovePlan:
    return MovePlan(plan_id=plan.plan_id, version=plan.version)


def approved(database: Database, cycle: CycleId, content: PlanContent | None = None) -> Plan:
    plan = plans.submit_plan(database, ME, move(written(database, cycle, content)))
    return plans.approve_plan(database, BOSS, move(plan))


def read(database: Database, plan_id: UUID) -> Plan:
    return plans.read_plan(database, ME, ReadPlan(plan_id=plan_id))


def deviations(database: Database, plan: Plan) -> list[tuple[str, str]]:
    return [(each.kind, each.subject) for each in read(database, plan.plan_id).deviations]


def test_a_cycle_has_one_plan(database: Database, cycle: CycleId) -> None:
    written(database, cycle)

    with pytest.raises(PlanExists):
        written(database, cycle)


def test_nobody_plans_the_cycle_of_another(database: Database, cycle: CycleId) -> None:
    with pytest.raises(UnknownCycle):
        plans.write_plan(
            database,
            a_specialist(PersonId(new_id())),
            WritePlan(cycle_id=cycle, content=a_content()),
        )


def test_a_plan_is_agreed_with_an_organisation_that_employs(database: Database, cycle: CycleId) -> None:
    command = WritePlan(cycle_id=cycle, employer_id=OrganisationId(new_id()), content=a_content())

    with pytest.raises(UnknownEmployer):
        plans.write_plan(database, ME, command)


def test_what_falls_short_of_its_targets_is_not_submitted(database: Database, cycle: CycleId) -> None:
    plan = written(database, cycle, a_content(an_item(36), targets=(a_target(72),)))

    with pytest.raises(PlanUnsound):
        plans.submit_plan(database, ME, move(plan))


def test_the_employer_finds_what_is_to_be_decided_and_approves_it(database: Database, cycle: CycleId) -> None:
    plans.submit_plan(database, ME, move(written(database, cycle)))

    [asked] = plans.plans_to_decide(database, BOSS, ListPlans()).items
    decided = plans.approve_plan(database, BOSS, move(asked))

    assert (decided.state, decided.active_version) == (PlanState.APPROVED, 1)
    [fact] = announced(database, "credits.plan.approved")
    assert fact["approved_by"] == str(BOSS.person)
    assert plans.plans_to_decide(database, BOSS, ListPlans()).items == ()


@pytest.mark.parametrize(
    "stranger", [an_employer(OrganisationId(new_id())), a_specialist(PersonId(new_id()))]
)
def test_for_others_there_is_no_such_plan(database: Database, cycle: CycleId, stranger: object) -> None:
    plan = plans.submit_plan(database, ME, move(written(database, cycle)))

    with pytest.raises(UnknownPlan):
        plans.read_plan(database, stranger, ReadPlan(plan_id=plan.plan_id))  # type: ignore[arg-type]


def test_a_plan_is_returned_with_a_reason_and_talked_about(database: Database, cycle: CycleId) -> None:
    plan = plans.submit_plan(database, ME, move(written(database, cycle)))

    plans.return_plan(database, BOSS, ReturnPlan(plan_id=plan.plan_id, version=1, reason="Нужна практика"))
    plans.comment_plan(database, ME, CommentPlan(plan_id=plan.plan_id, text="Добавлю симуляцию"))

    found = read(database, plan.plan_id)
    assert found.state is PlanState.RETURNED
    assert [(each.is_employer, each.text) for each in found.comments] == [
        (True, "Нужна практика"),
        (False, "Добавлю симуляцию"),
    ]


def test_versions_are_kept_with_reason_and_changes(database: Database, cycle: CycleId) -> None:
    plan = written(database, cycle)
    content = a_content(an_item(40), an_item(8, code="second"))
    plans.revise_plan(
        database, ME, RevisePlan(plan_id=plan.plan_id, version=1, content=content, reason="Больше часов")
    )

    newest, first = plans.list_plan_versions(database, ME, ReadPlan(plan_id=plan.plan_id)).items

    assert (newest.version, newest.reason, first.reason) == (2, "Больше часов", None)
    assert [change.what for change in newest.changes] == ["first", "second"]


def test_a_version_is_never_edited(database: Database, cycle: CycleId) -> None:
    written(database, cycle)

    with pytest.raises(DBAPIError), database.transaction() as session:
        session.execute(sa.text("UPDATE plan_versions SET reason = 'other'"))


def test_silence_is_consent(database: Database, cycle: CycleId) -> None:
    """Policies `plan.silence_approves`, `plan.approval_days`."""
    plan = plans.submit_plan(database, ME, move(written(database, cycle)))

    with clock.freeze(NOW + timedelta(days=11)):
        plans.approve_overdue(database)
        plans.approve_overdue(database)

    assert read(database, plan.plan_id).state is PlanState.APPROVED
    [fact] = announced(database, "credits.plan.approved")
    assert fact["approved_by"] is None


def test_a_deviation_is_announced_once_and_goes_when_it_is_mended(database: Database, cycle: CycleId) -> None:
    plan = approved(database, cycle, a_content(an_item(36, due=SOON)))

    with clock.freeze(NOW + timedelta(days=40)):
        progress.watch_plans(database)
        progress.watch(database, plan.plan_id)
        before = deviations(database, plan)
        award(database, an_operator(), an_award(credits=credits(36), completed_on=SOON))
        progress.watch(database, plan.plan_id)

    assert before == [("behind_schedule", "first")]
    assert deviations(database, plan) == []
    [fact] = announced(database, "credits.plan.deviation_detected")
    assert (fact["required"], fact["found"], fact["due"]) == ("36.0", "0.0", str(SOON))


def test_a_draft_is_not_watched(database: Database, cycle: CycleId) -> None:
    plan = written(database, cycle, a_content(an_item(36, due=SOON)))

    with clock.freeze(NOW + timedelta(days=40)):
        progress.watch(database, plan.plan_id)

    assert deviations(database, plan) == []


def test_the_fact_of_a_plan_is_what_the_ledger_counts(database: Database, cycle: CycleId) -> None:
    award(database, an_operator(), an_award(credits=credits(20)))
    award(database, an_operator(), an_award(credits=credits(6), kind=ActivityKind.MODULE))
    plan = approved(database, cycle)

    found = progress.plan_progress(database, ME, ReadPlan(plan_id=plan.plan_id))

    [item] = found.items
    assert (item.done, item.is_late) == (credits(20), False)
    today = next(point for point in found.points if point.on == TODAY)
    assert (today.found, today.planned) == (credits(26), credits(0))
    assert found.points[-1].required == credits(144)


def test_ones_own_plans_are_listed_page_by_page(database: Database, cycle: CycleId) -> None:
    other = open_cycle(
        database, VAULT, ME, replace(an_opening(date(2025, 5, 1)), speciality="kardiologiya")
    ).cycle_id
    first, second = written(database, cycle), written(database, other)

    page = plans.my_plans(database, ME, ListPlans(limit=1))
    rest = plans.my_plans(database, ME, ListPlans(limit=1, cursor=page.next_cursor))

    assert [plan.plan_id for plan in (*page.items, *rest.items)] == [second.plan_id, first.plan_id]
    assert rest.next_cursor is None
