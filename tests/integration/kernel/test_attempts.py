"""What was tried and refused is on record, without what was sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from kernel import answering, journal
from kernel.answering import ATTEMPTS, Call
from kernel.attempts import NOTED_A_MINUTE, Attempts
from kernel.database import Database
from kernel.messages import ANYONE, Caller, Conflict, Forbidden, NotFound, Nothing, Operation, ServiceError
from kernel.values import Line, Role
from tests.builders.requests import PERSON, a_caller, a_request

DOOR = UUID("01930000-0000-7000-8000-0000000000d0")
SPECIALIST = a_caller()


class UnknownDoor(NotFound, ru="Такой двери нет."):
    """There is no such door."""


class NotPainted(NotFound, ru="Дверь ещё не покрашена.", is_suspect=False):
    """The door has not been painted yet."""


class DoorLocked(Conflict, ru="Дверь заперта."):
    """The door is locked."""


@dataclass(frozen=True, kw_only=True)
class Open:
    door_id: UUID
    name: Line = "front"


def opening(**promised: Any) -> Operation[Open, Nothing]:
    errors = UnknownDoor, NotPainted, DoorLocked
    return Operation("house", "open", Open, Nothing, errors, **({"roles": ANYONE} | promised))


def failing(error: ServiceError) -> Callable[[Any], Any]:
    def method(_: Open) -> Nothing:
        raise error

    return method


def ask(
    database: Database,
    error: ServiceError,
    *,
    caller: Caller = SPECIALIST,
    operation: Operation[Open, Nothing] | None = None,
) -> dict[str, Any]:
    call = Call(operation or opening(), {"door_id": str(DOOR), "name": "Иванов"}, a_request(caller=caller))
    return answering.answer(call, failing(error), database)


def lines(database: Database) -> list[journal.Line]:
    with database.reading() as session:
        return journal.read(session, after=0, limit=100)[0]


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that has just begun."""
    monkeypatch.setattr(answering, "ATTEMPTS", Attempts())
    assert answering.ATTEMPTS is not ATTEMPTS


def test_who_asks_for_what_is_not_theirs_is_on_record_with_its_identifier(database: Database) -> None:
    ask(database, UnknownDoor(door_id=DOOR, label="Иванов"))

    [line] = lines(database)
    assert (line.actor, line.action, line.subject, line.detail) == (
        PERSON,
        "house.open.refused",
        str(DOOR),
        {"error": "UnknownDoor", "roles": "specialist"},
    )


def test_who_asks_without_the_role_is_on_record_before_the_request_is_read(database: Database) -> None:
    judges_only = opening(roles=frozenset({Role.EXPERT}))

    reply = ask(database, UnknownDoor(), operation=judges_only)

    [line] = lines(database)
    assert reply["error"]["exc_type"] == "Forbidden"
    assert (line.action, line.subject, line.detail["error"]) == (
        "house.open.refused",
        "house.open",
        "Forbidden",
    )


@pytest.mark.parametrize("error", [NotPainted(door_id=DOOR), DoorLocked(door_id=DOOR)])
def test_what_honest_callers_meet_is_not_noted(database: Database, error: ServiceError) -> None:
    ask(database, error)

    assert lines(database) == []


def test_strangers_are_not_noted(database: Database) -> None:
    ask(database, UnknownDoor(door_id=DOOR), caller=Caller(process="gateway"))

    assert lines(database) == []


def test_a_flood_is_noted_in_part(database: Database) -> None:
    for _ in range(NOTED_A_MINUTE + 5):
        ask(database, Forbidden())

    # A minute may end in the middle of it.
    assert NOTED_A_MINUTE <= len(lines(database)) <= NOTED_A_MINUTE + 5


def test_a_refusal_that_cannot_be_noted_is_still_a_refusal() -> None:
    nowhere = Database("postgresql://nobody@127.0.0.1:1/nowhere")

    reply = ask(nowhere, UnknownDoor(door_id=DOOR))

    assert reply["error"]["exc_type"] == "UnknownDoor"
    nowhere.close()


def test_a_program_is_told_by_its_identifier(database: Database) -> None:
    program = Caller(process="gateway", client_id=DOOR, roles=frozenset({Role.AGENCY}))

    ask(database, UnknownDoor(), caller=program)

    [line] = lines(database)
    assert (line.actor, line.detail["client_id"]) == (None, str(DOOR))
