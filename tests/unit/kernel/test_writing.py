"""Messages become JSON data: exact values are texts, instants are UTC, what is absent is null."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any, NewType
from uuid import UUID

import pytest

from kernel import wire
from kernel.values import Code, Credits, Limit

ThingId = NewType("ThingId", UUID)
NUMBER = "0198f1c2-7a5e-7c31-9d0e-2f6f5b1c4a77"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, kw_only=True)
class Thing:
    thing_id: ThingId | None = None
    colour: Colour | None = None
    made_at: datetime | None = None
    made_on: date | None = None
    price: Decimal | None = None
    credits: Credits | None = None
    code: Code | None = None
    count: Limit | None = None
    is_new: bool | None = None
    codes: tuple[str, ...] | None = None
    colours: frozenset[Colour] | None = None
    days: tuple[date, ...] | None = None
    by_day: dict[date, Credits] | None = None
    named: dict[str, int] | None = None
    part: Thing | None = None
    parts: tuple[Thing, ...] | None = None


@pytest.mark.parametrize(
    ("told", "written"),
    [
        pytest.param({"thing_id": ThingId(UUID(NUMBER))}, NUMBER, id="identifier"),
        pytest.param({"colour": Colour.RED}, "red", id="choice"),
        pytest.param({"made_at": NOON}, "2026-03-01T12:00:00Z", id="instant"),
        pytest.param(
            {"made_at": NOON.astimezone(timezone(timedelta(hours=3)))},
            "2026-03-01T12:00:00Z",
            id="instant elsewhere",
        ),
        pytest.param({"made_on": date(2026, 3, 1)}, "2026-03-01", id="day"),
        pytest.param({"price": Decimal("1E+3")}, "1000", id="exact"),
        pytest.param({"credits": Credits.of(36)}, "36.0", id="value"),
        pytest.param({"code": "a"}, "a", id="text"),
        pytest.param({"count": 3}, 3, id="whole"),
        pytest.param({"is_new": False}, False, id="truth"),
        pytest.param({"codes": ("b", "a")}, ["b", "a"], id="sequence"),
        pytest.param({"colours": frozenset({Colour.RED})}, ["red"], id="set"),
        pytest.param({"days": (date(2026, 3, 1),)}, ["2026-03-01"], id="sequence of days"),
        pytest.param({"by_day": {date(2026, 3, 1): Credits.of(1)}}, {"2026-03-01": "1.0"}, id="mapping"),
        pytest.param({"named": {"a": 1}}, {"a": 1}, id="plain mapping"),
    ],
)
def test_each_kind_of_value_has_one_form(told: dict[str, Any], written: Any) -> None:
    [name] = told

    assert wire.dump(Thing(**told))[name] == written


def test_a_message_may_hold_its_own_kind() -> None:
    whole = Thing(part=Thing(count=1), parts=(Thing(count=2), Thing(count=3)))

    written = wire.dump(whole)

    assert written["part"]["count"] == 1
    assert [part["count"] for part in written["parts"]] == [2, 3]


def test_what_is_absent_is_null() -> None:
    assert set(wire.dump(Thing()).values()) == {None}
