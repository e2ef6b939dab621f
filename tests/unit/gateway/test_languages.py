"""Russian by default, English where it is preferred."""

from __future__ import annotations

import pytest

from gateway.languages import preferred


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "ru"),
        ("", "ru"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", "ru"),
        ("en;q=0.5, ru;q=0.4", "en"),
        ("ru;q=0, *", "en"),
        ("*", "ru"),
        ("de, fr;q=0.9", "ru"),
        ("de, en;q=0.1", "en"),
        ("en;q=0", "ru"),
        ("ru;q=0", "ru"),
        ("en;q=2", "ru"),
        (";;;,,,q=", "ru"),
    ],
)
def test_the_language_rated_highest_is_spoken(header: str | None, language: str) -> None:
    assert preferred(header) == language
