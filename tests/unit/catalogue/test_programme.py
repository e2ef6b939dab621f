"""The programme of an activity: sessions, agenda, speakers, and what of it counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.catalogue.activities import ActivityKind, ActivityUnsound, Presence
from contracts.catalogue.cards import AgendaItem, AgendaKind, AgendaMark, CardDetails, SeatQuota
from kernel.values import Credits
from services.catalogue.domain import soundness
from services.catalogue.domain.programme import creditable_minutes
from tests.builders.catalogue import LAW, NOW, a_card, a_session, a_speaker, an_item

START = NOW + timedelta(days=2)
HOUR = timedelta(hours=1)


def faults(details: CardDetails, **told: Any) -> dict[str, str]:
    """The broken rules of a card with these details; empty when it is sound."""
    facts: dict[str, Any] = {"kind": ActivityKind.MODULE, "presence": Presence(min_minutes=1)}
    try:
        soundness.check(a_card(details=details, **facts | told), LAW, at=NOW)
    except ActivityUnsound as error:
        return error.details
    return {}


def test_a_sound_programme_passes() -> None:
    details = CardDetails(
        sessions=(a_session(), a_session("second", track="b")),
        agenda=(an_item(30, speakers=("ivanova",)), an_item(30, after=30)),
        speakers=(a_speaker(),),
    )

    assert faults(details) == {}


@pytest.mark.parametrize(
    ("sessions", "rule"),
    [
        ((a_session(), a_session(track="b")), "code.repeated"),
        ((a_session(time_zone="Mars/Olympus"),), "sessions.time_zone"),
        ((a_session(ends_at=START),), "sessions.order"),
        ((a_session(starts_at=START - HOUR),), "sessions.outside"),
        ((a_session(ends_at=START + 5 * HOUR),), "sessions.outside"),
        ((a_session(), a_session("b", starts_at=START + HOUR / 2)), "sessions.overlap"),
    ],
)
def test_sessions_are_of_the_activity_and_of_one_track_one_after_another(
    sessions: tuple[Any, ...], rule: str
) -> None:
    assert faults(CardDetails(sessions=sessions)) == {"details.sessions": rule}


def test_sessions_of_different_tracks_run_side_by_side() -> None:
    sessions = (a_session(), a_session("b", track="b"))

    assert faults(CardDetails(sessions=sessions)) == {}


@pytest.mark.parametrize(
    ("agenda", "rule"),
    [
        ((an_item(session="nowhere"),), "agenda.session_unknown"),
        ((an_item(61),), "agenda.outside_session"),
        ((an_item(), an_item(after=29)), "agenda.overlap"),
        ((an_item(speakers=("nobody",)),), "agenda.speaker_unknown"),
        ((an_item(kind=AgendaKind.SPONSOR),), "agenda.never_creditable"),
        ((an_item(kind=AgendaKind.BREAK),), "agenda.never_creditable"),
    ],
)
def test_an_agenda_fits_its_sessions(agenda: tuple[AgendaItem, ...], rule: str) -> None:
    assert faults(CardDetails(sessions=(a_session(),), agenda=agenda)) == {"details.agenda": rule}


def test_only_creditable_minutes_make_credits() -> None:
    """One academic hour of 45 min is creditable; 1.4 credits would take 63."""
    agenda = (an_item(45), an_item(15, after=45, kind=AgendaKind.SPONSOR, mark=AgendaMark.SPONSOR))
    details = CardDetails(sessions=(a_session(),), agenda=agenda)
    event = {"kind": ActivityKind.EVENT, "presence": Presence(min_minutes=45)}

    assert faults(details, credits=Credits.of(1), **event) == {}
    assert faults(details, credits=Credits.parse("1.4"), **event) == {
        "credits": "credits.exceed_creditable_minutes"
    }


def test_nobody_must_attend_more_than_what_counts() -> None:
    details = CardDetails(sessions=(a_session(),), agenda=(an_item(45),))
    event = {"kind": ActivityKind.EVENT, "credits": Credits.of(1)}

    assert faults(details, presence=Presence(min_minutes=46), **event) == {
        "presence.min_minutes": "presence.exceeds_creditable_minutes"
    }


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 60)), max_size=8))
def test_what_runs_side_by_side_counts_once(placed: list[tuple[int, int]]) -> None:
    items = [an_item(minutes, after=after) for after, minutes in placed]
    minutes = {minute for after, length in placed for minute in range(after, after + length)}

    assert creditable_minutes(items) == len(minutes)


def test_an_interest_must_be_disclosed() -> None:
    silent = a_speaker(has_interest=True)

    assert faults(CardDetails(speakers=(silent,))) == {"details.speakers": "speakers.disclosure"}
    assert faults(CardDetails(speakers=(replace(silent, disclosure="Грант производителя"),))) == {}


def test_seats_that_others_pay_for_are_among_those_there_are() -> None:
    quota = CardDetails(quota=SeatQuota(budget=6, subsidised=5))

    assert faults(quota, capacity=11) == {}
    assert faults(quota, capacity=10) == {"details.quota": "quota.exceeds_capacity"}


def test_a_subsidy_makes_nothing_dearer() -> None:
    dearer = CardDetails(subsidised_price=Decimal(200))

    assert faults(dearer, price=Decimal(100)) == {"details.subsidised_price": "price.subsidised_above"}


def test_after_the_start_the_credits_stay() -> None:
    former = a_card(kind=ActivityKind.MODULE, credits=Credits.of(4))
    more = replace(former, credits=Credits.of(5))

    soundness.check(former, LAW, at=START + HOUR, former=former)
    with pytest.raises(ActivityUnsound, match="credits.after_start"):
        soundness.check(more, LAW, at=START + HOUR, former=former)


def test_the_kind_of_an_approved_activity_stays() -> None:
    former = a_card()

    with pytest.raises(ActivityUnsound, match="activity.kind_fixed"):
        soundness.check(a_card(kind=ActivityKind.MODULE), LAW, at=NOW, former=former)
