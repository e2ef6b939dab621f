"""How activities turn out: shares, ratings, cost and gain, and who is ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from contracts.catalogue.figures import ActivityFigures, Ahead

TENTH = Decimal("0.1")
KOPECK = Decimal("0.01")
# Which figures compare activities, and whether more of them is better.
MORE_IS_BETTER: Mapping[str, bool] = {
    "completion_share": True,
    "pass_share": True,
    "rating": True,
    "knowledge_gain": True,
    "cost_per_credit": False,
    "days_to_complete": False,
}


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What was counted of one activity. rating, gain, days: averages, none where there is nothing."""

    taking_part: int = 0
    completed: int = 0
    failed: int = 0
    reviews: int = 0
    rating: Decimal | None = None
    tested: int = 0
    gain: Decimal | None = None
    days: Decimal | None = None


def share(part: int, whole: int, least: int) -> Decimal | None:
    """Percent, in tenths; absent where the whole is of so few that it might tell of somebody."""
    if whole < max(least, 1):
        return None
    return rounded(Decimal(100 * part) / whole)


def of_enough(figure: Decimal | None, people: int, least: int) -> Decimal | None:
    """A figure, where enough people stand behind it."""
    return rounded(figure) if figure is not None and people >= least else None


def rounded(figure: Decimal) -> Decimal:
    return figure.quantize(TENTH, ROUND_HALF_UP)


def cost_per_credit(price: Decimal, credits: Decimal) -> Decimal:
    """Roubles."""
    return (price / credits).quantize(KOPECK, ROUND_HALF_UP)


def ahead(compared: Sequence[ActivityFigures]) -> tuple[Ahead, ...]:
    """Which is ahead, of each figure that tells them apart."""
    found = (_ahead(name, compared, more=more) for name, more in MORE_IS_BETTER.items())
    return tuple(each for each in found if each is not None)


def _ahead(name: str, compared: Sequence[ActivityFigures], *, more: bool) -> Ahead | None:
    known = [(getattr(each, name), each.activity_id) for each in compared if getattr(each, name) is not None]
    if len(known) < 2:
        return None
    best = (max if more else min)(figure for figure, _ in known)
    holders = [activity_id for figure, activity_id in known if figure == best]
    return Ahead(figure=name, activity_id=holders[0]) if len(holders) == 1 else None
