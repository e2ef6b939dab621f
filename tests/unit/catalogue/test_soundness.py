"""What every card must satisfy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from contracts.catalogue.activities import ActivityKind, ActivityUnsound, Presence
from contracts.catalogue.dictionaries import UnknownSpeciality
from kernel.messages import Unavailable
from kernel.values import Credits
from services.catalogue.domain import soundness
from services.catalogue.domain.law import Law
from services.catalogue.domain.policy import Policies
from tests.builders.catalogue import CARDIOLOGY, LAW, NOW, THERAPY, a_card

MORNING = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)
PROGRAMME: dict[str, Any] = {"kind": ActivityKind.PROGRAMME, "ends_at": NOW + timedelta(days=30)}


def faults(**told: Any) -> dict[str, str]:
    """Of a card that is sound but for what is told."""
    try:
        soundness.check(a_card(**told), LAW, at=NOW)
    except ActivityUnsound as refused:
        return refused.details
    return {}


def a_day(*, minutes: int, credits: str, kind: ActivityKind = ActivityKind.EVENT) -> dict[str, Any]:
    return {
        "kind": kind,
        "starts_at": MORNING,
        "ends_at": MORNING + timedelta(minutes=minutes),
        "credits": Credits.parse(credits),
        "presence": Presence(min_minutes=1),
    }


def test_a_sound_card_passes() -> None:
    assert faults() == {}


def test_an_activity_ends_after_it_begins() -> None:
    assert faults(ends_at=NOW + timedelta(days=2)) == {"ends_at": "activity.ends_before_start"}


@pytest.mark.parametrize("start", [NOW, NOW - timedelta(days=1)])
def test_credits_are_designated_before_the_start(start: datetime) -> None:
    assert faults(starts_at=start) == {"starts_at": "activity.starts_in_past"}


def test_an_activity_earns_something() -> None:
    assert faults(credits=Credits.of(0)) == {"credits": "credits.zero"}


# Source: event cards of 270, 305 and 190 minutes (policy `unit.minutes_per_credit`).
@pytest.mark.parametrize(("minutes", "credits"), [(270, "6.0"), (305, "6.8"), (190, "4.2")])
def test_a_simulation_earns_as_much_as_its_length(minutes: int, credits: str) -> None:
    assert faults(**a_day(minutes=minutes, credits=credits, kind=ActivityKind.SIMULATION)) == {}


@pytest.mark.parametrize("kind", [ActivityKind.EVENT, ActivityKind.SIMULATION])
def test_a_live_activity_earns_no_more_than_its_length(kind: ActivityKind) -> None:
    assert faults(**a_day(minutes=190, credits="4.3", kind=kind)) == {"credits": "credits.exceed_length"}


def test_a_module_may_earn_more_than_its_length() -> None:
    assert faults(**a_day(minutes=30, credits="2.0", kind=ActivityKind.MODULE)) == {}


def test_a_day_of_an_event_earns_six_credits_at_the_most() -> None:
    assert faults(**a_day(minutes=600, credits="6.0")) == {}
    assert faults(**a_day(minutes=600, credits="6.1")) == {"credits": "credits.exceed_day_cap"}


def test_two_days_of_an_event_earn_twelve_credits_at_the_most() -> None:
    assert faults(**a_day(minutes=24 * 60 + 300, credits="12.0")) == {}
    assert faults(**a_day(minutes=24 * 60 + 300, credits="12.1")) == {"credits": "credits.exceed_day_cap"}


def test_the_days_of_an_event_are_counted_in_moscow() -> None:
    begins = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)
    into_the_night = {"starts_at": begins, "ends_at": begins + timedelta(hours=5)}

    assert faults(**into_the_night, credits=Credits.parse("6.5")) == {}


# Source: order 266 of 2025-03-24, item 18 (policy `programme.min_hours.qualification`).
def test_a_programme_lasts_sixteen_hours_at_the_least() -> None:
    assert faults(**PROGRAMME, credits=Credits.of(16)) == {}
    assert faults(**PROGRAMME, credits=Credits.parse("15.9")) == {"credits": "credits.below_programme_least"}


def test_no_more_checks_are_required_than_planned() -> None:
    presence = Presence(min_minutes=190, checks_planned=2, checks_required=3)

    assert faults(presence=presence) == {"presence.checks_required": "presence.more_required_than_planned"}


def test_nobody_must_attend_a_live_activity_for_longer_than_it_lasts() -> None:
    assert faults(presence=Presence(min_minutes=241)) == {"presence.min_minutes": "presence.exceeds_length"}


def test_a_module_may_be_studied_for_longer_than_a_sitting() -> None:
    assert faults(kind=ActivityKind.MODULE, presence=Presence(min_minutes=241)) == {}


def test_an_activity_is_for_some_speciality() -> None:
    assert faults(specialities=()) == {"specialities": "specialities.empty"}


def test_a_speciality_is_named_once() -> None:
    assert faults(specialities=(THERAPY, THERAPY)) == {"specialities": "specialities.repeated"}


def test_a_speciality_is_in_force_on_the_day_of_the_start() -> None:
    card = a_card(specialities=(THERAPY, "alchemy"))

    with pytest.raises(UnknownSpeciality) as refused:
        soundness.check(card, LAW, at=NOW)

    assert refused.value.details == {
        "field": "specialities",
        "rule": "speciality.unknown",
        "speciality": "alchemy",
        "on": "2026-11-25",
    }


@pytest.mark.parametrize(
    ("successor", "proposed"), [(CARDIOLOGY, {"successor": CARDIOLOGY}), (None, {})], ids=["some", "none"]
)
def test_for_a_speciality_that_has_ended_its_successor_is_proposed(
    successor: str | None, proposed: dict[str, str]
) -> None:
    law = replace(LAW, nomenclature={CARDIOLOGY}, lapsed={THERAPY: successor})

    with pytest.raises(UnknownSpeciality) as refused:
        soundness.check(a_card(specialities=(THERAPY,)), law, at=NOW)

    details = {"rule": "speciality.not_in_force", "speciality": THERAPY, "on": "2026-11-25", **proposed}
    assert refused.value.details == {"field": "specialities", **details}


@pytest.mark.parametrize("price", ["-0.01", "1000000000"])
def test_a_price_is_neither_negative_nor_absurd(price: str) -> None:
    assert faults(price=Decimal(price)) == {"price": "price.range"}


def test_a_price_is_in_kopecks() -> None:
    assert faults(price=Decimal("1500.55")) == {}
    assert faults(price=Decimal("1500.555")) == {"price": "price.step"}


def test_a_limited_activity_has_a_seat() -> None:
    assert faults(capacity=1) == {}
    assert faults(capacity=0) == {"capacity": "capacity.zero"}


def test_an_activity_takes_place_in_a_region_that_exists() -> None:
    assert faults(region="77") == {}
    assert faults(region="00") == {"region": "region.unknown"}


def test_all_faults_are_told_at_once() -> None:
    assert faults(credits=Credits.of(0), capacity=0, price=Decimal(-1)) == {
        "credits": "credits.zero",
        "capacity": "capacity.zero",
        "price": "price.range",
    }


def test_the_law_without_a_policy_answers_nothing() -> None:
    with pytest.raises(Unavailable) as unknown:
        Law.of(Policies({"unit.minutes_per_credit": "45"}), nomenclature=(), lapsed={}, regions=())

    assert unknown.value.details == {"policy": "event.cap_per_day"}


def test_a_start_long_past_is_judged_by_the_law_of_today() -> None:
    """Of the year 2000 there is no law: that it lies in the past is what is wrong with it."""
    card = a_card(starts_at=datetime(2000, 1, 1, tzinfo=UTC))

    assert soundness.judged_on(card, NOW.date()) == NOW.date()
    assert soundness.judged_on(card, NOW.date(), former=card) == card.starts_on
