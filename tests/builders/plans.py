"""Plans, of which a test names only what matters to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from contracts.catalogue.activities import ActivityKind
from contracts.credits.plans import PlanContent, PlanItem, PlanTarget
from kernel.messages import Caller
from kernel.money import Money
from kernel.values import ActivityId, OrganisationId, PersonId, Role, new_id
from services.credits.domain.progress import Course, Fact
from tests.builders.credits import TODAY, a_cycle, credits, policies

HOSPITAL = OrganisationId(new_id())
NEXT_SUMMER = date(2027, 6, 30)


def an_employer(organisation: OrganisationId = HOSPITAL, person: PersonId | None = None) -> Caller:
    return Caller(
        process="gateway",
        person_id=person or PersonId(new_id()),
        organisation_id=organisation,
        roles=frozenset({Role.EMPLOYER}),
    )


def a_target(amount: str | int = 72, **told: Any) -> PlanTarget:
    facts: dict[str, Any] = {"kind": ActivityKind.PROGRAMME, "due": NEXT_SUMMER}
    return PlanTarget(credits=credits(amount), **facts | told)


def an_item(
    amount: str | int = 36, *, code: str = "first", price: int | None = None, **told: Any
) -> PlanItem:
    """About a topic, unless an activity is named."""
    facts: dict[str, Any] = {"kind": ActivityKind.PROGRAMME, "due": NEXT_SUMMER}
    if "activity_id" not in told:
        facts["topic"] = "Неотложная помощь"
    money = None if price is None else Money.of(price)
    return PlanItem(code=code, credits=credits(amount), price=money, **facts | told)


def a_content(
    *items: PlanItem, targets: tuple[PlanTarget, ...] = (), budget: int | None = None
) -> PlanContent:
    money = None if budget is None else Money.of(budget)
    return PlanContent(items=items or (an_item(),), targets=targets, budget=money)


def a_fact(amount: str | int, **told: Any) -> Fact:
    facts: dict[str, Any] = {
        "kind": ActivityKind.PROGRAMME,
        "completed_on": date(2026, 2, 1),
        "activity_id": ActivityId(new_id()),
    }
    return Fact(credits=credits(amount), **facts | told)


def a_course(*facts: Fact, content: PlanContent | None = None, **told: Any) -> Course:
    known: dict[str, Any] = {"cycle": a_cycle().period, "policies": policies(), "today": TODAY}
    return Course(content=content or a_content(), facts=facts, **known | told)
