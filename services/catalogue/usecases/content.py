"""The content of a module as one of its parts: its package, its films, its scenario, all of them done."""

from __future__ import annotations

from datetime import datetime

from contracts.catalogue.activities import ActivityKind, ActivityMoveRefused, ActivityState
from contracts.catalogue.editions import RevisionState
from contracts.catalogue.enrolments import CompletionSource, EnrolmentState
from contracts.catalogue.module_tests import ModulePart, NotAModule
from kernel import clock, outbox
from kernel.database import Session
from services.catalogue import store, views
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.enrolment import Enrolment
from services.catalogue.domain.launch import Registration
from services.catalogue.domain.module_test import OPENING
from services.catalogue.domain.watching import FilmLaw
from services.catalogue.usecases import attendance, module_completion

STEP = 10
"""Percent by which somebody comes further before others are told."""


def require_open(session: Session, activity: Activity) -> None:
    """Nobody approves what changes meanwhile. Raises: ActivityMoveRefused."""
    revision = store.editions.proposed(session, activity.activity_id)
    if activity.state is ActivityState.REVIEW or (revision and revision.state is RevisionState.REVIEW):
        raise ActivityMoveRefused(rule="package.under_review")


def ask(session: Session, activity: Activity) -> None:
    """Let the module consist of content, too. Raises: NotAModule, ActivityMoveRefused."""
    if activity.card.kind is not ActivityKind.MODULE:
        raise NotAModule(kind=activity.card.kind)
    if activity.state in OPENING:
        store.module_parts.ask(session, activity.activity_id, ModulePart.CONTENT)
    elif ModulePart.CONTENT not in store.module_parts.asked(session, activity.activity_id):
        raise ActivityMoveRefused(state=activity.state)


def adopt(session: Session, activity: Activity) -> None:
    """Let the version that has just been approved show and ask what was pinned for it."""
    store.packages.settle_pin(session, activity)
    store.outlines.settle(session, activity)


def follow(
    session: Session,
    activity: Activity,
    enrolment: Enrolment,
    registration: Registration,
    before: int,
    at: datetime,
) -> None:
    """Tell others how far somebody has come with the package.

    activity: held; enrolment, registration: locked. before: the progress told so far.
    Raises: ActivityMoveRefused.
    """
    has_just_ended = registration.done_at == at
    if has_just_ended or registration.progress // STEP != before // STEP:
        outbox.add(session, views.launches.progressed(registration, at))
    if has_just_ended:
        session.flush()
        settle(session, activity, enrolment, at)


def take_back(session: Session, enrolment: Enrolment, at: datetime) -> None:
    """Let the content be no longer done, and the module no longer completed, if it was by content.

    enrolment: locked. What a provider has vouched for by itself stands. Raises: CorrectionRefused.
    """
    store.module_parts.note_undone(session, enrolment.enrolment_id, ModulePart.CONTENT)
    if enrolment.state is EnrolmentState.COMPLETED and enrolment.source is CompletionSource.MODULE:
        attendance.withdraw(session, enrolment, at)


def settle(session: Session, activity: Activity, enrolment: Enrolment, at: datetime) -> None:
    """Note the content as done once all of it is; whoever takes no part any more has nothing to gain.

    activity: held; enrolment: locked. Raises: ActivityMoveRefused.
    """
    if enrolment.is_under_way and _is_done(session, activity, enrolment, at):
        module_completion.note_part(session, activity, enrolment, ModulePart.CONTENT, at)


def _is_done(session: Session, activity: Activity, enrolment: Enrolment, at: datetime) -> bool:
    """By what the version asks that was enrolled for."""
    of = activity.activity_id, enrolment.activity_version
    outline = store.outlines.of_version(session, *of)
    if outline.scenario is not None and not store.outlines.has_passed(session, enrolment.enrolment_id):
        return False
    law = FilmLaw.of(store.dictionaries.in_force(session, clock.legal_day(at)))
    watching = store.outlines.watched(session, enrolment.enrolment_id)
    if outline.films and (watching is None or not watching.is_enough(outline.films, law)):
        return False
    registration = store.launches.of_enrolment(session, enrolment.enrolment_id)
    is_shown = store.packages.shown_by(session, *of) is not None
    return not is_shown or (registration is not None and registration.done_at is not None)
