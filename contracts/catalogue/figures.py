"""Figures: how activities turn out, and how they compare.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Reviews and statistics".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from contracts.catalogue.activities import (
    PROVIDERS,
    ActivityFormat,
    ActivityKind,
    ActivityMoveRefused,
    NotYourActivity,
    UnknownActivity,
)
from contracts.catalogue.cards import Share
from kernel.messages import ANYONE, Operation
from kernel.values import ActivityId, Credits, EnrolmentId, Length


@dataclass(frozen=True, kw_only=True)
class ReadFigures:
    activity_id: ActivityId


@dataclass(frozen=True, kw_only=True)
class ActivityFigures:
    """How an activity has turned out until now.

    taking_part: who has, or had, a seat. Shares are percent: completion of those with a seat, pass of
    those decided. rating: of 1 to 5, by `reviews` who attended. cost_per_credit: roubles.
    knowledge_gain: points of 100 by which a test after beats the one before, of `tested` people.
    days_to_complete: from the enrolment, in the median.
    A share or an average of fewer people than the policy asks for is absent: it would tell of somebody.
    """

    activity_id: ActivityId
    title: str
    kind: ActivityKind
    format: ActivityFormat
    credits: Credits
    price: Decimal
    taking_part: int
    completed: int
    failed: int
    completion_share: Decimal | None
    pass_share: Decimal | None
    rating: Decimal | None
    reviews: int
    cost_per_credit: Decimal
    tested: int
    knowledge_gain: Decimal | None
    days_to_complete: Decimal | None


@dataclass(frozen=True, kw_only=True)
class CompareActivities:
    activity_ids: Annotated[tuple[ActivityId, ...], Length(2, 5)]


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """Which activity has the best of one figure."""

    figure: str
    activity_id: ActivityId


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """In the order asked for. ahead: of each figure that tells them apart; in a tie nobody is."""

    items: tuple[ActivityFigures, ...]
    ahead: tuple[Ahead, ...]


@dataclass(frozen=True, kw_only=True)
class KnowledgeRow:
    """Percent reached in the test before, and in the one after."""

    enrolment_id: EnrolmentId
    before: Share
    after: Share


@dataclass(frozen=True, kw_only=True)
class ReportKnowledge:
    """The tests before and after of who takes part; reported again, a row replaces the former."""

    activity_id: ActivityId
    rows: Annotated[tuple[KnowledgeRow, ...], Length(1, 10_000)]


@dataclass(frozen=True, kw_only=True)
class KnowledgeReport:
    """unknown: enrolments that are none of this activity, or take no part."""

    activity_id: ActivityId
    accepted: int
    unknown: tuple[EnrolmentId, ...]


read_figures = Operation(
    "catalogue", "read_figures", ReadFigures, ActivityFigures, (UnknownActivity,), roles=ANYONE, reads=True
)
compare_activities = Operation(
    "catalogue",
    "compare_activities",
    CompareActivities,
    Comparison,
    (UnknownActivity,),
    roles=ANYONE,
    reads=True,
)
report_knowledge = Operation(
    "catalogue",
    "report_knowledge",
    ReportKnowledge,
    KnowledgeReport,
    (UnknownActivity, NotYourActivity, ActivityMoveRefused),
    roles=PROVIDERS,
)
