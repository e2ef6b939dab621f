"""Films and scenarios: done one after the other, and the module with the last of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contracts.catalogue.activities import Activity, ActivityMoveRefused
from contracts.catalogue.enrolments import Enrolment, EnrolmentState, ListEnrolments
from contracts.catalogue.launches import LaunchPurpose, NoContent
from contracts.catalogue.module_tests import NotAModule
from contracts.catalogue.outlines import (
    BeginPlay,
    ChooseInPlay,
    FilmWatched,
    ModuleOutline,
    Outlines,
    Play,
    ReadPlay,
    SetOutline,
    UnknownPlay,
    UnknownSegment,
    WatchFilm,
)
from kernel import clock
from kernel.database import Database
from kernel.files import Files
from kernel.messages import Caller
from services.catalogue.usecases import enrolments, outlines, publishing
from tests.builders.catalogue import NOW, a_draft, a_moderator, a_provider, a_specialist
from tests.builders.modules import a_bank, a_module
from tests.builders.outlines import a_film, a_scenario
from tests.integration.catalogue.journeys import as_read, at_once, enrolled
from tests.integration.catalogue.launched import opened, told
from tests.integration.catalogue.outbox import announced
from tests.integration.catalogue.packaged import a_module_draft, checked, pinned

DURING = NOW + timedelta(days=2, hours=1)
REHEARSAL = LaunchPurpose.REHEARSAL
WAY = (("arrival", "to history"), ("history", "to treatment"))


def outlined(database: Database, activity: Activity, outline: ModuleOutline) -> Outlines:
    command = SetOutline(activity_id=activity.activity_id, outline=outline)
    return outlines.set_outline(database, a_provider(), command)


def published(database: Database, draft: Activity) -> Activity:
    submission = publishing.submit_activity(database, a_provider(), as_read(draft))
    return publishing.approve_activity(database, a_moderator(), as_read(submission))


def a_published_outline(database: Database, outline: ModuleOutline) -> Activity:
    draft = publishing.draft_activity(database, a_provider(), a_module_draft())
    outlined(database, draft, outline)
    return published(database, draft)


def watched(database: Database, person: Caller, enrolment: Enrolment, begins: int, ends: int) -> FilmWatched:
    """As of a minute after the last word."""
    command = WatchFilm(enrolment_id=enrolment.enrolment_id, segment="film", begins=begins, ends=ends)
    return outlines.watch_film(database, person, command)


def played(database: Database, person: Caller, activity: Activity, purpose: LaunchPurpose) -> Play:
    play = outlines.begin_play(database, person, BeginPlay(activity_id=activity.activity_id, purpose=purpose))
    for step, choice in WAY:
        command = ChooseInPlay(play_id=play.play_id, step=step, choice=choice)
        play = outlines.choose_in_play(database, person, command)
    return play


def state_of(database: Database, person: Caller) -> EnrolmentState:
    [mine] = enrolments.my_enrolments(database, person, ListEnrolments()).items
    return mine.state


def test_a_module_is_completed_with_the_last_of_its_films_scenario_and_package(
    database: Database, files: Files
) -> None:
    draft, person = publishing.draft_activity(database, a_provider(), a_module_draft()), a_specialist()
    outlined(database, draft, ModuleOutline(films=(a_film(),), scenario=a_scenario()))
    pinned(database, checked(database, files, draft))
    module = published(database, draft)
    enrolment = enrolled(database, module, person=person)
    states = []

    with clock.freeze(DURING):
        content, key = opened(database, module, person)
        told(database, key, content.says("completed"))
        states.append(state_of(database, person))
        played(database, person, module, LaunchPurpose.STUDY)
        states.append(state_of(database, person))
    for minute, (begins, ends) in enumerate([(0, 0), (0, 60), (60, 95)]):
        with clock.freeze(DURING + timedelta(minutes=minute)):
            report = watched(database, person, enrolment, begins, ends)
            states.append(state_of(database, person))

    assert (report.share, report.is_enough) == (95, True)
    assert states == [EnrolmentState.ENROLLED] * 4 + [EnrolmentState.COMPLETED]
    assert len(announced(database, "catalogue.enrolment.completed")) == 1


def test_words_that_come_at_once_count_once(database: Database) -> None:
    module, person = a_published_outline(database, ModuleOutline(films=(a_film(),))), a_specialist()
    enrolment = enrolled(database, module, person=person)
    with clock.freeze(DURING):
        watched(database, person, enrolment, 0, 0)

    with clock.freeze(DURING + timedelta(seconds=40)):
        reports = at_once([lambda n=n: watched(database, person, enrolment, 40 * n, 100) for n in range(3)])  # type: ignore[misc]

    assert max(report.seconds for report in reports if isinstance(report, FilmWatched)) <= 40


def test_a_play_is_its_players(database: Database) -> None:
    module, person = a_published_outline(database, ModuleOutline(scenario=a_scenario())), a_specialist()
    enrolled(database, module, person=person)
    play = outlines.begin_play(database, person, BeginPlay(activity_id=module.activity_id))

    assert outlines.read_play(database, person, ReadPlay(play_id=play.play_id)) == play
    assert [choice.code for choice in play.choices] == ["to history", "to treatment"]
    with pytest.raises(UnknownPlay):
        outlines.read_play(database, a_specialist(), ReadPlay(play_id=play.play_id))


def test_a_rehearsed_scenario_earns_nothing(database: Database) -> None:
    module, person = a_published_outline(database, ModuleOutline(scenario=a_scenario())), a_specialist()
    enrolled(database, module, person=person)

    assert played(database, person, module, REHEARSAL).is_passed
    assert played(database, a_provider(), module, REHEARSAL).is_passed

    assert state_of(database, person) is EnrolmentState.ENROLLED
    assert announced(database, "catalogue.enrolment.completed") == []


def test_a_provider_rehearses_what_is_to_come(database: Database) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_module_draft())

    pinned_outlines = outlined(database, draft, ModuleOutline(scenario=a_scenario()))

    assert [one.version for one in pinned_outlines.items] == [None]
    assert played(database, a_provider(), draft, REHEARSAL).score == 5


def test_what_is_not_asked_for_is_not_there(database: Database) -> None:
    module = a_published_outline(database, ModuleOutline(films=(a_film(code="other"),)))
    person = a_specialist()
    enrolment = enrolled(database, module, person=person)

    with pytest.raises(UnknownSegment):
        watched(database, person, enrolment, 0, 1)
    with pytest.raises(NoContent):
        outlines.begin_play(database, person, BeginPlay(activity_id=module.activity_id))


def test_only_modules_ask_and_only_before_people_rely_on_it(database: Database) -> None:
    webinar = publishing.draft_activity(database, a_provider(), a_draft())

    with pytest.raises(NotAModule):
        outlined(database, webinar, ModuleOutline(films=(a_film(),)))
    a_bank(database, 10)
    with pytest.raises(ActivityMoveRefused):
        outlined(database, a_module(database), ModuleOutline(films=(a_film(),)))
