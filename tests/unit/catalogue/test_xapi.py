"""The shape of statements: each field by the rules of xAPI, and of the launch."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest

from services.catalogue.domain import xapi
from tests.builders.statements import Content

NOT_MINE = "0197a1c0-0000-7000-8000-000000000000"
MINE = "0197a1c0-0000-7000-8000-000000000001"
ACTOR = {"objectType": "Agent", "account": {"homePage": "https://nmo.example.org", "name": "p"}}
ADDRESS = urlencode(
    {
        "endpoint": "https://nmo.example.org/v1/xapi/",
        "fetch": "https://nmo.example.org/v1/xapi/launches?launch=t",
        "registration": MINE,
        "activityId": "https://nmo.example.org/v1/activities/1",
        "actor": json.dumps(ACTOR),
    }
)
CONTENT = Content(f"https://modules.example.org/index.html?{ADDRESS}")


def faults(body: dict[str, Any]) -> list[tuple[str, str]]:
    return list(xapi.faults(body, ACTOR, UUID(MINE)))


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (lambda one: one.says("x", actor={"mbox": "mailto:a@example.org"}), ("actor", "xapi.actor")),
        (lambda one: one.says("x", actor=one.actor | {"name": "Иванова"}), ("actor", "xapi.actor")),
        (lambda one: one.says("x", actor="somebody"), ("actor", "type.object")),
        (lambda one: one.says("x") | {"verb": {"id": "done"}}, ("verb.id", "xapi.iri")),
        (lambda one: one.says("x") | {"verb": {}}, ("verb.id", "xapi.iri")),
        (lambda one: one.says("x", object={"objectType": "Agent"}), ("object.objectType", "xapi.object")),
        (lambda one: one.says("x", id="1"), ("id", "uuid.format")),
        (lambda one: one.says("x", extra=1), ("extra", "unknown")),
        (lambda one: one.says("x", attachments=[]), ("attachments", "unknown")),
        (lambda one: one.says("x", timestamp="2026-11-25T09:00:00"), ("timestamp", "instant.format")),
        (lambda one: one.says("x", timestamp="2026-13-25T09:00:00Z"), ("timestamp", "instant.format")),
        (lambda one: one.results(duration="90 min"), ("result.duration", "xapi.duration")),
        (lambda one: one.results(duration="PT"), ("result.duration", "xapi.duration")),
        (lambda one: one.results(success="yes"), ("result.success", "xapi.type")),
        (
            lambda one: one.results(score={"scaled": 1.01}),
            ("result.score.scaled", "xapi.scaled"),
        ),
        (lambda one: one.results(score={"scaled": True}), ("result.score.scaled", "xapi.type")),
        (
            lambda one: one.results(score={"raw": 5, "min": 6, "max": 9}),
            ("result.score.raw", "xapi.score"),
        ),
        (lambda one: one.came_to(101), ("result.extensions", "xapi.progress")),
        (
            lambda one: one.says("x", result={"extensions": {"a": 1}}),
            ("result.extensions", "xapi.extensions"),
        ),
        (
            lambda one: one.says("x", context={"registration": NOT_MINE}),
            ("context.registration", "xapi.registration"),
        ),
        (lambda one: one.says("x", context={"instructor": {}}), ("context.instructor", "xapi.people")),
        (lambda one: one.says("x", version="2.0"), ("version", "xapi.version")),
        (lambda one: one.says("x", result={"response": "a\0b"}), ("", "xapi.text")),
        (lambda one: one.says("x", result={"response": "a" * 40_000}), ("", "xapi.text")),
        (lambda one: one.says("voided"), ("object", "xapi.voiding")),
    ],
    ids=lambda told: " ".join(told) if isinstance(told, tuple) else "",
)
def test_each_field_is_judged(make: Callable[[Content], dict[str, Any]], fault: tuple[str, str]) -> None:
    assert fault in faults(make(CONTENT))


@pytest.mark.parametrize("duration", ["PT1H30M", "P1DT2S", "PT0.5S", "P3W", "P1Y2M"])
def test_durations_are_those_of_the_standard(duration: str) -> None:
    assert faults(CONTENT.results(duration=duration)) == []


def test_what_content_usually_tells_is_sound() -> None:
    told = CONTENT.says(
        "passed",
        id=NOT_MINE,
        object={"id": CONTENT.unit, "definition": {"name": {"ru-RU": "Модуль"}}},
        result={"score": {"scaled": 1, "raw": 9, "min": 0, "max": 10}, "success": True, "duration": "PT5M"},
        version="1.0.0",
    )

    assert faults(told) == []
