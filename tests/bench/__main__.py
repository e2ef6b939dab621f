"""Measure what the suite bears on this machine: `python -m tests.bench --root .run`.

It starts a suite of its own in `<root>/bench`, gone at the end, and leaves `<root>/bench.json`.
Takes some six minutes. Whatever else runs on the machine takes part: stop it first, `make down` included.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import httpx

from deploy.embedded.part import NotReady
from deploy.seed.api import Api
from tests.bench import ledger, machine, people, promises, report, rosters, searching, subjects
from tests.bench.cells import Cell, Subject, measure
from tests.bench.first_calls import surcharge
from tests.bench.ground import Ground
from tests.bench.people import Member

CLIENTS = (1, 16, 64)
TURNS = 3
LOGGING_IN, RENEWING, COUNTING = 8, 16, 4


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description="Measure what the suite bears."
    )
    parser.add_argument("--root", type=Path, default=Path(".run"), help="where the result is written")
    parser.add_argument(
        "--ledger", action="store_true", help="measure the ledger alone, at ten million entries"
    )
    chosen = parser.parse_args()
    if chosen.ledger:
        ledger.measure(chosen.root.resolve() / "bench-ledger.json")
    else:
        _measure(chosen.root.resolve() / "bench.json")


def _measure(written: Path) -> None:
    try:
        with Ground(written.with_suffix(""), tell=print) as ground:
            found = _figures(ground)
    except NotReady as error:
        sys.exit(str(error))
    written.write_text(json.dumps(found, indent=2) + "\n")
    print(f"\nEvery figure: {written}")


def _figures(ground: Ground) -> dict[str, Any]:
    told = machine.facts(ground)
    with httpx.Client(base_url=ground.url, timeout=60) as http:
        anyone = Api(http)
        by = people.administrator(anyone, ground.demo)
        specialists = people.specialists(anyone, ground.demo, by, max(CLIENTS))
        print(f"         {searching.ACTIVITIES} activities are entered")
        searching.fill(ground)
        cells = list(_in_turns(ground, _subjects(ground, specialists, by)))
        log_ins = _alone(ground, subjects.log_in(ground, specialists), LOGGING_IN)
        renewals = _alone(ground, subjects.refresh(ground, specialists), RENEWING)
        facets = _alone(ground, searching.facets(ground, COUNTING), COUNTING)
        extra = surcharge(anyone, ground.address("gateway"), specialists)
        print(f"         a roster of {rosters.ROWS} rows is handed in")
        handled = rosters.handle(ground, anyone, by)
    rows = report.rows(cells)
    kept = [
        *promises.of_calls(rows, cells, extra),
        *promises.of_searches(rows, facets),
        *promises.of_sessions(log_ins, renewals),
        *promises.of_rosters(handled),
    ]
    everything = [*cells, *log_ins, *renewals, *facets]
    print("", report.machine(told, everything), "", report.table(rows), "", *kept, sep="\n")
    return {
        "machine": told,
        "rows": rows,
        "promises": [asdict(promise) for promise in kept],
        "turns": [report.raw(cell) for cell in everything],
    }


def _subjects(ground: Ground, specialists: Sequence[Member], by: str) -> Sequence[Subject]:
    return (
        subjects.rival(ground, subjects.FLOOR, max(CLIENTS)),
        subjects.rival(ground, subjects.STOCK, max(CLIENTS)),
        subjects.balance(ground, specialists),
        subjects.award(ground, specialists, by),
        searching.search(ground, max(CLIENTS)),
        searching.shared_search(ground, max(CLIENTS)),
    )


def _in_turns(ground: Ground, asked: Sequence[Subject]) -> Iterator[Cell]:
    """Next to each other, so that whatever else the machine does befalls all alike."""
    for clients in CLIENTS:
        print(f"         {clients} at once: {TURNS} turns of {', '.join(subject.name for subject in asked)}")
        for turn in range(TURNS):
            for subject in asked:
                yield measure(ground, subject, clients, turn=turn)


def _alone(ground: Ground, subject: Subject, clients: int) -> Sequence[Cell]:
    print(f"         {clients} at once: {TURNS} turns of {subject.name}")
    return [measure(ground, subject, clients, turn=turn) for turn in range(TURNS)]


if __name__ == "__main__":
    main()
