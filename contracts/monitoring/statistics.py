"""Open statistics: counts without persons, for everybody.

Owner: services/monitoring. Vocabulary: docs/glossary.md, "Open statistics".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kernel.messages import ANYONE, Operation
from kernel.values import Line


@dataclass(frozen=True, kw_only=True)
class ReadStatistics:
    """since, before: days of Moscow, half-open; the last 30 days when absent."""

    since: date | None = None
    before: date | None = None
    indicator: Line | None = None


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One count. value: a decimal string; suppressed when fewer people stand behind it than may show."""

    name: str
    title: str
    dimension: str
    day: date
    value: str | None
    suppressed: bool


@dataclass(frozen=True, kw_only=True)
class Statistics:
    """as_of: the time of the latest fact counted; least_group: persons below which a cell is hidden."""

    since: date
    before: date
    as_of: datetime | None
    least_group: int
    items: tuple[Indicator, ...]


read_statistics = Operation(
    "monitoring", "read_statistics", ReadStatistics, Statistics, roles=ANYONE, reads=True
)
