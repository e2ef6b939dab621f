"""A cursor that somebody made up is refused, whatever is in it, before anything is looked for."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from kernel import cursors
from kernel.messages import Invalid

SOMEBODY = "01930000-0000-7000-8000-00000000dead"


def forged(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize(
    ("reader", "part"),
    [
        (cursors.instant, "9999-12-31T23:59:59-14:00"),
        (cursors.instant, "0001-01-01T00:00:00+14:00"),
        (cursors.instant, "2026-01-01T00:00:00"),
        (cursors.exact, "1e999999"),
        (cursors.exact, "1e-999999"),
        (cursors.exact, "NaN"),
        (cursors.exact, "Infinity"),
        (cursors.exact, "x"),
        (cursors.whole, "9" * 400),
        (cursors.whole, "-1"),
        (UUID, "x"),
        (str, "a\x00"),
        (str, "\ud800"),
    ],
)
def test_a_part_that_no_list_has_is_refused(reader: Callable[[str], Any], part: str) -> None:
    with pytest.raises(Invalid) as refused:
        cursors.read(forged(part, SOMEBODY), reader, UUID)

    assert refused.value.details == {"cursor": "cursor.format"}


@pytest.mark.parametrize("parts", [(), ("a",), ("a", "b", "c"), (1, "b"), (None, "b"), (["a"], "b")])
def test_a_cursor_of_another_shape_is_refused(parts: tuple[object, ...]) -> None:
    with pytest.raises(Invalid):
        cursors.read(forged(*parts), str, str)


def test_what_a_list_has_written_is_read_again() -> None:
    cursor = cursors.encode("2026-11-24T00:00:00+00:00", "0.125", "7", SOMEBODY)

    found = cursors.read(cursor, cursors.instant, cursors.exact, cursors.whole, UUID)

    assert tuple(map(str, found)) == ("2026-11-24 00:00:00+00:00", "0.125", "7", SOMEBODY)
