"""Series: what a cycle has earned over time, for charts.

Owner: services/credits. Vocabulary: docs/glossary.md, "Credits".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from contracts.credits.cycles import SPECIALISTS, EarnedByKind, UnknownCycle
from kernel.messages import Invalid, Operation
from kernel.values import Credits, CycleId


class SeriesStep(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"


class SeriesUnsound(Invalid, ru="Период задан неверно."):
    """The period ends before it begins."""


@dataclass(frozen=True, kw_only=True)
class ReadSeries:
    """since, until: days of completion, both included; the whole cycle when absent."""

    cycle_id: CycleId
    step: SeriesStep = SeriesStep.MONTH
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class SeriesPoint:
    """starts_on: the first day of the step. total: earned in it. cumulative: in the cycle by its end."""

    starts_on: date
    by_kind: tuple[EarnedByKind, ...]
    total: Credits
    cumulative: Credits


@dataclass(frozen=True, kw_only=True)
class Series:
    """points: in order of time; only steps in which something was earned."""

    cycle_id: CycleId
    step: SeriesStep
    points: tuple[SeriesPoint, ...]


my_series = Operation(
    "credits", "my_series", ReadSeries, Series, (UnknownCycle, SeriesUnsound), roles=SPECIALISTS, reads=True
)
