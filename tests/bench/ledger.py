"""The ledger alone, at ten million entries: the use cases on a PostgreSQL of their own, without HTTP.

`make bench ledger=yes`; takes some ten minutes and ten gigabytes, gone at the end.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from contracts.credits.drafts import DraftPolicy
from contracts.credits.ledger import AwardCredits, ReadBalance
from contracts.credits.rehearsals import ReadRehearsal, RehearsalState, Rehearse
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller
from kernel.values import PersonId, Role, new_id
from services.credits.usecases.awards import award
from services.credits.usecases.lawmaking import draft_policy
from services.credits.usecases.proof import verify
from services.credits.usecases.rebuilding import rebuild
from services.credits.usecases.rehearsals import read_rehearsal, rehearse, work
from services.credits.usecases.statements import my_balance
from tests.bench import population
from tests.bench.people import an_award
from tests.bench.promises import Promise

FEW, MANY, EACH = 200, 200_000, 50
REHEARSED, OF_EVERYONE = 100_000, 4
READS, TURNS = 400, 5
AWARDS, CLIENTS = 25, (1, 16, 64)
OPERATOR = Caller(process="bench", person_id=PersonId(new_id()), roles=frozenset({Role.REGULATOR}))


def measure(written: Path) -> None:
    """written: where the figures go."""
    with population.server(written.with_suffix("")) as postgres:
        print(f"         {MANY * EACH:,} entries of {MANY:,} people are made")
        with (
            population.ledger(postgres, people=FEW, each=EACH) as few,
            population.ledger(postgres, people=MANY, each=EACH, connections=max(CLIENTS)) as many,
        ):
            kept = [*_reads(few, many), *_awards(many)]
        print(f"         {REHEARSED:,} people are made")
        with population.ledger(postgres, people=REHEARSED, each=OF_EVERYONE) as ledger:
            kept += [*_rehearsal(ledger), *_rebuild(ledger)]
    print("", *kept, sep="\n")
    figures: list[dict[str, Any]] = [asdict(promise) for promise in kept]
    written.write_text(json.dumps({"at": clock.now().isoformat(), "promises": figures}, indent=2) + "\n")


def _reads(few: Database, many: Database) -> Iterator[Promise]:
    """In turns, so that whatever else the machine does befalls both alike. Each is read once before it
    counts: the disk is not what is measured.
    """
    small: list[float] = []
    large: list[float] = []
    for turn in range(TURNS):
        print(f"         turn {turn + 1} of {TURNS}: balances are read")
        asked = ((small, _balance(few, FEW, turn)), (large, _balance(many, MANY, turn)))
        for found, act in asked:
            _timed(act, READS)
            found += _timed(act, READS)
    at_once = statistics.median(large) / statistics.median(small)
    yield Promise("balance among 10 thousand entries, p50", 1000 * statistics.median(small), "ms")
    yield Promise("balance among 10 million entries, p50", 1000 * statistics.median(large), "ms")
    yield Promise("the one is slower than the other", at_once, "times", most=1.5)


def _awards(ledger: Database) -> Iterator[Promise]:
    for clients in CLIENTS:
        print(f"         {clients} at once: credits are awarded")
        began = time.perf_counter()
        with ThreadPoolExecutor(clients) as workers:
            taken = [each for found in workers.map(_awarding(ledger), range(clients)) for each in found]
        seconds = time.perf_counter() - began
        p95 = statistics.quantiles(taken, n=20)[-1]
        yield Promise(f"awards of {clients}, use case alone, p95", 1000 * p95, "ms")
        yield Promise(f"awards of {clients}, use case alone", len(taken) / seconds, "/s")


def _rehearsal(ledger: Database) -> Iterator[Promise]:
    draft = draft_policy(ledger, OPERATOR, _a_draft())
    print(f"         a draft of the law is rehearsed on {REHEARSED:,} people")
    began = time.perf_counter()
    asked = rehearse(ledger, OPERATOR, Rehearse(draft_id=draft.draft_id))
    work(ledger)
    seconds = time.perf_counter() - began
    found = read_rehearsal(ledger, ReadRehearsal(rehearsal_id=asked.rehearsal_id))
    if (found.state, found.done) != (RehearsalState.FINISHED, REHEARSED):
        raise RuntimeError(f"the rehearsal is {found.state} after {found.done} of {REHEARSED}")
    yield Promise("a rehearsal on 100 thousand people", seconds, "s", most=60)


def _rebuild(ledger: Database) -> Iterator[Promise]:
    entries = REHEARSED * OF_EVERYONE
    print(f"         the sums of {entries:,} entries are made anew, then proved")
    began = time.perf_counter()
    rebuild(ledger)
    yield Promise("the ledger's sums made anew", entries / (time.perf_counter() - began), "entries/s", 1700)
    began = time.perf_counter()
    verify(ledger)
    yield Promise("the ledger proved", entries / (time.perf_counter() - began), "entries/s")


def _timed(act: Callable[[int], object], count: int) -> Sequence[float]:
    """Seconds of each."""
    taken = []
    for number in range(count):
        began = time.perf_counter()
        act(number)
        taken.append(time.perf_counter() - began)
    return taken


def _balance(ledger: Database, people: int, turn: int) -> Callable[[int], object]:
    chance = Random(turn)
    callers = [_a_specialist(chance.randint(1, people)) for _ in range(READS)]
    return lambda number: my_balance(ledger, callers[number], ReadBalance())


def _awarding(ledger: Database) -> Callable[[int], Sequence[float]]:
    """Each client awards to people of its own."""

    def awarding(client: int) -> Sequence[float]:
        commands = [_an_award(1 + client * AWARDS + number) for number in range(AWARDS)]
        return _timed(lambda number: award(ledger, OPERATOR, commands[number]), AWARDS)

    return awarding


def _an_award(number: int) -> AwardCredits:
    told = vars(an_award(_person(number)))
    return AwardCredits(**told | {"speciality": f"speciality-{number % 20}"})


def _a_specialist(number: int) -> Caller:
    return Caller(process="bench", person_id=_person(number), roles=frozenset({Role.SPECIALIST}))


def _person(number: int) -> PersonId:
    """As `population.sql` numbers them."""
    return PersonId(UUID(f"01700000-0000-7000-8000-{number:012x}"))


def _a_draft() -> DraftPolicy:
    return DraftPolicy(
        key="requirement.accreditation.min_from_programmes",
        value="90",
        valid_from=clock.today() + timedelta(days=30),
        legal_act="проект",
        source="design",
        verified=False,
        reason="Измерение производительности",
    )
