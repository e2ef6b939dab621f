"""What those who attended say of an activity, and what moderators make of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from contracts.catalogue import reviews as contract
from contracts.catalogue.activities import UnknownActivity
from kernel import clock, cursors, journal, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from kernel.values import ActivityId
from services.catalogue import store, views
from services.catalogue.domain.activity import HIDDEN
from services.catalogue.domain.enrolment import Enrolment
from services.catalogue.domain.review import Review, attended


def write_review(database: Database, caller: Caller, command: contract.WriteReview) -> contract.Review:
    """Say what an activity was like, or say it anew.

    Raises: UnknownActivity. NotAttended -- the provider has not vouched that the caller was there.
    """
    at = clock.now()
    with database.transaction() as session:
        _require_public(session, command.activity_id)
        enrolment = attended(store.enrolments.standing(session, command.activity_id, caller.person))
        review = _written(session, enrolment, command, at)
        journal.record(session, "catalogue.review.written", str(review.review_id))
    return views.reviews.review(review)


def list_reviews(database: Database, query: contract.ListReviews) -> contract.PublicReviewPage:
    """What all may read, the newest first.

    Raises: UnknownActivity. Invalid -- the cursor is not of this list.
    """
    before = cursors.read(query.cursor, cursors.instant, UUID) if query.cursor else None
    with database.reading() as session:
        _require_public(session, query.activity_id)
        records = store.reviews.public(session, query.activity_id, before=before, limit=query.limit)
    return views.reviews.public(records, query.limit)


def list_review_queue(database: Database, query: contract.ListReviewQueue) -> contract.ReviewPage:
    """What waits for a moderator, the oldest first.

    Raises: Invalid -- the cursor is not of this list.
    """
    after = cursors.read(query.cursor, cursors.instant, UUID) if query.cursor else None
    with database.reading() as session:
        return views.reviews.queue(
            store.reviews.waiting(session, after=after, limit=query.limit), query.limit
        )


def publish_review(database: Database, caller: Caller, command: contract.PublishReview) -> contract.Review:
    """Let all read a review.

    Raises: UnknownReview, StaleVersion, ReviewSettled.
    """
    with database.transaction() as session:
        review = store.reviews.locked(session, command.review_id)
        review.publish(caller.person, clock.now(), version=command.version)
        outbox.add(session, views.reviews.published(review))
    return views.reviews.review(review)


def reject_review(database: Database, caller: Caller, command: contract.RejectReview) -> contract.Review:
    """Let nobody read a review, for a reason that its author is told.

    Raises: UnknownReview, StaleVersion, ReviewSettled.
    """
    with database.transaction() as session:
        review = store.reviews.locked(session, command.review_id)
        review.reject(caller.person, clock.now(), command.reason, version=command.version)
        journal.record(session, "catalogue.review.rejected", str(command.review_id))
    return views.reviews.review(review)


def _written(session: Session, enrolment: Enrolment, command: contract.WriteReview, at: datetime) -> Review:
    known = store.reviews.of_enrolment(session, enrolment.enrolment_id)
    if known is not None:
        known.rewrite(command.rating, command.text, at)
        return known
    review = Review.write(enrolment, command.rating, command.text, at)
    store.reviews.add(session, review)
    return review


def _require_public(session: Session, activity_id: ActivityId) -> None:
    """Raises: UnknownActivity."""
    if store.activities.row(session, activity_id).state in HIDDEN:
        raise UnknownActivity(activity_id=activity_id)
