"""The content of a module as one of its parts: done once all of it is."""

from __future__ import annotations

from datetime import datetime

from contracts.catalogue.module_tests import ModulePart
from kernel import outbox
from kernel.database import Session
from services.catalogue import views
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.enrolment import ATTENDING, Enrolment
from services.catalogue.domain.launch import Registration
from services.catalogue.usecases import module_completion

STEP = 10
"""Percent by which somebody comes further before others are told."""


def follow(
    session: Session,
    activity: Activity,
    enrolment: Enrolment,
    registration: Registration,
    before: int,
    at: datetime,
) -> None:
    """Tell others how far somebody has come, and note the content as done once it is.

    activity: held; enrolment, registration: locked. before: the progress told so far.
    Raises: ActivityMoveRefused.
    """
    has_just_ended = registration.done_at == at
    if has_just_ended or registration.progress // STEP > before // STEP:
        outbox.add(session, views.launches.progressed(registration, at))
    if has_just_ended and enrolment.state in ATTENDING:
        module_completion.note_part(session, activity, enrolment, ModulePart.CONTENT, at)
