"""Logs are for machines to read, and hold nothing about a person but identifiers."""

from __future__ import annotations

import io
import json
import logging
import threading
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kernel import context, logs
from kernel.identifiers import Email, Snils
from kernel.values import Credits
from tests.builders.requests import PERSON, a_request

ENTRY = UUID("01930000-0000-7000-8000-00000000000d")
SNILS = Snils.parse("112-233-445 95")


class State(StrEnum):
    OPEN = "open"


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    """What this thread would write to standard output: those of other tests may still be running."""
    handlers, level = logging.root.handlers[:], logging.root.level
    logs.configure("credits", "INFO")
    [handler] = logging.root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(stream := io.StringIO())
    here = threading.get_ident()
    handler.addFilter(lambda record: threading.get_ident() == here)
    yield stream
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


log = logs.get("services.credits.usecases.awards")


def written(output: io.StringIO) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(output.getvalue())
    return record


def test_a_line_is_one_json_object(output: io.StringIO) -> None:
    log.info("credits awarded", entry_id=ENTRY)

    line = written(output)
    assert line | {"time": "…"} == {
        "time": "…",
        "level": "info",
        "logger": "services.credits.usecases.awards",
        "event": "credits awarded",
        "service": "credits",
        "entry_id": str(ENTRY),
    }


def test_the_time_is_in_utc(output: io.StringIO) -> None:
    log.info("credits awarded")

    assert written(output)["time"].endswith("+00:00")


def test_a_line_tells_which_request_it_belongs_to(output: io.StringIO) -> None:
    with context.using(a_request(correlation_id="c-1")):
        log.info("credits awarded")

    line = written(output)
    assert (line["correlation_id"], line["trace_id"], line["caller"]) == (
        "c-1",
        "4bf92f3577b34da6a3ce929d0e0e4736",
        str(PERSON),
    )


@pytest.mark.parametrize(
    "name",
    [
        "surname",
        "first_name",
        "snils",
        "inn",
        "phone",
        "phones",
        "email_address",
        "password",
        "confirmation_code",
        "access_token",
        "client_secret",
        "signing_key",
        "birth_date",
        "body",
    ],
)
def test_a_field_whose_name_tells_of_personal_data_is_withheld(output: io.StringIO, name: str) -> None:
    log.info("noted", **{name: "private"})

    assert written(output)[name] == "[withheld]"


@pytest.mark.parametrize("name", ["person_id", "status_code", "routing_key", "encoded", "innings"])
def test_a_field_whose_name_only_resembles_one_is_kept(output: io.StringIO, name: str) -> None:
    log.info("noted", **{name: "public"})

    assert written(output)[name] == "public"


@pytest.mark.parametrize(
    "text",
    [
        "112-233-445 95",
        "+7 (900) 123-45-67",
        "89001234567",
        "who@example.org",
        "account:hush",
    ],
)
def test_a_text_that_looks_like_personal_data_is_withheld(output: io.StringIO, text: str) -> None:
    log.info("noted", remark=f"amqp://{text}@host" if ":" in text else f"seen {text} there")

    assert text not in written(output)["remark"]


def test_identifiers_are_not_mistaken_for_telephones(output: io.StringIO) -> None:
    entry = UUID("89001234-5678-7000-8000-890012345678")

    log.info("noted", entry_id=entry)

    assert written(output)["entry_id"] == str(entry)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (ENTRY, str(ENTRY)),
        (State.OPEN, "open"),
        (Credits.parse("4.2"), "4.2"),
        (date(2026, 11, 23), "2026-11-23"),
        (Path("/data"), "/data"),
        ((ENTRY, None), [str(ENTRY), None]),
        ({"snils": "x", "open": True}, {"snils": "[withheld]", "open": True}),
        (SNILS, "<Snils>"),
        (Email.parse("who@example.org"), "<Email>"),
    ],
)
def test_a_field_shows_identifiers_and_never_an_object(
    output: io.StringIO, value: object, shown: object
) -> None:
    log.info("noted", about=value)

    assert written(output)["about"] == shown


def test_a_field_cannot_pretend_to_be_the_event(output: io.StringIO) -> None:
    log.info("noted", **{"service": "gateway"})

    assert written(output)["service"] == "credits"


def test_an_exception_is_logged_with_its_traceback(output: io.StringIO) -> None:
    try:
        raise LookupError("entry 5")
    except LookupError:
        log.exception("award failed")

    assert written(output)["traceback"].endswith("LookupError: entry 5\n")


def test_what_the_database_quotes_of_a_row_is_withheld(output: io.StringIO) -> None:
    try:
        raise LookupError("duplicate key\nDETAIL:  Key (surname)=(Иванова) already exists.")
    except LookupError:
        log.exception("registration failed")

    assert "Иванова" not in written(output)["traceback"]


def test_libraries_speak_json_too(output: io.StringIO) -> None:
    logging.getLogger("library").warning("lost %s", "connection")

    assert written(output)["event"] == "lost connection"


def test_chatty_libraries_are_heard_only_when_they_warn(output: io.StringIO) -> None:
    logging.getLogger("amqp").info("heartbeat")

    assert output.getvalue() == ""
