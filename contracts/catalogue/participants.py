"""Participants: who is enrolled in an activity, as its provider sees them.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Enrolment and attendance".
"""

from __future__ import annotations

from dataclasses import dataclass

from contracts.catalogue.activities import PROVIDERS, NotYourActivity, UnknownActivity
from contracts.catalogue.enrolments import EnrolmentPage, EnrolmentState
from kernel.messages import Operation
from kernel.values import ActivityId, Limit, Line


@dataclass(frozen=True, kw_only=True)
class ListParticipants:
    """The enrolments of one of the provider's activities. state: only those in it."""

    activity_id: ActivityId
    state: EnrolmentState | None = None
    cursor: Line | None = None
    limit: Limit = 20


list_participants = Operation(
    "catalogue",
    "list_participants",
    ListParticipants,
    EnrolmentPage,
    (UnknownActivity, NotYourActivity),
    roles=PROVIDERS,
    reads=True,
)
