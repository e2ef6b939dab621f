"""From a call to a reply: what a caller is told, and what is kept from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa

from kernel import answering, context
from kernel.answering import Call
from kernel.messages import Conflict, Operation, StaleVersion, Unavailable
from kernel.values import Line
from tests.builders.requests import a_request


class DoorLocked(Conflict, ru="Дверь заперта."):
    """The door is locked."""


@dataclass(frozen=True, kw_only=True)
class Knock:
    door: Line


@dataclass(frozen=True, kw_only=True)
class Opened:
    by: str


knock = Operation("house", "knock", Knock, Opened, (DoorLocked,))


def reply(method: Callable[[Any], Any], payload: object = None) -> dict[str, Any]:
    call = Call(knock, {"door": "front"} if payload is None else payload, a_request())
    return answering.answer(call, method, None)


def failing(error: Exception) -> Callable[[Any], Any]:
    def method(command: Knock) -> Opened:
        raise error

    return method


def test_the_result_travels_as_json() -> None:
    assert reply(lambda command: Opened(by=command.door)) == {"result": {"by": "front"}, "error": None}


def test_the_method_runs_for_the_request() -> None:
    correlations = []

    def method(command: Knock) -> Opened:
        request = context.current()
        correlations.append(request.correlation_id if request else None)
        return Opened(by="me")

    reply(method)

    assert correlations == ["correlation"]


def test_a_declared_error_travels_by_name_with_its_details() -> None:
    error = reply(failing(DoorLocked(door="front")))["error"]

    assert (error["exc_type"], error["exc_args"]) == ("DoorLocked", [{"door": "front"}])


@pytest.mark.parametrize("payload", [[], "x", {"door": "front", "window": "open"}, {}])
def test_a_command_that_breaks_its_contract_is_invalid(payload: object) -> None:
    assert reply(lambda command: Opened(by="me"), payload)["error"]["exc_type"] == "Invalid"


def test_an_error_every_operation_may_give_needs_no_declaration() -> None:
    assert reply(failing(Unavailable(reason="x")))["error"]["exc_type"] == "Unavailable"


@pytest.mark.parametrize("error", [StaleVersion(secret="x"), ValueError("secret"), RecursionError("secret")])
def test_an_undeclared_error_leaves_as_a_reference(error: Exception) -> None:
    told = reply(failing(error))["error"]

    assert told["exc_type"] == "InternalError"
    assert "secret" not in str(told)


def test_a_result_of_another_type_is_a_bug() -> None:
    assert reply(lambda command: Knock(door="x"))["error"]["exc_type"] == "InternalError"


def test_a_database_that_is_away_makes_the_service_unavailable() -> None:
    away = sa.exc.OperationalError("SELECT secret", None, Exception("secret"))

    told = reply(failing(away))["error"]

    assert told["exc_args"] == [{"service": "house", "reason": "database"}]
