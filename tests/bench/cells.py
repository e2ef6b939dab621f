"""What is asked, by how many at once, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.ground import Ground
from tests.bench.load import Address, Client, Sample, drive
from tests.bench.processors import Use

WARM_UP, SECONDS = 0.5, 2.0


@dataclass(frozen=True)
class Subject:
    """Something that is asked. clients: as many as may ever ask at once."""

    name: str
    address: Address
    clients: Sequence[Client]


@dataclass(frozen=True)
class Cell:
    """One subject under some clients, once. aftermath: seconds until all that it set off was done."""

    subject: str
    clients: int
    turn: int
    sample: Sample
    use: Use
    aftermath: float

    @property
    def rate(self) -> float:
        """Successes a second."""
        return len(self.sample.latencies) / self.sample.seconds

    def milliseconds(self, *programs: str) -> float:
        """Processor time of each request in these programs, or in all but the generator."""
        used = programs or [program for program in self.use.by if program != "generator"]
        return 1000 * sum(self.use.by[program] for program in used) / max(self.sample.answered, 1)


def measure(ground: Ground, subject: Subject, clients: int, *, turn: int) -> Cell:
    """Ask, and wait until everything is over that was set off."""
    idle = ground.idle
    before = ground.meter.look()
    sample = drive(subject.address, subject.clients[:clients], warm_up=WARM_UP, seconds=SECONDS)
    aftermath = ground.rest()
    use = (ground.meter.look() - before).beyond(idle)
    return Cell(subject.name, clients, turn, sample, use, aftermath)
