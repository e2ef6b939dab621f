"""What a plan may say, who decides on it, and what a version changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from contracts.catalogue.activities import ActivityKind
from contracts.credits.plans import PlanContent, PlanMoveRefused, PlanState, PlanUnsound
from kernel.messages import StaleVersion
from kernel.values import ActivityId, CycleId, new_id
from services.credits.domain.plan import Plan, changes, checks, require_enough, require_sound
from tests.builders.credits import PERSON, TODAY, a_cycle, credits, policies
from tests.builders.plans import HOSPITAL, a_content, a_target, an_employer, an_item


def a_plan(*, agreed_with_nobody: bool = False) -> Plan:
    employer = None if agreed_with_nobody else HOSPITAL
    return Plan(person_id=PERSON, cycle_id=CycleId(new_id()), employer_id=employer)


def submitted() -> Plan:
    plan = a_plan()
    plan.submit(version=1, today=TODAY, policies=policies())
    return plan


def broken(content: PlanContent) -> dict[str, str]:
    with pytest.raises(PlanUnsound) as refused:
        require_sound(content, a_cycle().period)
    return refused.value.details


def test_the_employer_has_some_days_to_decide() -> None:
    """Policy `plan.approval_days`."""
    assert submitted().decide_by == TODAY + timedelta(days=10)


def test_without_an_employer_a_plan_is_approved_at_once() -> None:
    plan = a_plan(agreed_with_nobody=True)

    plan.submit(version=1, today=TODAY, policies=policies())

    assert (plan.state, plan.active_version) == (PlanState.APPROVED, 1)


def test_only_what_was_submitted_is_decided_on() -> None:
    with pytest.raises(PlanMoveRefused):
        a_plan().approve(version=1)


def test_nobody_approves_a_version_they_have_not_read() -> None:
    plan = submitted()
    plan.revise(version=1, keeps_approval=False)

    with pytest.raises(StaleVersion):
        plan.approve(version=1)


def test_what_is_revised_is_to_be_approved_again() -> None:
    plan = submitted()
    plan.approve(version=1)

    plan.revise(version=1, keeps_approval=False)

    assert (plan.state, plan.version, plan.active_version) == (PlanState.DRAFT, 2, 1)


def test_where_the_policy_says_so_what_was_approved_stays_approved() -> None:
    plan = submitted()
    plan.approve(version=1)

    plan.revise(version=1, keeps_approval=True)

    assert (plan.state, plan.active_version) == (PlanState.APPROVED, 2)


def test_silence_approves_on_the_day_after_the_last() -> None:
    plan = submitted()

    passed = [plan.pass_silently(TODAY + timedelta(days=days)) for days in (10, 11, 12)]

    assert passed == [False, True, False]


def test_a_draft_is_nobody_elses() -> None:
    assert a_plan().is_decided_by(an_employer()) is False


def test_nobody_decides_on_a_plan_of_their_own() -> None:
    assert submitted().is_decided_by(an_employer(person=PERSON)) is False


def test_a_due_day_lies_in_the_cycle() -> None:
    content = a_content(an_item(due=date(2031, 1, 1)), targets=(a_target(due=date(2020, 1, 1)),))

    assert broken(content) == {
        "content.items.0.due": "plan.due_outside_cycle",
        "content.targets.0.due": "plan.due_outside_cycle",
    }


def test_an_item_is_of_an_activity_or_of_a_topic() -> None:
    both = an_item(topic="Тема", activity_id=ActivityId(new_id()))

    assert broken(a_content(both)) == {"content.items.0": "plan.activity_or_topic"}


def test_each_name_and_each_kind_is_there_once() -> None:
    content = a_content(an_item(), an_item(), targets=(a_target(), a_target()))

    assert broken(content) == {"content.targets": "plan.target_repeated", "content.items": "code.repeated"}


def test_items_cost_no_more_than_the_budget() -> None:
    assert broken(a_content(an_item(price=5000), budget=4999)) == {"content.budget": "plan.above_budget"}


def test_the_items_of_a_kind_are_held_against_its_target() -> None:
    content = a_content(
        an_item(36), an_item(8, code="second", kind=ActivityKind.MODULE), targets=(a_target(72),)
    )

    [check] = checks(content)

    assert (check.planned, check.short) == (credits(36), credits(36))
    with pytest.raises(PlanUnsound):
        require_enough(content)


def test_a_version_tells_what_it_changes() -> None:
    before = a_content(an_item(36, code="first"), an_item(8, code="gone"))
    after = a_content(an_item(40, code="first"), an_item(4, code="new"), budget=100)

    told = {each.what: (each.before is None, each.after is None) for each in changes(before, after)}

    assert told == {
        "first": (False, False),
        "gone": (False, True),
        "new": (True, False),
        "budget": (True, False),
    }


def test_the_same_version_changes_nothing() -> None:
    assert list(changes(a_content(), a_content())) == []
