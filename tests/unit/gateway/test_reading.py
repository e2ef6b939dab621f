"""Path, query, body and If-Match fill one command, each in its place and strictly."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import falcon.testing
import pytest

from contracts.catalogue.activities import MoveActivity, ReturnActivity
from contracts.catalogue.enrolments import Enrol
from contracts.catalogue.search import FindActivities
from contracts.monitoring.feed import SettleParked
from gateway.reading import Reading
from gateway.refusals import BodyTooLarge, MalformedRequest, UnsupportedMediaType
from gateway.routes import ROUTES
from kernel.messages import Invalid
from kernel.values import ActivityId

ACTIVITY = ActivityId(UUID("01930000-0000-7000-8000-00000000000a"))
PATH = {"activity_id": str(ACTIVITY)}
JSON = {"Content-Type": "application/json"}


def command(
    name: str,
    path: dict[str, str] | None = None,
    *,
    body: object = None,
    headers: dict[str, str] | None = None,
    query: str = "",
    **more: Any,
) -> Any:
    """The command that the route called `name` reads from such a request."""
    route = next(route for route in ROUTES if route.name == name)
    content = b"" if body is None else json.dumps(body).encode()
    request = falcon.testing.create_req(
        method=route.method, body=content, headers={**JSON, **(headers or {})}, query_string=query, **more
    )
    return Reading(route).command(request, path or {})


def broken(name: str, path: dict[str, str] | None = None, **request: Any) -> dict[str, str]:
    """The rules that such a request breaks, by field."""
    with pytest.raises(Invalid) as refused:
        command(name, path, **request)
    return refused.value.details


def test_path_and_body_fill_one_command() -> None:
    read = command("catalogue.enrol", PATH, body={"speciality": "31.08.49"})

    assert read == Enrol(activity_id=ACTIVITY, speciality="31.08.49")


def test_a_field_of_the_path_cannot_be_repeated_in_the_body() -> None:
    body = {"speciality": "31.08.49", **PATH}

    assert broken("catalogue.enrol", PATH, body=body) == {"activity_id": "in_path"}


def test_a_whole_number_in_the_path_is_a_number() -> None:
    assert command("monitoring.drop_parked", {"parked_id": "7"}) == SettleParked(parked_id=7)


@pytest.mark.parametrize("text", ["seven", "7.0", "", "٧", "1" * 40])
def test_nothing_else_in_the_path_is_a_number(text: str) -> None:
    assert broken("monitoring.drop_parked", {"parked_id": text}) == {"parked_id": "type.integer"}


def test_a_query_is_read_by_the_types_of_its_fields() -> None:
    read = command("catalogue.find_activities", query="free_only=true&limit=5&kind=event&text=%D1%81%D1%82")

    assert (read.free_only, read.limit, read.kind, read.text) == (True, 5, "event", "ст")


def test_an_empty_query_leaves_every_field_at_its_default() -> None:
    assert command("catalogue.find_activities") == FindActivities()


@pytest.mark.parametrize(
    ("query", "rules"),
    [
        ("limit=ten", {"limit": "type.integer"}),
        ("limit=0", {"limit": "number.range"}),
        ("limit=1e1", {"limit": "type.integer"}),
        ("free_only=1", {"free_only": "type.boolean"}),
        ("kind=party", {"kind": "choice"}),
        ("starts_after=tomorrow", {"starts_after": "instant.format"}),
        ("starts_after=2026-03-31T09:00:00", {"starts_after": "instant.naive"}),
        ("text=", {"text": "text.short"}),
        ("text=%00", {"text": "text.control"}),
        ("limit=1&limit=2", {"limit": "repeated"}),
        ("colour=red", {"colour": "unknown"}),
        ("colour=red&colour=blue", {"colour": "repeated"}),
    ],
)
def test_a_query_is_read_strictly(query: str, rules: dict[str, str]) -> None:
    assert broken("catalogue.find_activities", query=query) == rules


def test_a_request_with_a_body_takes_no_query() -> None:
    body = {"speciality": "31.08.49"}

    assert broken("catalogue.enrol", PATH, body=body, query="speciality=1") == {"speciality": "unknown"}


def test_a_read_takes_no_body() -> None:
    with pytest.raises(MalformedRequest) as refused:
        command("catalogue.find_activities", body={"limit": 5})

    assert refused.value.details == {"": "body.unexpected"}


@pytest.mark.parametrize("tag", ['"3"', '"3.9f2c8a"', ' "3" '])
def test_if_match_tells_the_version_that_was_read(tag: str) -> None:
    read = command("catalogue.submit_activity", PATH, headers={"If-Match": tag})

    assert read == MoveActivity(activity_id=ACTIVITY, version=3)


@pytest.mark.parametrize("tag", ['W/"3"', "*", "3", '"3", "4"', '"three"', '""', '"-1"'])
def test_if_match_is_one_strong_tag_of_ours(tag: str) -> None:
    headers = {"If-Match": tag}

    assert broken("catalogue.submit_activity", PATH, headers=headers) == {"If-Match": "if_match.format"}


def test_the_version_may_stand_in_the_body_instead() -> None:
    read = command("catalogue.return_activity", PATH, body={"version": 3, "reason": "Уточните цели."})

    assert read == ReturnActivity(activity_id=ACTIVITY, version=3, reason="Уточните цели.")


def test_the_version_is_told_once() -> None:
    headers = {"If-Match": '"3"'}

    assert broken("catalogue.submit_activity", PATH, body={"version": 3}, headers=headers) == {
        "version": "repeated"
    }


def test_the_version_is_told() -> None:
    assert broken("catalogue.submit_activity", PATH) == {"version": "required"}


@pytest.mark.parametrize("body", [[], "text", 1, True, [{"speciality": "31.08.49"}]])
def test_a_command_is_an_object(body: object) -> None:
    assert broken("catalogue.enrol", PATH, body=body) == {"": "type.object"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/xml"},
        {"Content-Type": "application/json; charset=windows-1251"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Encoding": "gzip"},
    ],
)
def test_only_plain_json_is_read(headers: dict[str, str]) -> None:
    with pytest.raises(UnsupportedMediaType):
        command("catalogue.enrol", PATH, body={"speciality": "31.08.49"}, headers=headers)


def test_a_body_has_an_end() -> None:
    with pytest.raises(BodyTooLarge):
        command("catalogue.enrol", PATH, body={"speciality": "a" * 2**20})


def test_a_body_that_did_not_arrive_whole_is_refused() -> None:
    with pytest.raises(MalformedRequest) as refused:
        command("catalogue.enrol", PATH, body={}, headers={"Content-Length": "100"})

    assert refused.value.details == {"": "body.incomplete"}
