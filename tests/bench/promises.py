"""What the suite promises to bear, held against what was measured."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.cells import Cell
from tests.bench.report import Row
from tests.bench.rosters import Handling

BROKER = "rabbitmq"


@dataclass(frozen=True)
class Promise:
    """least, most: what was promised; None where the figure only informs."""

    name: str
    measured: float
    unit: str
    least: float | None = None
    most: float | None = None

    def __str__(self) -> str:
        told = f"{self.name:45} {self.measured:8.2f} {self.unit}"
        if self.least is not None:
            return f"{told}; promised {self.least:g}: {_kept(self.measured >= self.least)}"
        if self.most is not None:
            return f"{told}; promised at most {self.most:g}: {_kept(self.measured <= self.most)}"
        return told


def of_calls(found: Sequence[Row], cells: Sequence[Cell], surcharge: float) -> list[Promise]:
    """surcharge: milliseconds by which the first call with a token is slower."""
    at = {(row["subject"], row["clients"]): row for row in found}
    calls = [cell for cell in cells if (cell.subject, cell.clients) == ("balance", 16)]
    added = at["balance", 1]["p50_ms"] - at["floor", 1]["p50_ms"]
    return [
        Promise("balance reads of 16 clients", at["balance", 16]["of_floor"], "of the floor", 0.43),
        Promise("calls through the broker", _per_core(calls, BROKER), "/s per core of the broker", 400),
        Promise("balance reads in all", _per_core(calls), "/s per core"),
        Promise("one authenticated call adds to the floor", added, "ms"),
        Promise("the first call with a token adds to that", surcharge, "ms"),
    ]


def of_searches(found: Sequence[Row], facets: Sequence[Cell]) -> list[Promise]:
    """facets: as many count as wish, each time something else."""
    at = {(row["subject"], row["clients"]): row for row in found}
    counted = sorted(latency for cell in facets for latency in cell.sample.latencies)
    return [
        Promise("searches of 16 clients, all of them new, p95", at["search", 16]["p95_ms"], "ms", most=50),
        Promise("searches of 16 clients, some often asked, p95", at["shared", 16]["p95_ms"], "ms", most=50),
        Promise("facets counted anew, p50", 1000 * statistics.median(counted), "ms"),
    ]


def of_sessions(log_ins: Sequence[Cell], renewals: Sequence[Cell]) -> list[Promise]:
    return [
        Promise("logins, Argon2id as OWASP asks", _per_core(log_ins), "/s per core", 15),
        Promise("renewed sessions", _per_core(renewals), "/s per core", 120),
    ]


def _kept(is_kept: bool) -> str:
    return "kept" if is_kept else "NOT KEPT"


def of_rosters(handled: Handling) -> list[Promise]:
    return [
        Promise("a roster of 10,000 rows judged", handled.checked, "s"),
        Promise("a roster of 10,000 rows judged and posted", handled.seconds, "s", most=30),
        Promise("resident memory of the catalogue meanwhile", handled.megabytes, "MiB", most=200),
    ]


def _per_core(cells: Sequence[Cell], *programs: str) -> float:
    """Requests a second that one processor bears, of those that `programs` use; by default all."""
    return statistics.median(1000 / cell.milliseconds(*programs) for cell in cells)
