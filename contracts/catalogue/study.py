"""Time spent on modules: measured by us, from one sign of a person to the next.

A sign is an answer, a choice, a statement, a word about a film, or `study_module`: the page of a module
says that it is open. Silence counts up to the policy `module.study.idle_seconds`; one person has one
clock for all modules. A module is completed once its parts are done and its minutes measured.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Modules".
"""

from __future__ import annotations

from dataclasses import dataclass

from contracts.catalogue.activities import ActivityMoveRefused
from contracts.catalogue.enrolments import SPECIALISTS, Enrolment, EnrolmentClosed, UnknownEnrolment
from kernel.messages import Conflict, Operation
from kernel.values import EnrolmentId


class ModuleIncomplete(Conflict, ru="Модуль ещё не пройден."):
    """The module is not gone through yet; details: what is left, and how many minutes are missing."""


@dataclass(frozen=True, kw_only=True)
class StudyModule:
    """The page of a module is open before the caller; said again and again while it is."""

    enrolment_id: EnrolmentId


@dataclass(frozen=True, kw_only=True)
class StudyTime:
    """Whole minutes: measured, asked for by the card, still missing.

    again_in: seconds until the next word. is_completed: whether the module is.
    """

    enrolment_id: EnrolmentId
    minutes: int
    min_minutes: int
    missing_minutes: int
    again_in: int
    is_completed: bool


@dataclass(frozen=True, kw_only=True)
class CompleteModule:
    """Have the module judged now; once all is done, that happens by itself, too."""

    enrolment_id: EnrolmentId


study_module = Operation(
    "catalogue",
    "study_module",
    StudyModule,
    StudyTime,
    (UnknownEnrolment, EnrolmentClosed, ActivityMoveRefused),
    roles=SPECIALISTS,
)
complete_module = Operation(
    "catalogue",
    "complete_module",
    CompleteModule,
    Enrolment,
    (UnknownEnrolment, EnrolmentClosed, ActivityMoveRefused, ModuleIncomplete),
    roles=SPECIALISTS,
)
