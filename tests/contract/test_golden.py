"""The same thing has the same bytes, whoever answers and in every release: an answer, a refusal, an event.

GTW-03: one profile of JSON. A change here is a change for every reader; it belongs into docs/api.md.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from contracts.catalogue.activities import ActivityApproved, ActivityKind
from contracts.monitoring.statistics import Indicator, Statistics
from kernel import context, outbox, wire
from kernel.context import Request
from kernel.messages import Caller
from kernel.values import ActivityId, Credits, OrganisationId, PersonId
from tests.builders.gateway import a_client

GOLDEN = Path(__file__).parent / "golden"
ONE, TWO = (UUID(f"01930000-0000-7000-8000-00000000000{place}") for place in (1, 2))
NOON = datetime(2026, 12, 1, 12, 30, 0, 250_000, tzinfo=UTC)
DAY = date(2026, 12, 1)


def an_answer() -> bytes:
    hidden = Indicator(
        name="credits.posted",
        title="«Зачтено» \\ ☂\nпо видам",
        dimension="event",
        day=DAY,
        value=None,
        suppressed=True,
    )
    told = Statistics(
        since=DAY, before=DAY, as_of=NOON.replace(microsecond=0), least_group=5, items=(hidden,)
    )
    return wire.canonical(wire.dump(told))


def a_refusal() -> bytes:
    answered = a_client().simulate_get("/v1/me", headers={"X-Correlation-Id": "case-7"})
    assert answered.headers["Content-Type"] == "application/problem+json"
    return bytes(answered.content)


def an_event() -> bytes:
    approved = ActivityApproved(
        event_id=TWO,
        occurred_at=NOON,
        activity_id=ActivityId(ONE),
        activity_version=3,
        number="НМО-2026-00001-5",
        provider_id=OrganisationId(TWO),
        approved_by=PersonId(TWO),
        title="Аллергия у детей",
        kind=ActivityKind.EVENT,
        credits=Credits(Decimal("4.2")),
        specialities=("terapiya", "pediatriya"),
        starts_at=NOON.astimezone(timezone(timedelta(hours=3))),
        ends_at=NOON,
    )
    trace = f"00-{'a' * 32}-{'b' * 16}-01"
    asked = Request(caller=Caller(process="gateway"), correlation_id="case-7", traceparent=trace)
    with context.using(asked):
        return wire.canonical(outbox.document(approved, 7))


@pytest.mark.parametrize(
    ("name", "written"),
    [("answer", an_answer), ("refusal", a_refusal), ("event", an_event)],
    ids=["answer", "refusal", "event"],
)
def test_the_same_thing_has_the_same_bytes(name: str, written: Callable[[], bytes]) -> None:
    assert written() + b"\n" == (GOLDEN / f"{name}.json").read_bytes()
