"""What those who attended say, and how activities turn out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contracts.catalogue.activities import Activity, NotYourActivity, UnknownActivity
from contracts.catalogue.enrolments import Enrolment, ReportAttendance
from contracts.catalogue.figures import (
    ActivityFigures,
    CompareActivities,
    KnowledgeRow,
    ReadFigures,
    ReportKnowledge,
)
from contracts.catalogue.reviews import (
    ListReviewQueue,
    ListReviews,
    NotAttended,
    PublicReviewPage,
    PublishReview,
    RejectReview,
    Review,
    ReviewSettled,
    ReviewState,
    WriteReview,
)
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller, StaleVersion
from kernel.values import EnrolmentId, new_id
from services.catalogue.usecases import attendance, figures, publishing, reviews
from tests.builders.catalogue import UNIVERSITY, a_draft, a_moderator, a_provider, a_row, a_specialist
from tests.integration.catalogue.journeys import a_publication, at_once, enrolled
from tests.integration.catalogue.outbox import announced


def attended(database: Database, activity: Activity, *people: Caller, minutes: int = 200) -> list[Enrolment]:
    taken = [enrolled(database, activity, person=person) for person in people]
    rows = tuple(a_row(each.enrolment_id, minutes=minutes) for each in taken)
    report = ReportAttendance(activity_id=activity.activity_id, rows=rows)
    with clock.freeze(activity.ends_at):
        attendance.report_attendance(database, a_provider(), report)
    return taken


def written(database: Database, activity: Activity, person: Caller, rating: int = 5) -> Review:
    command = WriteReview(activity_id=activity.activity_id, rating=rating, text="Полезно на приёме.")
    return reviews.write_review(database, person, command)


def published(database: Database, review: Review) -> Review:
    command = PublishReview(review_id=review.review_id, version=review.version)
    return reviews.publish_review(database, a_moderator(), command)


def shown(database: Database, activity: Activity, **told: object) -> PublicReviewPage:
    query = ListReviews(activity_id=activity.activity_id, **told)  # type: ignore[arg-type]
    return reviews.list_reviews(database, query)


def known(database: Database, activity: Activity) -> ActivityFigures:
    return figures.read_figures(database, ReadFigures(activity_id=activity.activity_id))


def test_a_review_is_shown_once_a_moderator_has_read_it(database: Database) -> None:
    activity, person = a_publication(database), a_specialist()
    attended(database, activity, person)
    review = written(database, activity, person)
    assert shown(database, activity).items == ()

    published(database, review)

    [public] = shown(database, activity).items
    assert (public.review_id, public.rating) == (review.review_id, 5)
    [event] = announced(database, "catalogue.review.published")
    assert event["review_id"] == str(review.review_id)


def test_who_did_not_attend_has_nothing_to_say(database: Database) -> None:
    activity, person = a_publication(database), a_specialist()

    with pytest.raises(NotAttended):
        written(database, activity, person)
    enrolled(database, activity, person=person)
    with pytest.raises(NotAttended):
        written(database, activity, person)


def test_who_failed_was_there_and_may_speak(database: Database) -> None:
    activity, person = a_publication(database), a_specialist()
    attended(database, activity, person, minutes=20)

    assert written(database, activity, person, rating=2).state is ReviewState.PENDING


def test_one_person_has_one_review_however_often_it_is_written(database: Database) -> None:
    activity, person = a_publication(database), a_specialist()
    attended(database, activity, person)

    answers = at_once([lambda: written(database, activity, person) for _ in range(10)])

    assert len({each.review_id for each in answers if isinstance(each, Review)}) == 1


def test_what_is_written_anew_is_read_anew(database: Database) -> None:
    activity, person = a_publication(database), a_specialist()
    attended(database, activity, person)
    published(database, written(database, activity, person))

    again = written(database, activity, person, rating=1)

    assert (again.state, shown(database, activity).items) == (ReviewState.PENDING, ())


def test_a_moderator_decides_on_what_they_have_read(database: Database) -> None:
    activity, person = a_publication(database), a_specialist()
    attended(database, activity, person)
    read = written(database, activity, person)
    changed = written(database, activity, person, rating=1)

    with pytest.raises(StaleVersion):
        published(database, read)
    rejection = RejectReview(review_id=changed.review_id, version=changed.version, reason="Брань.")
    rejected = reviews.reject_review(database, a_moderator(), rejection)

    assert (rejected.state, rejected.reason) == (ReviewState.REJECTED, "Брань.")
    with pytest.raises(ReviewSettled):
        published(database, rejected)


def test_reviews_come_page_by_page_and_the_queue_in_order(database: Database) -> None:
    activity, people = a_publication(database), [a_specialist() for _ in range(3)]
    attended(database, activity, *people)
    texts = [written(database, activity, person) for person in people]
    queue = reviews.list_review_queue(database, ListReviewQueue(limit=2))
    assert [each.review_id for each in queue.items] == [each.review_id for each in texts[:2]]
    for each in texts:
        published(database, each)

    first = shown(database, activity, limit=2)
    second = shown(database, activity, limit=2, cursor=first.next_cursor)

    found = [each.review_id for each in (*first.items, *second.items)]
    assert found == [each.review_id for each in reversed(texts)]


def test_there_is_nothing_to_read_of_a_draft(database: Database) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_draft())

    with pytest.raises(UnknownActivity):
        shown(database, draft)
    with pytest.raises(UnknownActivity):
        known(database, draft)


def test_figures_of_a_few_people_tell_of_nobody(database: Database) -> None:
    activity, people = a_publication(database, price=Decimal(420)), [a_specialist() for _ in range(4)]
    attended(database, activity, *people)

    told = known(database, activity)

    assert (told.taking_part, told.completed) == (4, 4)
    assert (told.completion_share, told.pass_share, told.rating, told.knowledge_gain) == (None,) * 4
    assert told.cost_per_credit == Decimal("100.00")


def test_figures_tell_how_an_activity_has_turned_out(database: Database) -> None:
    activity, people = a_publication(database), [a_specialist() for _ in range(6)]
    taken = attended(database, activity, *people)
    attended(database, activity, a_specialist(), a_specialist(), minutes=20)
    for person, rating in zip(people, (5, 5, 4, 4, 5, 4), strict=True):
        published(database, written(database, activity, person, rating))
    rows = tuple(KnowledgeRow(enrolment_id=each.enrolment_id, before=40, after=70) for each in taken)
    report = ReportKnowledge(activity_id=activity.activity_id, rows=rows)
    figures.report_knowledge(database, a_provider(), report)

    told = known(database, activity)

    assert (told.completed, told.failed, told.reviews, told.tested) == (6, 2, 6, 6)
    assert (told.completion_share, told.pass_share) == (Decimal("75.0"), Decimal("75.0"))
    assert (told.rating, told.knowledge_gain) == (Decimal("4.5"), Decimal("30.0"))
    assert told.days_to_complete == Decimal("2.0")


def test_activities_are_compared_side_by_side(database: Database) -> None:
    dear, cheap = (a_publication(database, price=Decimal(price)) for price in (840, 420))

    query = CompareActivities(activity_ids=(dear.activity_id, cheap.activity_id))
    compared = figures.compare_activities(database, query)

    assert [each.activity_id for each in compared.items] == [dear.activity_id, cheap.activity_id]
    assert [(each.figure, each.activity_id) for each in compared.ahead] == [
        ("cost_per_credit", cheap.activity_id)
    ]


def test_tests_of_people_elsewhere_are_not_taken(database: Database) -> None:
    activity, elsewhere = a_publication(database), a_publication(database)
    [own] = attended(database, activity, a_specialist())
    [other] = attended(database, elsewhere, a_specialist())
    unknown = EnrolmentId(new_id())
    rows = tuple(
        KnowledgeRow(enrolment_id=each, before=10, after=90)
        for each in (own.enrolment_id, other.enrolment_id, unknown)
    )
    report = ReportKnowledge(activity_id=activity.activity_id, rows=rows)

    answer = figures.report_knowledge(database, a_provider(), report)

    assert (answer.accepted, set(answer.unknown)) == (1, {other.enrolment_id, unknown})
    with pytest.raises(NotYourActivity):
        figures.report_knowledge(database, a_provider(UNIVERSITY), report)


def test_a_report_of_strangers_only_takes_nobody(database: Database) -> None:
    activity, unknown = a_publication(database), EnrolmentId(new_id())
    row = KnowledgeRow(enrolment_id=unknown, before=10, after=90)

    answer = figures.report_knowledge(
        database, a_provider(), ReportKnowledge(activity_id=activity.activity_id, rows=(row,))
    )

    assert (answer.accepted, answer.unknown) == (0, (unknown,))
