"""What modules ask for: scenarios that can be played to an end, films that are watched in their time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.catalogue.launches import LaunchPurpose
from contracts.catalogue.outlines import ModuleOutline, OutlineUnsound, PlayMoved, Scenario
from kernel.values import ActivityId, EnrolmentId, PersonId, new_id
from services.catalogue.domain.outline import require_sound
from services.catalogue.domain.play import Play
from services.catalogue.domain.watching import FilmLaw, Watching, united
from tests.builders.catalogue import NOW
from tests.builders.outlines import a_choice, a_film, a_scenario, a_step

LAW = FilmLaw(min_share=90, longest=60)
SPANS = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)).map(sorted).map(tuple), max_size=20)


def faults(outline: ModuleOutline) -> dict[str, str]:
    with pytest.raises(OutlineUnsound) as refusal:
        require_sound(outline)
    return refusal.value.details


def a_watching() -> Watching:
    return Watching(enrolment_id=EnrolmentId(new_id()), heard_at=NOW)


def a_play(scenario: Scenario | None = None) -> Play:
    ids = ActivityId(new_id()), PersonId(new_id())
    return Play.begin(scenario or a_scenario(), *ids, LaunchPurpose.REHEARSAL, None, NOW)


def test_a_scenario_in_which_every_way_ends_is_sound() -> None:
    require_sound(ModuleOutline(films=(a_film(),), scenario=a_scenario()))


@pytest.mark.parametrize(
    ("scenario", "fault"),
    [
        (a_scenario(start="nowhere"), ("outline.scenario.start", "scenario.step_unknown")),
        (
            a_scenario(a_step("a", a_choice("b")), a_step("b"), start="a"),
            ("outline.scenario.pass_score", "scenario.unattainable"),
        ),
        (
            a_scenario(a_step("a", a_choice("z", 9)), start="a"),
            ("outline.scenario.steps.a", "scenario.no_end"),
        ),
        (
            a_scenario(a_step("a", a_choice("b", 9)), a_step("b"), a_step("c"), start="a"),
            ("outline.scenario.steps.c", "scenario.unreachable"),
        ),
        (
            a_scenario(
                a_step("a", a_choice("b", 9), a_choice("c")),
                a_step("b", a_choice("b")),
                a_step("c"),
                start="a",
            ),
            ("outline.scenario.steps.b", "scenario.no_end"),
        ),
        (
            a_scenario(a_step("a", a_choice("b", 9)), replace(a_step("b"), is_end=False), start="a"),
            ("outline.scenario.steps.b", "scenario.dead_end"),
        ),
        (
            a_scenario(
                replace(a_step("a", a_choice("b", 9)), is_end=True), a_step("b"), start="a", pass_score=1
            ),
            ("outline.scenario.steps.a", "scenario.goes_on"),
        ),
        (
            a_scenario(a_step("a", a_choice("b", 9)), a_step("b"), a_step("b"), start="a"),
            ("outline.scenario.steps", "outline.repeated"),
        ),
        (
            a_scenario(a_step("a", a_choice("b", 9), a_choice("b", 1)), a_step("b"), start="a"),
            ("outline.scenario.steps.a", "outline.repeated"),
        ),
    ],
    ids=lambda told: " ".join(told) if isinstance(told, tuple) else "",
)
def test_a_scenario_that_cannot_be_played_is_not_taken(scenario: Scenario, fault: tuple[str, str]) -> None:
    assert fault in faults(ModuleOutline(scenario=scenario)).items()


def test_films_have_names_of_their_own() -> None:
    assert faults(ModuleOutline(films=(a_film(), a_film()))) == {"outline.films": "outline.repeated"}


def test_no_more_is_watched_than_time_has_passed() -> None:
    watching, film = a_watching(), a_film()

    watching.hear(film, 0, 100, LAW, NOW)
    at_once = watching.seconds(film)
    watching.hear(film, 0, 100, LAW, NOW + timedelta(seconds=30))

    assert (at_once, watching.seconds(film)) == (0, 30)


def test_one_word_tells_of_a_minute_at_the_most() -> None:
    watching, film = a_watching(), a_film()

    watching.hear(film, 0, 100, LAW, NOW + timedelta(hours=1))

    assert watching.seconds(film) == 60


def test_two_films_at_once_take_as_long_as_one_after_the_other() -> None:
    watching, first, second = a_watching(), a_film(code="1"), a_film(code="2")

    for film in (first, second):
        watching.hear(film, 0, 30, LAW, NOW + timedelta(seconds=30))

    assert (watching.seconds(first), watching.seconds(second)) == (30, 0)


def test_parts_of_seconds_add_up() -> None:
    watching, film = a_watching(), a_film()

    for tenth in range(41):
        watching.hear(film, 0, 100, LAW, NOW + timedelta(milliseconds=100 * tenth))
        watching.hear(film, watching.seconds(film), 100, LAW, NOW + timedelta(milliseconds=100 * tenth))

    assert watching.seconds(film) == 1


def test_what_was_seen_twice_counts_once() -> None:
    watching, film = a_watching(), a_film()

    for minute in (1, 2, 3):
        watching.hear(film, 0, 50, LAW, NOW + timedelta(minutes=minute))

    assert watching.seconds(film) == 50


def test_the_share_of_each_film_decides() -> None:
    watching, film, other = a_watching(), a_film(), a_film(10, code="other")
    watching.hear(film, 0, 60, LAW, NOW + timedelta(minutes=1))
    before = watching.is_enough([film], LAW)
    watching.hear(film, 60, 90, LAW, NOW + timedelta(minutes=2))

    assert (before, watching.is_enough([film], LAW), watching.is_enough([film, other], LAW)) == (
        False,
        True,
        False,
    )


@given(SPANS)
def test_united_spans_are_the_same_seconds(spans: list[tuple[int, int]]) -> None:
    seconds = {second for begins, ends in spans for second in range(begins, ends)}

    found = [span for span in united(spans) if span[0] < span[1]]

    assert {second for begins, ends in found for second in range(begins, ends)} == seconds
    assert sum(ends - begins for begins, ends in found) == len(seconds)


def test_a_play_earns_by_its_choices() -> None:
    play = a_play()

    play.choose("arrival", "to history", NOW)
    has_passed = play.choose("history", "to treatment", NOW)

    assert (has_passed, play.score, play.is_passed, play.ended_at) == (True, 5, True, NOW)


def test_a_step_earns_once() -> None:
    play = a_play()

    for step, choice in (
        ("arrival", "to history"),
        ("history", "to arrival"),
        ("arrival", "to history"),
        ("history", "to treatment"),
    ):
        play.choose(step, choice, NOW)

    assert (play.score, play.is_passed) == (1, False)


def test_the_same_answer_again_changes_nothing() -> None:
    play = a_play()
    play.choose("arrival", "to history", NOW)

    play.choose("arrival", "to history", NOW)

    assert (play.step, play.score) == ("history", 2)


@pytest.mark.parametrize(
    ("step", "choice"), [("treatment", "to arrival"), ("arrival", "to nowhere"), ("history", "to treatment")]
)
def test_nobody_jumps(step: str, choice: str) -> None:
    with pytest.raises(PlayMoved, match="arrival"):
        a_play().choose(step, choice, NOW)


def test_what_has_ended_goes_no_further() -> None:
    play = a_play()
    play.choose("arrival", "to treatment", NOW)

    with pytest.raises(PlayMoved):
        play.choose("treatment", "to arrival", NOW)
