"""What the services of these tests promise."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kernel.messages import ANYONE, SERVICES, Conflict, Event, Nothing, Operation
from kernel.values import Line, PersonId, Role


class AlreadyGreeted(Conflict, ru="Уже поздоровались."):
    """This name has been greeted."""


@dataclass(frozen=True, kw_only=True)
class Greet:
    name: Line


@dataclass(frozen=True, kw_only=True)
class Greeting:
    """by: the process that asked."""

    text: str
    by: str
    for_person: PersonId | None
    roles: tuple[str, ...]
    correlation_id: str


@dataclass(frozen=True, kw_only=True)
class Work:
    """mark: written down when it begins and when it is done."""

    mark: Line
    milliseconds: int


@dataclass(frozen=True, kw_only=True)
class Announce:
    """For each thing, `facts` facts, one transaction each, taking turns among the things."""

    things: tuple[UUID, ...]
    facts: int = 1
    mode: str = "heed"


@dataclass(frozen=True, kw_only=True)
class Redeliver:
    queue: Line
    document: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class ThingHappened(Event, name="keeper.thing.happened", subject="thing_id"):
    """mode: what its subscriber does with it."""

    thing_id: UUID
    number: int
    mode: str = "heed"


greet = Operation("sample", "greet", Greet, Greeting, roles=ANYONE, reads=True)
refuse = Operation("sample", "refuse", Greet, Greeting, (AlreadyGreeted,), roles=ANYONE)
judge = Operation("sample", "judge", Greet, Greeting, roles=frozenset({Role.EXPERT}))
stumble = Operation("sample", "stumble", Greet, Greeting, roles=ANYONE)
work = Operation("sample", "work", Work, Nothing, roles=ANYONE, deadline=10.0)
pass_on = Operation("sample", "pass_on", Greet, Greeting, roles=ANYONE)
welcome = Operation("keeper", "welcome", Greet, Greeting, roles=SERVICES, callers=("sample",), reads=True)
announce = Operation("keeper", "announce", Announce, Nothing, roles=ANYONE, deadline=30.0)
redeliver = Operation("monitoring", "redeliver", Redeliver, Nothing, roles=ANYONE)
deaf = Operation("deaf", "hear", Greet, Greeting, roles=ANYONE, deadline=0.5)
nobody = Operation("nobody", "hear", Greet, Greeting, roles=ANYONE)
# Offered by the sample service in a later version only.
novel = Operation("sample", "novel", Greet, Greeting, roles=ANYONE)

OPERATIONS = (
    greet, refuse, judge, stumble, work, pass_on, welcome, announce, redeliver, deaf, nobody, novel,
)  # fmt: skip
