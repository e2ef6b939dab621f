"""How activities turn out, and who is ahead."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contracts.catalogue.activities import ActivityFormat, ActivityKind
from contracts.catalogue.figures import ActivityFigures, Ahead
from kernel.values import ActivityId, Credits, new_id
from services.catalogue.domain.figures import ahead, cost_per_credit, of_enough, share


def figures(**told: Any) -> ActivityFigures:
    facts: dict[str, Any] = {
        "activity_id": ActivityId(new_id()),
        "title": "Аритмии",
        "kind": ActivityKind.EVENT,
        "format": ActivityFormat.ONLINE,
        "credits": Credits.of(4),
        "price": Decimal(400),
        "taking_part": 10,
        "completed": 8,
        "failed": 2,
        "completion_share": Decimal(80),
        "pass_share": Decimal(80),
        "rating": Decimal(4),
        "reviews": 8,
        "cost_per_credit": Decimal(100),
        "tested": 8,
        "knowledge_gain": Decimal(20),
        "days_to_complete": Decimal(3),
    }
    return ActivityFigures(**facts | told)


def test_a_share_of_too_few_is_not_told() -> None:
    assert share(3, 4, least=5) is None
    assert share(4, 5, least=5) == Decimal("80.0")


def test_a_share_of_nobody_is_none() -> None:
    assert share(0, 0, least=0) is None


@given(whole=st.integers(5, 10_000), data=st.data())
def test_a_share_is_percent(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))

    found = share(part, whole, least=5)

    assert found is not None
    assert 0 <= found <= 100


def test_an_average_of_too_few_is_not_told() -> None:
    assert of_enough(Decimal("4.56"), 4, least=5) is None
    assert of_enough(Decimal("4.56"), 5, least=5) == Decimal("4.6")


def test_the_cost_of_a_credit_is_in_kopecks() -> None:
    assert cost_per_credit(Decimal(1000), Decimal("4.2")) == Decimal("238.10")


def test_more_is_better_but_of_cost_and_time() -> None:
    dear = figures(rating=Decimal("4.8"))
    cheap = figures(cost_per_credit=Decimal(50), days_to_complete=Decimal(2))

    assert ahead([dear, cheap]) == (
        Ahead(figure="rating", activity_id=dear.activity_id),
        Ahead(figure="cost_per_credit", activity_id=cheap.activity_id),
        Ahead(figure="days_to_complete", activity_id=cheap.activity_id),
    )


def test_nobody_is_ahead_in_a_tie_or_alone() -> None:
    assert ahead([figures(), figures()]) == ()
    assert ahead([figures(), figures(rating=None, knowledge_gain=None)]) == ()
