"""The law is asked by key and day."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.credits.policies import PolicyMissing
from kernel.values import new_id
from services.credits.domain.policy import ALWAYS, Policies
from tests.builders.credits import NOW, a_policy, policies

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


DRAFT = new_id()


def test_of_two_rows_for_a_day_the_one_recorded_later_holds() -> None:
    law = Policies([a_policy("rule", "old"), a_policy("rule", "new", since=date(2026, 1, 1), version=2)])

    assert law.on("rule", date(2025, 12, 31)).value == "old"
    assert law.on("rule", date(2026, 1, 1)).value == "new"


def test_what_is_published_holds_against_what_is_installed_later() -> None:
    published = a_policy("rule", "published", version=2, published_by=DRAFT)
    law = Policies([a_policy("rule", "old"), published, a_policy("rule", "installed", version=3)])

    assert law.on("rule", date(2026, 1, 1)).value == "published"


def test_after_a_correction_of_some_days_the_old_row_holds_again() -> None:
    corrected = a_policy("rule", "new", since=date(2020, 1, 1), before=date(2021, 1, 1), version=2)
    law = Policies([a_policy("rule", "old"), corrected])

    assert [law.on("rule", date(year, 6, 1)).value for year in (2019, 2020, 2021)] == ["old", "new", "old"]


def test_a_row_ends_where_another_takes_its_place() -> None:
    old = a_policy("rule", "old")
    law = Policies([old, a_policy("rule", "new", since=date(2027, 1, 1), version=2)])

    assert law.ends(old, date(2026, 1, 1)) == date(2027, 1, 1)


def test_a_row_that_nothing_follows_ends_by_itself() -> None:
    law = Policies([a_policy("rule", "old", before=date(2026, 1, 1))])

    assert law.ends(law.on("rule", date(2025, 1, 1)), date(2025, 1, 1)) == date(2026, 1, 1)


def test_the_first_rows_of_a_key_have_always_been_known() -> None:
    [new] = Policies([]).new_among([a_policy("rule", "first")], at=NOW)

    assert (new.version, new.recorded_at) == (1, ALWAYS)


def test_what_is_installed_again_is_not_recorded_again() -> None:
    law = Policies([a_policy("rule", "same")])

    assert list(law.new_among([a_policy("rule", "same")], at=NOW)) == []


def test_what_is_installed_in_other_words_is_recorded_beside_the_old() -> None:
    law = Policies([a_policy("rule", "old")])

    [new] = law.new_among([a_policy("rule", "new")], at=NOW)

    assert (new.version, new.value, new.recorded_at) == (2, "new", NOW)


def test_a_correction_taken_back_is_recorded_too() -> None:
    law = Policies([a_policy("rule", "one"), a_policy("rule", "other", version=2)])

    [new] = law.new_among([a_policy("rule", "one")], at=NOW)

    assert (new.version, new.value) == (3, "one")
