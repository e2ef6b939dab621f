"""Time spent on modules: measured from sign to sign, and part of what completes them."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import pairwise

import pytest

from contracts.catalogue.activities import Activity, Presence
from contracts.catalogue.enrolments import Enrolment, EnrolmentClosed, EnrolmentState, UnknownEnrolment
from contracts.catalogue.launches import ReadModuleProgress
from contracts.catalogue.statements import PutState
from contracts.catalogue.study import CompleteModule, ModuleIncomplete, StudyModule, StudyTime
from kernel import clock
from kernel.database import Database
from kernel.files import Files
from kernel.messages import Caller
from services.catalogue.usecases import launches, states, study
from tests.builders.catalogue import a_provider, a_specialist
from tests.builders.modules import a_bank, a_module
from tests.integration.catalogue.examined import DURING, later, take
from tests.integration.catalogue.journeys import at_once, enrolled
from tests.integration.catalogue.launched import PASSES, SITE, opened, told
from tests.integration.catalogue.outbox import announced
from tests.integration.catalogue.packaged import a_published_module

TEN = Presence(min_minutes=10)


def beat(database: Database, person: Caller, enrolment: Enrolment) -> StudyTime:
    return study.study_module(database, person, StudyModule(enrolment_id=enrolment.enrolment_id))


def complete(database: Database, person: Caller, enrolment: Enrolment) -> Enrolment:
    return study.complete_module(database, person, CompleteModule(enrolment_id=enrolment.enrolment_id))


def shown(
    database: Database, files: Files, person: Caller, presence: Presence = TEN
) -> tuple[Activity, Enrolment]:
    module = a_published_module(database, files, presence=presence)
    return module, enrolled(database, module, person=person)


def studied(database: Database, person: Caller, enrolment: Enrolment, *minutes: int) -> StudyTime:
    """The page of a module says at these minutes that it is open."""
    for minute in minutes:
        with later(minutes=minute):
            time = beat(database, person, enrolment)
    return time


def test_content_that_is_done_in_no_time_completes_nothing_until_the_minutes_are(
    database: Database, files: Files
) -> None:
    person = a_specialist()
    module, enrolment = shown(database, files, person)
    with clock.freeze(DURING):
        content, key = opened(database, module, person)
        told(database, key, content.says("completed"))

    studied(database, person, enrolment, 4)
    with later(minutes=4), pytest.raises(ModuleIncomplete) as refused:
        complete(database, person, enrolment)
    almost = studied(database, person, enrolment, 8)
    last = studied(database, person, enrolment, 10)

    assert refused.value.details == {
        "rule": "module.minutes",
        "missing_minutes": "6",
        "required": "10",
        "found": "4",
        "parts_left": "",
    }
    assert (almost.minutes, almost.missing_minutes, almost.is_completed) == (8, 2, False)
    assert (last.minutes, last.missing_minutes, last.is_completed) == (10, 0, True)
    [completed] = announced(database, "catalogue.enrolment.completed")
    assert (completed["minutes"], completed["source"]) == (10, "module")


def test_progress_tells_what_is_left(database: Database, files: Files) -> None:
    person = a_specialist()
    _, enrolment = shown(database, files, person)
    studied(database, person, enrolment, 0, 3)

    query = ReadModuleProgress(enrolment_id=enrolment.enrolment_id)
    progress = launches.read_module_progress(database, person, query)

    assert (progress.minutes, progress.min_minutes, progress.missing_minutes) == (3, 10, 7)
    assert [part.value for part in progress.parts_left] == ["content"]


def test_of_a_long_silence_only_so_much_counts(database: Database, files: Files) -> None:
    person = a_specialist()
    _, enrolment = shown(database, files, person)

    time = studied(database, person, enrolment, 0, 60)

    assert time.minutes == 5  # policy module.study.idle_seconds


def test_opening_a_module_again_counts_no_pause(database: Database, files: Files) -> None:
    person = a_specialist()
    module, enrolment = shown(database, files, person)
    studied(database, person, enrolment, 0, 2)

    with later(minutes=90):
        opened(database, module, person)
        time = beat(database, person, enrolment)

    assert time.minutes == 2


def test_answers_are_signs_too(database: Database) -> None:
    a_bank(database)
    person = a_specialist()
    module = a_module(database, presence=Presence(min_minutes=1))
    enrolment = enrolled(database, module, person=person)
    with clock.freeze(DURING):
        take(database, module, person)
        before = beat(database, person, enrolment)

    with later(minutes=1):
        done = beat(database, person, enrolment)

    assert (before.is_completed, before.missing_minutes) == (False, 1)
    assert done.is_completed


def test_what_content_saves_is_a_sign_too(database: Database, files: Files) -> None:
    person = a_specialist()
    module, enrolment = shown(database, files, person)
    with clock.freeze(DURING):
        content, key = opened(database, module, person)
    command = PutState(
        token=key,
        activityId=content.unit,
        agent=json.dumps(content.actor),
        stateId="bookmark",
        content="Nw==",
    )

    with later(minutes=3):
        states.put_state(database, PASSES, SITE, command)
        time = beat(database, person, enrolment)

    assert time.minutes == 3


def test_two_modules_at_once_take_as_long_as_one_after_the_other(database: Database, files: Files) -> None:
    person = a_specialist()
    enrolments = [shown(database, files, person)[1] for _ in range(2)]
    for enrolment in enrolments:
        studied(database, person, enrolment, 0)

    with later(minutes=4):
        times = at_once([lambda each=each: beat(database, person, each) for each in enrolments])  # type: ignore[misc]

    assert sorted(time.minutes for time in times if isinstance(time, StudyTime)) == [0, 4]


def test_words_that_come_at_once_count_the_time_once(database: Database, files: Files) -> None:
    person = a_specialist()
    _, enrolment = shown(database, files, person)
    studied(database, person, enrolment, 0)

    with later(minutes=4):
        times = at_once([lambda: beat(database, person, enrolment)] * 4)

    assert [time.minutes for time in times if isinstance(time, StudyTime)] == [4] * 4


def test_minutes_alone_complete_nothing(database: Database, files: Files) -> None:
    person = a_specialist()
    _, enrolment = shown(database, files, person)
    studied(database, person, enrolment, *range(0, 16, 5))

    with later(minutes=16), pytest.raises(ModuleIncomplete) as refused:
        complete(database, person, enrolment)

    assert (refused.value.details["rule"], refused.value.details["parts_left"]) == ("module.parts", "content")


def test_completing_twice_is_completing_once(database: Database, files: Files) -> None:
    person = a_specialist()
    module, enrolment = shown(database, files, person, Presence(min_minutes=0))
    with clock.freeze(DURING):
        content, key = opened(database, module, person)
        told(database, key, content.says("completed"))

        again = [complete(database, person, enrolment) for _ in range(2)]

    assert all(one == other for one, other in pairwise(again))
    assert again[0].state is EnrolmentState.COMPLETED
    assert len(announced(database, "catalogue.enrolment.completed")) == 1


def test_the_time_of_a_module_is_its_persons(database: Database, files: Files) -> None:
    _, enrolment = shown(database, files, a_specialist())

    for stranger in (a_specialist(), a_provider()):
        with clock.freeze(DURING), pytest.raises(UnknownEnrolment):
            beat(database, stranger, enrolment)
        with clock.freeze(DURING), pytest.raises(UnknownEnrolment):
            complete(database, stranger, enrolment)


def test_after_the_end_no_time_counts(database: Database, files: Files) -> None:
    person = a_specialist()
    module, enrolment = shown(database, files, person)

    with clock.freeze(module.ends_at + timedelta(seconds=1)), pytest.raises(EnrolmentClosed):
        beat(database, person, enrolment)
