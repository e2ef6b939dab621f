"""What was earned over time, day by day or in longer steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from contracts.catalogue.activities import ActivityKind
from contracts.credits.series import SeriesStep
from kernel.values import Credits
from services.credits.domain.requirements import Earned, by_kind, tally


@dataclass(frozen=True, kw_only=True)
class Point:
    """cumulative: by the end of the step, what was earned before the series included."""

    starts_on: date
    by_kind: dict[ActivityKind, Credits]
    total: Credits
    cumulative: Credits


def points(earned: Iterable[Earned], step: SeriesStep, since: date, until: date) -> Iterator[Point]:
    """Every step in which something was earned, in order of time.

    earned: of one cycle, in any order.
    """
    in_order = sorted(earned, key=lambda item: item.completed_on)
    before = [item for item in in_order if item.completed_on < since]
    within = [item for item in in_order if since <= item.completed_on <= until]
    sum_so_far = tally(before).total
    for starts_on, items in groupby(within, key=lambda item: first_day(item.completed_on, step)):
        of_step = list(items)
        total = tally(of_step).total
        sum_so_far += total
        yield Point(starts_on=starts_on, by_kind=by_kind(of_step), total=total, cumulative=sum_so_far)


def first_day(day: date, step: SeriesStep) -> date:
    """The first day of the step that holds `day`."""
    if step is SeriesStep.DAY:
        return day
    if step is SeriesStep.MONTH:
        return day.replace(day=1)
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
