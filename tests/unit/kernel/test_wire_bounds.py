"""What is out of bounds never becomes a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any

import pytest

from kernel import wire
from kernel.messages import Invalid
from kernel.values import Length


@dataclass(frozen=True, kw_only=True)
class Roster:
    begins_at: datetime = datetime(2026, 11, 23, tzinfo=UTC)
    rows: Annotated[tuple[int, ...], Length(1, 3)] = (1,)
    notes: tuple[int, ...] = ()


def refused(**told: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        wire.load(Roster, told, strict=True)
    return refusal.value.details


def test_a_list_within_its_bounds_is_read() -> None:
    assert wire.load(Roster, {"rows": [1, 2, 3]}, strict=True).rows == (1, 2, 3)


@pytest.mark.parametrize(("rows", "rule"), [([], "list.short"), ([1, 2, 3, 4], "list.long")])
def test_a_list_out_of_its_bounds_is_refused(rows: list[int], rule: str) -> None:
    assert refused(rows=rows) == {"rows": rule}


def test_no_list_is_endless() -> None:
    assert refused(notes=[0] * 10_001) == {"notes": "list.long"}


@pytest.mark.parametrize("instant", ["0001-01-01T00:00:00Z", "9999-12-31T23:00:00Z"])
def test_an_instant_has_a_day_in_moscow(instant: str) -> None:
    assert refused(begins_at=instant) == {"begins_at": "instant.range"}


@dataclass(frozen=True, kw_only=True)
class Birthday:
    on: date


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "3000-01-01", "9999-12-31"])
def test_a_day_has_years_before_and_after_it(day: str) -> None:
    """Who comes of age eighteen years after the last day there is would be a bug of ours."""
    with pytest.raises(Invalid) as refusal:
        wire.load(Birthday, {"on": day}, strict=True)

    assert refusal.value.details == {"on": "date.range"}


@dataclass(frozen=True, kw_only=True)
class Remark:
    text: str


@pytest.mark.parametrize("text", ["\x00", "\x1b", "\x7f", "\udfff"])
def test_a_text_that_nobody_types_or_nothing_can_store_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        wire.load(Remark, {"text": f"a{text}b"}, strict=True)

    assert refusal.value.details == {"text": "text.control"}
