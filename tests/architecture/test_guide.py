"""What the documents tell people to ask for is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gateway.routes import ROUTES

PROJECT = Path(__file__).parents[2]
PAGES = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])
ROUTE = re.compile(r"`((?:GET|POST|PUT|DELETE|PATCH) /(?:v1|oauth)/[^\s`?]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_every_route_that_a_page_names_exists(page: Path) -> None:
    known = {f"{route.method} {route.path}" for route in ROUTES}

    assert {*ROUTE.findall(page.read_text())} - known == set()
