"""No file is longer than a reader can hold in mind."""

from __future__ import annotations

from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PACKAGES = ("kernel", "contracts", "services", "gateway", "deploy", "tests")
MOST_LINES = 300
FILES = sorted(path for package in PACKAGES for path in (PROJECT / package).rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_no_file_is_longer_than_the_ceiling(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= MOST_LINES
