"""Reviews and figures, as others see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contracts.catalogue import figures as figure_contract
from contracts.catalogue import reviews as contract
from kernel import clock, cursors
from services.catalogue.domain.figures import Tally, cost_per_credit, of_enough, share
from services.catalogue.domain.review import Review
from services.catalogue.views.activities import KOPECK


def review(record: Any) -> contract.Review:
    return contract.Review(
        review_id=record.review_id,
        activity_id=record.activity_id,
        rating=record.rating,
        text=record.text,
        state=record.state,
        written_at=record.written_at,
        reason=record.reason,
        version=record.version,
    )


def queue(records: Sequence[Any], limit: int) -> contract.ReviewPage:
    items = tuple(review(record) for record in records[:limit])
    return contract.ReviewPage(items=items, next_cursor=_cursor(records, limit))


def public(records: Sequence[Any], limit: int) -> contract.PublicReviewPage:
    items = tuple(_public(record) for record in records[:limit])
    return contract.PublicReviewPage(items=items, next_cursor=_cursor(records, limit))


def published(told: Review) -> contract.ReviewPublished:
    return contract.ReviewPublished(
        occurred_at=told.decided_at or told.written_at,
        review_id=told.review_id,
        activity_id=told.activity_id,
        rating=told.rating,
    )


def figures(record: Any, tally: Tally, least: int) -> figure_contract.ActivityFigures:
    """least: of so few people nothing is told."""
    return figure_contract.ActivityFigures(
        activity_id=record.activity_id,
        title=record.title,
        kind=record.kind,
        format=record.format,
        credits=record.credits,
        price=record.price.quantize(KOPECK),
        taking_part=tally.taking_part,
        completed=tally.completed,
        failed=tally.failed,
        completion_share=share(tally.completed, tally.taking_part, least),
        pass_share=share(tally.completed, tally.completed + tally.failed, least),
        rating=of_enough(tally.rating, tally.reviews, least),
        reviews=tally.reviews,
        cost_per_credit=cost_per_credit(record.price, record.credits.amount),
        tested=tally.tested,
        knowledge_gain=of_enough(tally.gain, tally.tested, least),
        days_to_complete=of_enough(tally.days, tally.completed, least),
    )


def _public(record: Any) -> contract.PublicReview:
    return contract.PublicReview(
        review_id=record.review_id,
        rating=record.rating,
        text=record.text,
        written_on=clock.legal_day(record.written_at),
    )


def _cursor(records: Sequence[Any], limit: int) -> str | None:
    if len(records) <= limit:
        return None
    last = records[limit - 1]
    return cursors.encode(last.written_at.isoformat(), str(last.review_id))
