"""Every promise is kept by somebody, worded for everybody, and tells of nobody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from contracts.journal import follow_journal, read_accesses, read_journal
from gateway.problems import every
from gateway.routes import ROUTES
from kernel import discovery, promises
from kernel.builtin import Builtins
from kernel.holdings import queue_names
from kernel.messages import SERVICES, Event, Operation, ServiceError
from kernel.rpc import operations_of

PROMISES = promises.together()
SERVICE_CLASSES = [discovery.service_class(name) for name in discovery.service_names()]
QUEUES = Path(__file__).parent / "queues.txt"

BUILT_IN = (*read_journal.values(), *read_accesses.values(), *follow_journal.values())

# What tells of a person. Events go to every agency and stay for years.
PERSONAL = re.compile(
    r"(?:^|_)(?:surname|name|forename|patronymic|snils|inn|phone|email|birth|passport|address|password"
    r"|token|secret|place|rationale|login|device|text)(?:_|$)"
)
# A type of document, an organisation and a rule have words that tell of no person.
IMPERSONAL = {
    "OrganisationRegistered.inn",
    "OrganisationRegistered.name",
    "PackedDocument.type_name",
    "ProviderApproved.inn",
    "ProviderApproved.name",
    "RuleTrace.text",
    "RuleTrace.text_en",
}


def operations(predicate: Callable[[Operation[Any, Any]], bool] = bool) -> pytest.MarkDecorator:
    chosen = [operation for operation in PROMISES.operations if predicate(operation)]
    return pytest.mark.parametrize("operation", chosen, ids=lambda operation: operation.key)


@operations(lambda operation: operation.roles != SERVICES)
def test_every_operation_for_people_has_a_route(operation: Operation[Any, Any]) -> None:
    assert [route.path for route in ROUTES if operation in route.operations] != []


@operations(lambda operation: operation.roles == SERVICES)
def test_no_operation_between_services_has_a_route(operation: Operation[Any, Any]) -> None:
    assert [route.path for route in ROUTES if operation in route.operations] == []


@operations(lambda operation: operation.roles != SERVICES)
def test_what_people_may_ask_the_gateway_may_send(operation: Operation[Any, Any]) -> None:
    assert "gateway" in operation.callers


@operations(lambda operation: operation not in BUILT_IN)
def test_every_operation_is_served(operation: Operation[Any, Any]) -> None:
    [owner] = [service for service in SERVICE_CLASSES if service.name == operation.service]

    assert operation in operations_of(owner)


@operations(lambda operation: operation in BUILT_IN)
def test_every_service_answers_for_its_journal(operation: Operation[Any, Any]) -> None:
    assert Builtins(operation.service, lambda: None).find(operation.key)[0] == operation


@operations()
def test_an_operation_declares_each_error_once(operation: Operation[Any, Any]) -> None:
    assert len(operation.raises) == len(set(operation.raises))


def test_no_two_errors_share_a_code() -> None:
    assert [name for name, count in Counter(e.__name__ for e in PROMISES.errors).items() if count > 1] == []


def test_no_two_messages_share_a_name() -> None:
    assert [name for name, count in Counter(m.__name__ for m in PROMISES.messages).items() if count > 1] == []


@pytest.mark.parametrize("error", every().values(), ids=every())
def test_every_error_is_worded_in_both_languages(error: type[ServiceError]) -> None:
    english = (error.__doc__ or "").split("\n")[0]

    assert re.fullmatch(r"[A-Z][^а-яА-Я]*(СНИЛС|ИНН)?[^а-яА-Я]*\.", english)
    assert re.fullmatch(r"[А-ЯЁ].*[а-яё].*\.", error.ru)
    assert "ru" in vars(error)


@pytest.mark.parametrize("event", PROMISES.events, ids=lambda event: event.type)
def test_an_event_tells_of_no_person(event: type[Event]) -> None:
    assert [told for told in told_by(event) if PERSONAL.search(told.split(".")[1])] == []


@pytest.mark.parametrize("event", PROMISES.events, ids=lambda event: event.type)
def test_the_subject_of_an_event_is_one_of_its_fields(event: type[Event]) -> None:
    assert event.subject_field in {field.name for field in fields(event)}


def test_the_queues_keep_their_names() -> None:
    # A queue that is renamed leaves its messages behind: migrate it, then
    # `python -m kernel.topology queues > tests/contract/queues.txt`.
    assert queue_names(SERVICE_CLASSES) == QUEUES.read_text().splitlines()


def told_by(message: type) -> Iterator[str]:
    """`Class.field` of all that an event tells, nested values included."""
    for name, hint in get_type_hints(message).items():
        if hasattr(Event, name) and name in vars(Event).get("__annotations__", ()):
            continue
        if f"{message.__name__}.{name}" not in IMPERSONAL:
            yield f"{message.__name__}.{name}"
        for inner in (hint, *get_args(hint)):
            if isinstance(inner, type) and is_dataclass(inner) and not hasattr(inner, "parse"):
                yield from told_by(inner)
