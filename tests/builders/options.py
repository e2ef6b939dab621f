"""What may be taken, and the situation of who may take it, of which a test names only what matters to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from contracts.catalogue.activities import ActivityKind
from kernel.money import Money
from kernel.values import ActivityId, new_id
from services.credits.domain.planning import Option, Situation, Slot
from services.credits.domain.requirements import Earned
from tests.builders.credits import TODAY, a_cycle, credits, policies


def an_option(amount: str | int, price: int = 0, *, in_days: int = 30, **told: Any) -> Option:
    """A programme, unless told otherwise."""
    facts: dict[str, Any] = {
        "activity_id": ActivityId(new_id()),
        "kind": ActivityKind.PROGRAMME,
        "title": "Неотложная помощь",
        "number": "НМО-2026-000001-7",
    }
    return Option(
        credits=credits(amount),
        price=Money.of(price),
        completed_on=TODAY + timedelta(days=in_days),
        **facts | told,
    )


def a_webinar(amount: str | int, price: int = 0, *, in_days: int = 30, at: int = 9, **told: Any) -> Option:
    """Of two hours. at: the hour at which it begins."""
    starts_at = datetime.combine(TODAY + timedelta(days=in_days), time(at), UTC)
    slots = (Slot(starts_at, starts_at + timedelta(hours=2)),)
    return an_option(amount, price, in_days=in_days, kind=ActivityKind.EVENT, slots=slots, **told)


def a_situation(*counted: Earned, **told: Any) -> Situation:
    facts: dict[str, Any] = {"credited": frozenset(), "events": {}, "policies": policies()}
    return Situation(cycle=a_cycle(), earned=counted, by=date(2029, 2, 28), **facts | told)
