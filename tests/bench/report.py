"""The figures: each subject under each number of clients, and the promises that follow from them."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from typing import Any

from tests.bench.cells import Cell
from tests.bench.subjects import FLOOR

Row = dict[str, Any]

HEAD = (
    "          clients    req/s      p50      p95   p99 ms  errors"
    "   of the floor       processor   of the floor"
)


def rows(cells: Sequence[Cell]) -> list[Row]:
    """All turns of a subject under some clients are one row."""
    turns: dict[tuple[int, str], list[Cell]] = {}
    for cell in cells:
        turns.setdefault((cell.clients, cell.subject), []).append(cell)
    return [_row(group, turns[clients, FLOOR]) for (clients, _), group in turns.items()]


def machine(told: dict[str, Any], cells: Sequence[Cell]) -> str:
    """The machine, and how much of it others used meanwhile."""
    others = sorted(cell.use.disturbance for cell in cells)
    return (
        "{processor}, {cores} cores, {memory_gib} GiB; Python {python}, RabbitMQ {rabbitmq}, "
        "PostgreSQL {postgresql}\n".format(**told)
        + f"Others used {others[0]:.0%} to {others[-1]:.0%} of it meanwhile, "
        f"{statistics.median(others):.0%} in the median."
    )


def table(found: Sequence[Row]) -> str:
    return "\n".join((HEAD, *map(_line, found)))


def raw(cell: Cell) -> dict[str, Any]:
    """One turn, for whoever wants to look closer."""
    return {
        "subject": cell.subject,
        "clients": cell.clients,
        "turn": cell.turn,
        "requests_per_second": round(cell.rate, 1),
        "statuses": dict(cell.sample.statuses),
        "processor_ms": {program: round(cell.milliseconds(program), 3) for program in cell.use.by},
        "machine_used_by_others": round(cell.use.disturbance, 2),
        "aftermath_seconds": round(cell.aftermath, 1),
    }


def _row(turns: Sequence[Cell], floor: Sequence[Cell]) -> Row:
    latencies = sorted(latency for cell in turns for latency in cell.sample.latencies)
    ratios = [mine.rate / theirs.rate for mine, theirs in zip(turns, floor, strict=True)]
    processor = statistics.median(cell.milliseconds() for cell in turns)
    return {
        "subject": turns[0].subject,
        "clients": turns[0].clients,
        "requests_per_second": round(len(latencies) / sum(cell.sample.seconds for cell in turns), 1),
        **{f"p{share}_ms": _percentile(latencies, share) for share in (50, 95, 99)},
        "errors": dict(sum((Counter(cell.sample.errors) for cell in turns), Counter())),
        "of_floor": round(statistics.median(ratios), 3),
        "of_floor_least": round(min(ratios), 3),
        "of_floor_most": round(max(ratios), 3),
        "processor_ms": round(processor, 3),
        "processor_of_floor": round(processor / statistics.median(cell.milliseconds() for cell in floor), 2),
    }


def _percentile(latencies: Sequence[float], share: int) -> float | None:
    """Milliseconds. latencies: sorted."""
    if not latencies:
        return None
    return round(1000 * latencies[min(len(latencies) * share // 100, len(latencies) - 1)], 2)


def _line(row: Row) -> str:
    errors = " ".join(f"{status}:{count}" for status, count in row["errors"].items()) or "0"
    percentiles = (row[f"p{share}_ms"] or float("nan") for share in (50, 95, 99))
    return (
        "{subject:9} {clients:7} {requests_per_second:8.0f}".format(**row)
        + "".join(f" {milliseconds:8.2f}" for milliseconds in percentiles)
        + f"  {errors:>6}   "
        + "{of_floor:.2f} ({of_floor_least:.2f}-{of_floor_most:.2f})".format(**row)
        + "   {processor_ms:7.2f} ms   {processor_of_floor:8.1f} x".format(**row)
    )
