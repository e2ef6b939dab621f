"""The programme of an activity: sessions, agenda, speakers, and what of it counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.catalogue.activities import ActivityKind, ActivityUnsound, Presence
from contracts.catalogue.cards import AgendaItem, AgendaKind, AgendaMark, CardDetails, SeatQuota, SessionPlan
from kernel import wire
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


def as_told(code: str, starts_at: str, ends_at: str, time_zone: str) -> SessionPlan:
    """A session as it arrives: in the hours of its place."""
    told = {"code": code, "title": "Зал", "starts_at": starts_at, "ends_at": ends_at, "time_zone": time_zone}
    return wire.load(SessionPlan, told, strict=True)


def on_a_day(*sessions: SessionPlan, agenda: tuple[AgendaItem, ...] = ()) -> dict[str, str]:
    """The faults of an activity that lasts from its first session to its last."""
    span = {"starts_at": sessions[0].starts_at, "ends_at": sessions[-1].ends_at}
    return faults(CardDetails(sessions=sessions, agenda=agenda), **span)


@pytest.mark.parametrize(
    ("first", "second", "is_overlap"),
    [
        # In Berlin clocks go back at 03:00 on 2027-10-31: the hour from two comes twice.
        (("2027-10-31T02:00:00+02:00", "2027-10-31T02:50:00+02:00"), "2027-10-31T02:10:00+01:00", False),
        (("2027-10-31T02:00:00+02:00", "2027-10-31T02:20:00+01:00"), "2027-10-31T02:10:00+01:00", True),
        # They go forward at 02:00 on 2027-03-28: what ends at two ends when it is three.
        (("2027-03-28T01:00:00+01:00", "2027-03-28T03:00:00+02:00"), "2027-03-28T03:00:00+02:00", False),
        (("2027-03-28T01:00:00+01:00", "2027-03-28T03:01:00+02:00"), "2027-03-28T03:00:00+02:00", True),
    ],
    ids=["hour twice", "hour twice, overlapping", "hour lost", "hour lost, overlapping"],
)
def test_sessions_follow_each_other_over_a_change_of_the_clocks(
    first: tuple[str, str], second: str, is_overlap: bool
) -> None:
    ends_at = second.replace("T02:10", "T03:30").replace("T03:00", "T04:00")

    found = on_a_day(
        as_told("first", *first, "Europe/Berlin"), as_told("second", second, ends_at, "Europe/Berlin")
    )

    assert found == ({"details.sessions": "sessions.overlap"} if is_overlap else {})


def test_minutes_are_counted_as_they_pass_while_clocks_change() -> None:
    """From 02:30 to 02:30 an hour later: 60 minutes have passed, and none more fit."""
    night = as_told("night", "2027-10-31T02:30:00+02:00", "2027-10-31T02:30:00+01:00", "Europe/Berlin")
    whole = an_item(60, session="night", starts_at=night.starts_at)

    assert on_a_day(night, agenda=(whole,)) == {}
    assert creditable_minutes([whole]) == 60
    assert on_a_day(night, agenda=(replace(whole, minutes=61),)) == {
        "details.agenda": "agenda.outside_session"
    }


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("Europe/Kaliningrad", 2),
        ("Europe/Moscow", 3),
        ("Europe/Samara", 4),
        ("Asia/Yekaterinburg", 5),
        ("Asia/Omsk", 6),
        ("Asia/Novosibirsk", 7),
        ("Asia/Irkutsk", 8),
        ("Asia/Yakutsk", 9),
        ("Asia/Vladivostok", 10),
        ("Asia/Magadan", 11),
        ("Asia/Kamchatka", 12),
    ],
)
def test_sessions_are_held_in_every_zone_of_russia(zone: str, offset: int) -> None:
    there, moscow = f"2027-01-15T%s:00+{offset:02}:00", "Europe/Moscow"
    first = as_told("first", there % "09:00", there % "10:30", zone)
    ends = first.ends_at.astimezone(ZoneInfo(moscow))

    after = as_told("after", ends.isoformat(), (ends + HOUR).isoformat(), moscow)
    within = as_told("within", (ends - HOUR / 60).isoformat(), (ends + HOUR).isoformat(), moscow)

    assert first.starts_at.astimezone(ZoneInfo(zone)).hour == 9
    assert on_a_day(first, after) == {}
    assert on_a_day(first, within) == {"details.sessions": "sessions.overlap"}


def test_the_legal_day_of_an_activity_on_kamchatka_is_that_of_moscow() -> None:
    """Early in the morning of 1 January there it is still the year before in Moscow."""
    early = as_told("a", "2027-01-01T08:00:00+12:00", "2027-01-01T12:00:00+12:00", "Asia/Kamchatka")

    card = a_card(starts_at=early.starts_at, ends_at=early.ends_at)

    assert (card.starts_on, card.ends_on) == (date(2026, 12, 31), date(2027, 1, 1))
