"""The law is asked by key and day."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.credits.policies import PolicyMissing
from services.credits.domain.policy import Policies
from tests.builders.credits import a_policy, policies

LEAST = "requirement.accreditation.min_from_programmes"


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2021, 6, 1), "74"),
        (date(2022, 12, 31), "74"),
        (date(2023, 1, 1), "72"),
        (date(2026, 11, 23), "72"),
    ],
)
def test_74_hours_from_programmes_until_2022_and_72_since(day: date, value: str) -> None:
    """74: orders 746н, 20н, 1081н (S1, S3, S4). 72: order 709н (S2, S5)."""
    assert policies().on(LEAST, day).value == value


def test_a_day_before_the_first_row_has_no_rule() -> None:
    with pytest.raises(PolicyMissing) as missing:
        policies().on(LEAST, date(2020, 12, 31))

    assert missing.value.details == {"key": LEAST, "on": "2020-12-31"}


def test_the_day_a_row_ends_is_not_its_own() -> None:
    law = Policies([a_policy("rule", "old", before=date(2026, 1, 1))])

    assert law.on("rule", date(2025, 12, 31)).value == "old"
    with pytest.raises(PolicyMissing):
        law.on("rule", date(2026, 1, 1))


def test_the_first_day_of_an_unknown_rule_is_unknown() -> None:
    with pytest.raises(PolicyMissing):
        Policies([]).begins("rule")


@pytest.mark.parametrize(
    "key",
    [
        "cycle.length",
        "cycle.checkpoints",
        "cycle.document_number_may_be_unknown",
        "claim.late_days",
        "claim.within_designated_credits",
        "duplicate.same_activity_same_cycle",
        "event.cap_per_day",
        "requirement.accreditation.total",
        "requirement.accreditation.min_from_programmes",
        "requirement.accreditation.max_from_activities",
        "requirement.guidance.total",
        "requirement.guidance.annual",
        "requirement.guidance.annual_from_programmes",
        "requirement.guidance.annual_from_activities",
    ],
)
def test_the_published_law_has_every_rule_we_apply(key: str) -> None:
    assert policies().on(key, date(2026, 11, 23))
