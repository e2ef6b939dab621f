"""Reviews: what those who attended say of an activity, once a moderator has read it.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Reviews and statistics".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from contracts.catalogue.activities import MODERATORS, UnknownActivity
from contracts.catalogue.enrolments import SPECIALISTS
from kernel.messages import ANYONE, Conflict, Event, NotFound, Operation, StaleVersion
from kernel.values import ActivityId, Limit, Line, Range, Text

ReviewId = NewType("ReviewId", UUID)
Stars = Annotated[int, Range(1, 5)]


class ReviewState(StrEnum):
    """Only what is published counts, and is shown to others."""

    PENDING = "pending"
    PUBLISHED = "published"
    REJECTED = "rejected"


class UnknownReview(NotFound, ru="Такого отзыва нет."):
    """There is no such review."""


class NotAttended(Conflict, ru="Отзыв пишет тот, чьё участие подтвердила организация."):
    """The provider has not vouched that the caller attended."""


class ReviewSettled(Conflict, ru="По этому отзыву уже принято решение."):
    """A moderator has decided on the review already."""


@dataclass(frozen=True, kw_only=True)
class WriteReview:
    """One for each activity; written again it replaces the former, and waits for a moderator anew."""

    activity_id: ActivityId
    rating: Stars
    text: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Review:
    """reason: why a moderator has rejected it."""

    review_id: ReviewId
    activity_id: ActivityId
    rating: int
    text: str | None
    state: ReviewState
    written_at: datetime
    reason: str | None
    version: int


@dataclass(frozen=True, kw_only=True)
class ListReviews:
    activity_id: ActivityId
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class PublicReview:
    """Nobody is told who wrote it, but that they attended. written_on: a legal day."""

    review_id: ReviewId
    rating: int
    text: str | None
    written_on: date


@dataclass(frozen=True, kw_only=True)
class PublicReviewPage:
    """The newest first."""

    items: tuple[PublicReview, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class ListReviewQueue:
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    """What waits for a moderator, the oldest first."""

    items: tuple[Review, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class PublishReview:
    """version: the one that the moderator has read."""

    review_id: ReviewId
    version: int


@dataclass(frozen=True, kw_only=True)
class RejectReview:
    review_id: ReviewId
    version: int
    reason: Text


@dataclass(frozen=True, kw_only=True)
class ReviewPublished(Event, name="catalogue.review.published", subject="activity_id"):
    """What somebody who attended says of an activity is there for all."""

    review_id: ReviewId
    activity_id: ActivityId
    rating: int


_DECIDED = (UnknownReview, ReviewSettled, StaleVersion)

write_review = Operation(
    "catalogue", "write_review", WriteReview, Review, (UnknownActivity, NotAttended), roles=SPECIALISTS
)
list_reviews = Operation(
    "catalogue", "list_reviews", ListReviews, PublicReviewPage, (UnknownActivity,), roles=ANYONE, reads=True
)
list_review_queue = Operation(
    "catalogue", "list_review_queue", ListReviewQueue, ReviewPage, roles=MODERATORS, reads=True
)
publish_review = Operation("catalogue", "publish_review", PublishReview, Review, _DECIDED, roles=MODERATORS)
reject_review = Operation("catalogue", "reject_review", RejectReview, Review, _DECIDED, roles=MODERATORS)
