"""Corrections: a provider takes back what it has vouched for, within a bounded time.

What credits has posted for it is reversed there by an entry of its own; nothing is edited. Afterwards
the provider may report the enrolment anew.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Enrolment and attendance".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from contracts.catalogue.activities import PROVIDERS, NotYourActivity, UnknownActivity
from kernel.messages import Conflict, Event, Operation
from kernel.values import ActivityId, EnrolmentId, Length, PersonId, Text


class CorrectionReason(StrEnum):
    """statement_voided: by the content of a module, not by a person."""

    NOT_PRESENT = "not_present"
    WRONG_PERSON = "wrong_person"
    WRONG_FIGURES = "wrong_figures"
    WRONG_FILE = "wrong_file"
    STATEMENT_VOIDED = "statement_voided"


class CorrectionRefused(Conflict, ru="Эти сведения уже нельзя отозвать."):
    """Not all of these may be taken back; details say for each enrolment which rule is in the way."""


@dataclass(frozen=True, kw_only=True)
class CorrectAttendance:
    """Take back the completion of each of these, or of none. note: why, in words; it stays with us."""

    activity_id: ActivityId
    enrolments: Annotated[tuple[EnrolmentId, ...], Length(1, 1000)]
    reason: CorrectionReason
    note: Text


@dataclass(frozen=True, kw_only=True)
class AttendanceCorrected:
    activity_id: ActivityId
    withdrawn: int


@dataclass(frozen=True, kw_only=True)
class CompletionWithdrawn(Event, name="catalogue.enrolment.completion_withdrawn", subject="person_id"):
    """Nobody vouches for a completion any more: what it has earned is to be taken back."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    activity_id: ActivityId
    reason: CorrectionReason


correct_attendance = Operation(
    "catalogue",
    "correct_attendance",
    CorrectAttendance,
    AttendanceCorrected,
    (UnknownActivity, NotYourActivity, CorrectionRefused),
    roles=PROVIDERS,
    deadline=30.0,
)
