"""Remarks: what those who try an activity in its pilot have to say, and what its provider answers.

Every remark is answered, by a revision or by a reason, before the activity is published.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Activities".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from contracts.catalogue.activities import MODERATORS, PROVIDERS, NotYourActivity, UnknownActivity
from contracts.catalogue.enrolments import SPECIALISTS, UnknownEnrolment
from kernel.messages import Conflict, Event, NotFound, Operation
from kernel.values import ActivityId, Limit, Line, OrganisationId, Range, Text

RemarkId = NewType("RemarkId", UUID)


class RemarkAnswer(StrEnum):
    """revised: a later edition of the card takes it up. declined: it stays as it is; the reason says why."""

    REVISED = "revised"
    DECLINED = "declined"


class NoPilot(Conflict, ru="Замечания принимаются только во время пилота."):
    """Remarks are for the time of a pilot."""


class TooManyRemarks(Conflict, ru="Вы оставили уже слишком много замечаний."):
    """The same person has made enough remarks."""


class UnknownRemark(NotFound, ru="Такого замечания нет."):
    """There is no such remark."""


class RemarkSettled(Conflict, ru="На это замечание уже отвечено."):
    """The remark has been answered already."""


class NotRevised(Conflict, ru="После этого замечания карточка не менялась."):
    """No edition has been approved since the remark."""


@dataclass(frozen=True, kw_only=True)
class MakeRemark:
    """Say what is not right yet. rating: from 1 to 5."""

    activity_id: ActivityId
    text: Text
    rating: Annotated[int, Range(1, 5)] | None = None


@dataclass(frozen=True, kw_only=True)
class ListRemarks:
    """is_open: only those that wait for an answer."""

    activity_id: ActivityId
    is_open: bool = False
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class AnswerRemark:
    """reason: what was changed, or why nothing is."""

    activity_id: ActivityId
    remark_id: RemarkId
    answer: RemarkAnswer
    reason: Text


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Who made it is told to nobody. version: the edition that it is about."""

    remark_id: RemarkId
    activity_id: ActivityId
    version: int
    text: str
    rating: int | None
    made_at: datetime
    answer: RemarkAnswer | None
    reason: str | None
    answered_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class RemarkPage:
    """The oldest first."""

    items: tuple[Remark, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class RemarkMade(Event, name="catalogue.activity.remark_made", subject="activity_id"):
    """Somebody who tries an activity has something to say."""

    activity_id: ActivityId
    provider_id: OrganisationId
    remark_id: RemarkId
    rating: int | None


make_remark = Operation(
    "catalogue",
    "make_remark",
    MakeRemark,
    Remark,
    (UnknownActivity, UnknownEnrolment, NoPilot, TooManyRemarks),
    roles=SPECIALISTS,
)
list_remarks = Operation(
    "catalogue",
    "list_remarks",
    ListRemarks,
    RemarkPage,
    (UnknownActivity,),
    roles=PROVIDERS | MODERATORS,
    reads=True,
)
answer_remark = Operation(
    "catalogue",
    "answer_remark",
    AnswerRemark,
    Remark,
    (UnknownActivity, NotYourActivity, UnknownRemark, RemarkSettled, NotRevised),
    roles=PROVIDERS,
)
