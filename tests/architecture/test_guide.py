"""What the documents tell people to ask for, and to read, is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gateway.routes import ROUTES

PROJECT = Path(__file__).parents[2]
PAGES = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])
DECISIONS = sorted((PROJECT / "docs/decisions").glob("*.md"))
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
ROUTE = re.compile(r"`((?:GET|POST|PUT|DELETE|PATCH) /(?:v1|oauth)/[^\s`?]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_every_route_that_a_page_names_exists(page: Path) -> None:
    known = {f"{route.method} {route.path}" for route in ROUTES}

    assert {*ROUTE.findall(page.read_text())} - known == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_every_page_that_a_page_links_to_exists(page: Path) -> None:
    assert [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()] == []


def test_decisions_are_numbered_one_after_the_other() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == [*range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_says_the_number_of_its_file(page: Path) -> None:
    assert page.read_text().startswith(f"# {int(page.name[:4])}. ")
