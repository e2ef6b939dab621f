"""The demo activities are plausible, consistent and always the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from contracts.catalogue.activities import ActivityFormat, ActivityKind, DraftActivity
from deploy.seed.activities import DemoActivity, activities
from kernel.clock import legal_day
from kernel.reference import read
from kernel.values import Credits
from kernel.wire import dump, load

DATA = Path(__file__).parents[3] / "data"
TODAY = date(2026, 11, 23)
DEMO = activities(DATA, TODAY)
DRAFTS = [offered.draft for offered in DEMO]


@dataclass(frozen=True, kw_only=True)
class Coded:
    code: str


def codes(name: str) -> set[str]:
    return {row.code for row in read(DATA / name, Coded)}


def test_there_are_two_hundred_at_least_and_of_every_kind() -> None:
    kinds = Counter(draft.kind for draft in DRAFTS)

    assert len(DRAFTS) >= 200
    assert set(kinds) == set(ActivityKind)
    assert min(kinds.values()) >= 20


def test_the_same_day_gives_the_same_activities() -> None:
    assert activities(DATA, TODAY) == DEMO


def test_no_title_is_offered_twice() -> None:
    assert [title for title, times in Counter(draft.title for draft in DRAFTS).items() if times > 1] == []


@pytest.mark.parametrize("offered", DEMO, ids=lambda offered: str(offered.draft.title)[:40])
def test_the_draft_is_one_that_the_contract_admits(offered: DemoActivity) -> None:
    draft = offered.draft

    assert load(DraftActivity, dump(draft), strict=True) == draft


def test_everything_is_marked_as_demo() -> None:
    assert all(draft.demo for draft in DRAFTS)


def test_providers_specialities_and_regions_are_those_of_the_dictionaries() -> None:
    assert {offered.provider for offered in DEMO} <= codes("demo_organisations.csv")
    assert {code for draft in DRAFTS for code in draft.specialities} <= codes("specialities.csv")
    assert {draft.region for draft in DRAFTS if draft.region} <= codes("regions.csv")


def test_a_credit_is_45_minutes_of_presence() -> None:
    assert [draft.title for draft in DRAFTS if draft.credits.amount * 45 != draft.presence.min_minutes] == []


def test_programmes_are_of_36_72_or_144_hours() -> None:
    programmes = {draft.credits for draft in DRAFTS if draft.kind is ActivityKind.PROGRAMME}

    assert programmes == {Credits.of(36), Credits.of(72), Credits.of(144)}


def test_an_event_earns_six_credits_a_day_at_the_most() -> None:
    """Policy `event.cap_per_day`."""
    events = [draft for draft in DRAFTS if draft.kind is ActivityKind.EVENT]

    assert max(draft.credits for draft in events) <= Credits.of(6)


def test_an_event_checks_presence_once_an_hour_and_three_times_at_least() -> None:
    """Policies `event.presence.checks_per_hour`, `min_checks`, `min_share_of_checks`."""
    rules = [draft.presence for draft in DRAFTS if draft.kind is ActivityKind.EVENT]

    assert all(rule.checks_planned >= max(3, rule.min_minutes / 60) for rule in rules)
    assert all(0.7 <= rule.checks_required / rule.checks_planned <= 1 for rule in rules)


def test_everything_begins_within_half_a_year_from_tomorrow_and_is_long_enough() -> None:
    days = {legal_day(draft.starts_at) for draft in DRAFTS}

    assert min(days) > TODAY
    assert max(days) < TODAY + timedelta(days=180)
    assert all(draft.ends_at > draft.starts_at for draft in DRAFTS)


def test_what_is_held_on_site_has_a_region_and_what_is_online_has_none() -> None:
    assert [
        draft.title for draft in DRAFTS if (draft.format is ActivityFormat.ONLINE) != (draft.region is None)
    ] == []
