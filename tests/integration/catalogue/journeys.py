"""The steps that lead to where a test begins."""

from __future__ import annotations

import contextvars
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar

from contracts.catalogue.activities import Activity, MoveActivity
from contracts.catalogue.enrolments import Enrol, Enrolment
from kernel.database import Database
from kernel.messages import Caller, ServiceError
from services.catalogue.usecases import enrolments, publishing
from tests.builders.catalogue import THERAPY, a_draft, a_moderator, a_provider, a_specialist

T = TypeVar("T")


def as_read(activity: Activity) -> MoveActivity:
    return MoveActivity(activity_id=activity.activity_id, version=activity.version)


def a_submission(database: Database, *, by: Caller | None = None, **told: Any) -> Activity:
    provider = by or a_provider()
    draft = publishing.draft_activity(database, provider, a_draft(**told))
    return publishing.submit_activity(database, provider, as_read(draft))


def a_publication(database: Database, *, by: Caller | None = None, **told: Any) -> Activity:
    submission = a_submission(database, by=by, **told)
    return publishing.approve_activity(database, a_moderator(), as_read(submission))


def enrolled(database: Database, activity: Activity, *, person: Caller | None = None) -> Enrolment:
    wish = Enrol(activity_id=activity.activity_id, speciality=THERAPY)
    return enrolments.enrol(database, person or a_specialist(), wish)


def at_once(calls: Sequence[Callable[[], T]]) -> list[T | str]:
    """What each call gives, or the code of its error, when all are made by as many threads at once."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], T]) -> T | str:
        barrier.wait()
        try:
            return call()
        except ServiceError as error:
            return error.code

    with ThreadPoolExecutor(len(calls)) as threads:
        # A thread does not inherit the context, in which the clock is frozen.
        started = [threads.submit(contextvars.copy_context().run, run, call) for call in calls]
        return [future.result() for future in started]
