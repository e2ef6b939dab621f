"""The page of routes is sound as a whole."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from contracts.catalogue import search
from gateway.route import Route
from gateway.routes import ROUTES
from kernel.messages import Nothing

EVERY = pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")


def test_no_two_routes_share_method_and_path() -> None:
    addresses = [(route.method, route.path) for route in ROUTES]

    assert len(addresses) == len(set(addresses))


def test_a_route_names_only_fields_of_its_command() -> None:
    with pytest.raises(TypeError, match="colour"):
        Route("GET", "/v1/activities/{colour}", search.find_activities)


@EVERY
def test_what_reads_is_a_get_and_what_writes_is_not(route: Route) -> None:
    assert (route.method == "GET") is route.operation.reads


@EVERY
def test_a_path_has_a_version_unless_a_standard_names_it(route: Route) -> None:
    assert re.fullmatch(
        r"(/v1(/([a-z]+(-[a-z]+)*|\{[a-z_]+\}))+)|/\.well-known/[a-z.]+|/oauth/[a-z]+", route.path
    )


@EVERY
def test_what_has_nothing_to_say_says_so(route: Route) -> None:
    assert (route.status == 204) is (route.operation.gives is Nothing and not route.form)


@EVERY
def test_a_location_is_made_of_the_answer(route: Route) -> None:
    names = {field.name for field in fields(route.operation.gives)}

    assert set(re.findall(r"\{(\w+)\}", route.location or "")) <= names
