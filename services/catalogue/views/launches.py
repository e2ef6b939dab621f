"""Launches, as others see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from contracts.catalogue import launches as contract
from contracts.catalogue.enrolments import EnrolmentState
from contracts.catalogue.study import StudyTime
from services.catalogue.domain.enrolment import Enrolment
from services.catalogue.domain.launch import Launch, Registration
from services.catalogue.domain.module_parts import Standing
from services.catalogue.domain.study import StudyLaw


def launch(launched: Launch, registration: Registration, url: str) -> contract.Launch:
    return contract.Launch(
        launch_id=launched.launch_id,
        registration_id=registration.registration_id,
        activity_id=registration.activity_id,
        purpose=registration.purpose,
        url=url,
        expires_at=launched.expires_at,
        progress=registration.progress,
    )


def progress(enrolment: Any, registration: Registration | None, stands: Standing) -> contract.ModuleProgress:
    """registration: none while the module has never been opened."""
    told = contract.ModuleProgress(
        enrolment_id=enrolment.enrolment_id,
        activity_id=enrolment.activity_id,
        progress=0,
        score=None,
        launches=0,
        statements=0,
        first_launched_at=None,
        done_at=None,
        minutes=stands.minutes,
        min_minutes=stands.least,
        missing_minutes=stands.missing,
        parts_left=stands.left,
    )
    if registration is None:
        return told
    return replace(
        told,
        progress=registration.progress,
        score=None if registration.score is None else round(100 * registration.score),
        launches=registration.launches,
        statements=registration.statements,
        first_launched_at=registration.opened_at,
        done_at=registration.done_at,
    )


def study_time(enrolment: Enrolment, stands: Standing, law: StudyLaw) -> StudyTime:
    return StudyTime(
        enrolment_id=enrolment.enrolment_id,
        minutes=stands.minutes,
        min_minutes=stands.least,
        missing_minutes=stands.missing,
        again_in=int(law.beat.total_seconds()),
        is_completed=enrolment.state is EnrolmentState.COMPLETED,
    )


def progressed(registration: Registration, at: datetime) -> contract.ModuleProgressed:
    if registration.enrolment_id is None:
        raise TypeError("a rehearsal is nobody's progress")
    return contract.ModuleProgressed(
        occurred_at=at,
        enrolment_id=registration.enrolment_id,
        person_id=registration.person_id,
        activity_id=registration.activity_id,
        progress=registration.progress,
        is_done=registration.done_at is not None,
    )
