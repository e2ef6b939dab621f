"""How a plan goes, and where the fact departs from it."""

from __future__ import annotations

from datetime import date, timedelta

from contracts.catalogue.activities import ActivityKind
from kernel.money import Money
from kernel.values import ActivityId, new_id
from tests.builders.credits import TODAY, credits
from tests.builders.plans import a_content, a_course, a_fact, a_target, an_item

YESTERDAY = TODAY - timedelta(days=1)
MODULE = ActivityKind.MODULE


def test_an_activity_is_done_once_it_counts() -> None:
    activity = ActivityId(new_id())
    course = a_course(
        a_fact(36, activity_id=activity), content=a_content(an_item(36, activity_id=activity, due=YESTERDAY))
    )

    [item] = course.items()

    assert (item.done, item.is_late(TODAY)) == (credits(36), False)


def test_a_topic_is_done_by_whatever_else_is_earned_of_its_kind() -> None:
    content = a_content(an_item(20, code="later", due=TODAY), an_item(20, code="sooner", due=YESTERDAY))

    items = a_course(a_fact(30), content=content).items()

    assert [(each.item.code, each.done) for each in items] == [
        ("sooner", credits(20)),
        ("later", credits(10)),
    ]


def test_what_is_due_today_is_not_late() -> None:
    [item] = a_course(content=a_content(an_item(due=TODAY))).items()

    assert item.is_late(TODAY) is False


def test_an_item_that_is_due_and_not_done_is_behind_schedule() -> None:
    [deviation] = a_course(a_fact(10), content=a_content(an_item(36, due=YESTERDAY))).deviations()

    assert (deviation.kind, deviation.subject) == ("behind_schedule", "first")
    assert (deviation.required, deviation.found) == ("36.0", "10.0")


def test_a_target_that_is_due_and_not_reached_is_behind_schedule() -> None:
    content = a_content(an_item(), targets=(a_target(72, due=YESTERDAY),))

    [deviation] = a_course(a_fact(36), content=content).deviations()

    assert (deviation.subject, deviation.required, deviation.found) == ("programme", "72.0", "36.0")


def test_more_activities_than_count_are_over_the_cap() -> None:
    """At most 72 from activities (709н): 60 earned and 13 planned are one too many."""
    content = a_content(an_item(13, kind=MODULE))

    [deviation] = a_course(
        a_fact(60, kind=MODULE, activity_id=ActivityId(new_id())), content=a_content(an_item(73, kind=MODULE))
    ).deviations()

    assert (deviation.kind, deviation.required, deviation.found) == ("over_cap", "72.0", "73.0")
    assert list(a_course(content=content).deviations()) == []


def test_more_reserved_and_spent_than_the_budget_is_told() -> None:
    course = a_course(content=a_content(budget=100), spent=Money.of(101))

    [deviation] = course.deviations()

    assert (deviation.kind, deviation.required, deviation.found) == (
        "over_budget",
        "100.00 RUB",
        "101.00 RUB",
    )


def test_plan_fact_and_requirement_are_sums_by_day() -> None:
    course = a_course(
        a_fact(30, completed_on=date(2026, 2, 1)), content=a_content(an_item(36, due=YESTERDAY))
    )

    assert [course.planned_by(day) for day in (YESTERDAY - timedelta(days=1), YESTERDAY)] == [
        credits(0),
        credits(36),
    ]
    assert course.found_by(date(2026, 2, 1)) == credits(30)


def test_the_requirement_grows_with_the_days_of_the_cycle() -> None:
    """144 in 1826 days: half of them after half of the cycle."""
    course = a_course()

    required = [course.required_by(day) for day in (date(2024, 2, 28), date(2026, 8, 30), date(2029, 2, 28))]

    assert required == [credits(0), credits("72.0"), credits(144)]
