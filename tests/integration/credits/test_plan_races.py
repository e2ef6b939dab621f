"""Plans under simultaneous hands: one writes, one decides, and a deviation is announced once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from contracts.credits.plans import MovePlan, Plan, RevisePlan, WritePlan
from contracts.identity.organisations import OrganisationKind, OrganisationRegistered
from kernel import clock
from kernel.database import Database
from kernel.values import CycleId
from services.credits.usecases import plans, progress
from services.credits.usecases.cycles import open_cycle
from tests.builders.credits import NOW, TODAY, VAULT, a_specialist, an_opening
from tests.builders.plans import HOSPITAL, a_content, an_employer, an_item
from tests.integration.catalogue.journeys import at_once
from tests.integration.credits.outbox import announced

ME, BOSS = a_specialist(), an_employer()
DUE = TODAY + timedelta(days=30)


@pytest.fixture
def cycle(database: Database) -> CycleId:
    told = OrganisationRegistered(
        occurred_at=NOW, organisation_id=HOSPITAL, kind=OrganisationKind.EMPLOYER, name="Больница"
    )
    plans.note_employer(database, told)
    return open_cycle(database, VAULT, ME, an_opening()).cycle_id


def written(database: Database, cycle: CycleId) -> Plan:
    content = a_content(an_item(due=DUE))
    return plans.write_plan(database, ME, WritePlan(cycle_id=cycle, employer_id=HOSPITAL, content=content))


def outcomes(calls: list[Callable[[], object]]) -> list[str]:
    """The code of each refusal; "done" for what was not refused."""
    return sorted(told if isinstance(told, str) else "done" for told in at_once(calls))


def test_of_two_plans_written_at_once_one_stays(database: Database, cycle: CycleId) -> None:
    assert outcomes([lambda: written(database, cycle)] * 2) == ["PlanExists", "done"]


def test_of_two_revisions_of_one_version_one_is_stale(database: Database, cycle: CycleId) -> None:
    plan = written(database, cycle)
    revised = RevisePlan(plan_id=plan.plan_id, version=1, content=a_content(), reason="Больше часов")

    assert outcomes([lambda: plans.revise_plan(database, ME, revised)] * 2) == ["StaleVersion", "done"]


def test_what_is_revised_while_it_is_approved_is_one_or_the_other(database: Database, cycle: CycleId) -> None:
    """Whichever comes first: nobody approves what they have not read."""
    plan = written(database, cycle)
    move = MovePlan(plan_id=plan.plan_id, version=1)
    plans.submit_plan(database, ME, move)
    revised = RevisePlan(plan_id=plan.plan_id, version=1, content=a_content(), reason="Больше часов")

    told = at_once(
        [lambda: plans.revise_plan(database, ME, revised), lambda: plans.approve_plan(database, BOSS, move)]
    )

    approval = told[1]
    assert approval == "StaleVersion" or (isinstance(approval, Plan) and approval.active_version == 1)


def test_two_who_watch_at_once_announce_a_deviation_once(database: Database, cycle: CycleId) -> None:
    plan = written(database, cycle)
    move = MovePlan(plan_id=plan.plan_id, version=1)
    plans.submit_plan(database, ME, move)
    plans.approve_plan(database, BOSS, move)

    with clock.freeze(NOW + timedelta(days=40)):
        outcomes([lambda: progress.watch(database, plan.plan_id)] * 4)

    assert len(announced(database, "credits.plan.deviation_detected")) == 1
