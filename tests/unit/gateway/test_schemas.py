"""The published schemas are schemas, and they describe what the gateway reads and writes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from contracts.catalogue.activities import DraftActivity
from contracts.catalogue.search import FindActivities
from contracts.credits import cycles
from contracts.identity import verification
from contracts.identity.accounts import Register
from contracts.portfolio.documents import AnnounceDocument
from gateway import asyncapi, openapi
from gateway.routes import ROUTES
from kernel import discovery, schemas, wire
from kernel.messages import Invalid
from kernel.schemas import VALUES, Schemas
from tests.builders.gateway import ISSUER

API = openapi.document(ROUTES, ISSUER)


def validator(schema: Any) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": API["components"]})


@pytest.mark.parametrize(("name", "schema"), API["components"]["schemas"].items(), ids=str)
def test_every_schema_of_the_api_is_one(name: str, schema: Any) -> None:
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("event", discovery.events(), ids=lambda event: event.type)
def test_every_schema_of_an_event_is_one(event: Any) -> None:
    Draft202012Validator.check_schema(asyncapi.schema_of(event))


@pytest.mark.parametrize("path", API["paths"])
def test_every_example_of_a_request_fits_its_schema(path: str) -> None:
    for operation in API["paths"][path].values():
        for content in operation.get("requestBody", {}).get("content", {}).values():
            validator(content["schema"]).validate(content["example"])


@pytest.mark.parametrize(("code", "example"), API["components"]["examples"].items(), ids=str)
def test_every_example_of_a_problem_fits_its_schema(code: str, example: Any) -> None:
    validator(API["components"]["schemas"]["Problem"]).validate(example["value"])


@pytest.mark.parametrize(("kind", "schema"), VALUES.items(), ids=str)
def test_the_example_of_a_value_is_one(kind: Any, schema: Any) -> None:
    [example] = schema["examples"]

    assert str(kind.parse(example)) == example


VALUE = (
    st.none() | st.booleans() | st.integers(-5, 2**33) | st.text(max_size=70)
    | st.sampled_from(["2026-03-31", "2026-03-31T09:00:00Z", "event", "online", "4.2", "31.08.49", "a" * 64])
    | st.lists(st.text(min_size=1, max_size=5), max_size=3)
)  # fmt: skip


@pytest.mark.parametrize("command", [DraftActivity, Register, FindActivities, AnnounceDocument])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_what_is_accepted_fits_the_published_schema(command: type, data: st.DataObject) -> None:
    found = Schemas("#/$defs/")
    schema = {**found.writing(command), "$defs": found.definitions}
    names = [*schema["properties"], "colour"]
    body = data.draw(st.dictionaries(st.sampled_from(names), VALUE))

    try:
        wire.load(command, body, strict=True)
    except Invalid:
        return

    Draft202012Validator(schema).validate(body)


def test_what_a_docstring_says_of_a_field_is_published() -> None:
    assert schemas.explanations(DraftActivity)["capacity"] == "seats; none when unlimited."
    assert schemas.explanations(DraftActivity)["price"] == 'roubles; "0" when free.'


def test_two_classes_of_one_name_are_two_schemas() -> None:
    """Both services have a `Standing`; readers must not take one for the other."""
    found = Schemas("#/")

    names = [found.refer(cls)["$ref"] for cls in (cycles.Standing, verification.Standing, cycles.Standing)]

    assert names == ["#/Standing", "#/VerificationStanding", "#/Standing"]
    assert found.definitions["VerificationStanding"]["type"] == "string"


def test_what_a_docstring_says_of_the_whole_is_apart() -> None:
    assert schemas.summary(DraftActivity).startswith("Write a new card.")
    assert "capacity" not in schemas.summary(DraftActivity)
