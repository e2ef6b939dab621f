"""Presence at a live event: what counts, what is excused, what never counts twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.catalogue.cards import AgendaMark, CardDetails
from contracts.catalogue.presence import NotLive, PresenceUnsound, ScanDirection
from kernel.values import ActivityId, new_id
from services.catalogue.domain import presence
from services.catalogue.domain.presence import Counted, Live, PresenceLaw, Seen
from services.catalogue.domain.spans import Span, common, minutes, united, without
from tests.builders.catalogue import a_card, a_published_activity, a_session, an_item

MINUTE = timedelta(minutes=1)
START, END = a_card().starts_at, a_card().ends_at
LAW = PresenceLaw(early=120 * MINUTE, answer=3 * MINUTE, silence=2 * MINUTE, stops_on_miss=True)

moments = st.integers(0, 300)
pairs = st.tuples(moments, moments).map(sorted).map(lambda pair: span(*pair))
some_spans = st.lists(pairs, max_size=6)
some_checks = st.lists(st.integers(0, 236), max_size=4, unique=True).map(sorted)
some_answers = st.dictionaries(st.integers(1, 4), moments, max_size=4)


def at(minute: int) -> datetime:
    return START + minute * MINUTE


def span(begins: int, ends: int) -> Span:
    return at(begins), at(ends)


def a_live(*checks: int, outages: tuple[Span, ...] = ()) -> Live:
    return Live(
        activity_id=ActivityId(new_id()),
        opened_at=START,
        begins_at=START,
        ends_at=END,
        checks=tuple(at(check) for check in checks),
        outages=outages,
    )


def counted(*spans: Span, live: Live | None = None, **told: Any) -> Counted:
    answers = {number: at(minute) for number, minute in told.pop("answers", {}).items()}
    window = told.pop("window", [(START, END)])
    return presence.count(Seen(spans=spans, answers=answers, **told), live or a_live(), window, LAW)


@given(some_spans, some_spans)
def test_what_is_common_and_what_is_left_make_the_whole(one: list[Span], other: list[Span]) -> None:
    assert united([*common(one, other), *without(one, other)]) == united(one)
    assert common(without(one, other), other) == []


@given(some_spans, some_spans)
def test_no_moment_is_counted_twice(one: list[Span], other: list[Span]) -> None:
    assert minutes([*one, *one]) == minutes(one)
    assert minutes([*one, *other]) == minutes(one) + minutes(without(other, one))


@given(some_spans, some_checks, some_answers, some_spans)
def test_nobody_is_present_for_longer_than_they_were_there(
    spans: list[Span], checks: list[int], answers: dict[int, int], elsewhere: list[Span]
) -> None:
    found = counted(*spans, live=a_live(*checks), answers=answers, elsewhere=elsewhere)

    assert found.trace.minutes <= minutes(common(spans, [(START, END)])) <= 240
    assert found.trace.minutes + found.trace.missed + found.trace.elsewhere == found.trace.creditable
    assert found.trace.checks_passed <= len(checks)
    assert common(found.spans, elsewhere) == []


@given(some_spans, pairs, some_checks, some_answers)
def test_whoever_was_there_longer_never_has_fewer_minutes_where_no_check_stops_them(
    spans: list[Span], more: Span, checks: list[int], answers: dict[int, int]
) -> None:
    lenient = PresenceLaw(**{**vars(LAW), "stops_on_miss": False})
    given_answers = {number: at(minute) for number, minute in answers.items()}

    def found(*seen: Span) -> int:
        one = Seen(spans=seen, answers=given_answers)
        return presence.count(one, a_live(*checks), [(START, END)], lenient).trace.minutes

    assert found(*spans, more) >= found(*spans)


@given(some_spans, some_spans, some_spans)
def test_two_events_at_once_count_no_more_than_the_time_that_passed(
    first: list[Span], second: list[Span], third: list[Span]
) -> None:
    taken: list[Span] = []
    total = 0
    for seen in (first, second, third):
        found = counted(*seen, elsewhere=tuple(taken))
        taken, total = [*taken, *found.spans], total + found.trace.minutes

    assert total <= minutes(common([*first, *second, *third], [(START, END)]))


@given(some_spans, some_checks)
def test_an_outage_never_harms(spans: list[Span], checks: list[int]) -> None:
    plain = counted(*spans, live=a_live(*checks)).trace
    excused = counted(*spans, live=a_live(*checks, outages=(span(50, 80),))).trace

    assert excused.minutes >= plain.minutes
    assert excused.checks_passed >= plain.checks_passed


def test_what_happens_before_and_after_the_event_counts_for_nothing() -> None:
    assert counted(span(-30, 300)).trace.minutes == 240


def test_an_outage_counts_for_whoever_was_there_just_before() -> None:
    live = a_live(outages=(span(60, 90),))

    assert counted(span(0, 60), live=live).trace.minutes == 90
    assert counted(span(0, 20), live=live).trace.minutes == 20


def test_a_check_in_an_outage_is_passed() -> None:
    trace = counted(span(0, 60), span(90, 240), live=a_live(70, outages=(span(60, 90),))).trace

    assert (trace.checks_passed, trace.checks_excused, trace.missed) == (1, 1, 0)


def test_a_missed_check_stops_the_minutes_until_an_answer() -> None:
    live = a_live(60, 120)

    assert counted(span(0, 240), live=live, answers={1: 61, 2: 121}).trace.minutes == 240
    assert counted(span(0, 240), live=live, answers={2: 121}).trace.minutes == 240 - (121 - 63)
    assert counted(span(0, 240), live=live).trace.minutes == 63


def test_a_late_answer_starts_the_minutes_and_passes_nothing() -> None:
    trace = counted(span(0, 240), live=a_live(60), answers={1: 100}).trace

    assert (trace.minutes, trace.checks_passed) == (240 - (100 - 63), 0)


def test_only_what_is_creditable_counts() -> None:
    details = CardDetails(
        sessions=(a_session(),),
        agenda=(an_item(30), an_item(10, after=30, mark=AgendaMark.SPONSOR), an_item(20, after=40)),
    )
    activity = a_published_activity(details=details)

    found = counted(span(0, 240), window=presence.creditable(activity))

    assert found.trace.minutes == 50


@pytest.mark.parametrize(
    ("scans", "found"),
    [
        ([(0, "in"), (60, "out")], 60),
        ([(0, "in"), (60, "out"), (70, "in"), (100, "out")], 90),
        ([(0, "in")], 0),
        ([(60, "out")], 0),
        ([(0, "in"), (10, "in"), (60, "out")], 50),
    ],
)
def test_badges_count_from_the_way_in_to_the_way_out(scans: list[tuple[int, str]], found: int) -> None:
    told = [(at(minute), ScanDirection(direction)) for minute, direction in scans]

    assert minutes(presence.between(told)) == found


@given(st.integers(0, 20))
def test_checks_come_one_in_each_part_of_the_time(count: int) -> None:
    checks = presence.planned(START, END, count)

    assert len(checks) == count
    parts = [int((check - START).total_seconds()) // (240 * 60 // count) for check in checks]
    assert parts == list(range(count))


def test_an_event_opens_a_while_before_it_begins() -> None:
    activity = a_published_activity()

    assert Live.open(activity, LAW, START - 120 * MINUTE).closed_at is None
    with pytest.raises(NotLive):
        Live.open(activity, LAW, START - 121 * MINUTE)


def test_an_event_is_closed_once_and_not_before_its_end() -> None:
    live = a_live()
    with pytest.raises(NotLive, match=r"presence\.going_on"):
        live.close(END - MINUTE)

    live.close(END)

    with pytest.raises(NotLive, match=r"presence\.closed"):
        live.close(END)


@pytest.mark.parametrize(("began", "ended"), [(-5, 5), (10, 10), (20, 10), (200, 241), (100, 130)])
def test_an_outage_lies_within_the_event_and_in_the_past(began: int, ended: int) -> None:
    with pytest.raises(PresenceUnsound):
        a_live().excuse(at(began), at(ended), at(120))
