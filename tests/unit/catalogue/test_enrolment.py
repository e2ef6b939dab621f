"""One person's seat, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from contracts.catalogue.cards import CardDetails, SeatFunding, SeatQuota
from contracts.catalogue.enrolments import CompletionSource, EnrolmentClosed, EnrolmentState
from contracts.catalogue.participation import MoveSource
from kernel.values import PersonId, new_id
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.enrolment import MOVES, Enrolment, leading_to
from tests.builders.catalogue import NOW, THERAPY, a_published_activity, a_row, an_enrolment

WAYS: dict[EnrolmentState, Callable[[Enrolment, Activity], None]] = {
    EnrolmentState.COMPLETED: lambda enrolment, _: enrolment.complete(a_row(), CompletionSource.REPORT, NOW),
    EnrolmentState.FAILED: lambda enrolment, _: enrolment.fail(a_row(), CompletionSource.REPORT, NOW),
    EnrolmentState.REVOKED: lambda enrolment, _: enrolment.revoke(MoveSource.PROVIDER),
    EnrolmentState.CANCELLED: lambda enrolment, activity: enrolment.cancel(activity, NOW),
}


@pytest.mark.parametrize("state", list(EnrolmentState))
@pytest.mark.parametrize("target", list(WAYS))
def test_an_enrolment_moves_as_the_table_says(state: EnrolmentState, target: EnrolmentState) -> None:
    activity = a_published_activity()
    enrolment = an_enrolment(activity)
    enrolment.state = state

    if target in MOVES[state]:
        WAYS[target](enrolment, activity)
        assert enrolment.state is target
    else:
        with pytest.raises(EnrolmentClosed, match=state):
            WAYS[target](enrolment, activity)


def test_a_seat_is_proposed_asked_for_offered_or_taken_again() -> None:
    assert leading_to(EnrolmentState.ENROLLED) == [
        EnrolmentState.DRAFT,
        EnrolmentState.SENT,
        EnrolmentState.OFFERED,
        EnrolmentState.CANCELLED,
    ]


def test_whom_the_provider_chooses_asks_first() -> None:
    activity = a_published_activity(details=CardDetails(by_application=True))

    assert an_enrolment(activity).state is EnrolmentState.SENT


@pytest.mark.parametrize(
    ("funding", "price"),
    [(SeatFunding.PAID, "900"), (SeatFunding.SUBSIDISED, "300"), (SeatFunding.BUDGET, "0")],
)
def test_the_price_is_that_of_the_seat(funding: SeatFunding, price: str) -> None:
    details = CardDetails(quota=SeatQuota(budget=1, subsidised=1), subsidised_price=Decimal(300))
    activity = a_published_activity(capacity=3, price=Decimal(900), details=details)

    enrolment = Enrolment.open(activity, PersonId(new_id()), THERAPY, NOW, funding=funding)

    assert enrolment.price == Decimal(price)


def test_an_offer_is_accepted_in_time_only() -> None:
    enrolment = an_enrolment()
    enrolment.wait(NOW)
    enrolment.offer(NOW + timedelta(hours=48))

    with pytest.raises(EnrolmentClosed, match="offer_expired"):
        enrolment.accept(NOW + timedelta(hours=48))
    enrolment.accept(NOW + timedelta(hours=47))

    assert (enrolment.state, enrolment.moved_by) == (EnrolmentState.ENROLLED, MoveSource.SPECIALIST)


def test_the_terms_of_an_activity_bind_from_their_hour_on() -> None:
    activity = a_published_activity(details=CardDetails(cancel_until_hours=24))
    binds_at = activity.card.starts_at - timedelta(hours=24)

    with pytest.raises(EnrolmentClosed, match="cancel_until"):
        an_enrolment(activity).cancel(activity, binds_at)
    an_enrolment(activity).cancel(activity, binds_at - timedelta(seconds=1))


def test_an_enrolment_keeps_the_terms_of_the_version_enrolled_for() -> None:
    activity = a_published_activity(title="Аритмии")

    enrolment = an_enrolment(activity)

    assert (enrolment.activity_version, enrolment.title, enrolment.credits) == (
        activity.version,
        "Аритмии",
        activity.card.credits,
    )


def test_a_seat_is_not_given_back_after_the_end() -> None:
    activity = a_published_activity()

    with pytest.raises(EnrolmentClosed):
        an_enrolment(activity).cancel(activity, activity.card.ends_at)


def test_a_completed_enrolment_tells_when_and_how() -> None:
    enrolment = an_enrolment()

    row = a_row(attended_on=date(2026, 11, 25), minutes=200, checks_passed=4)
    enrolment.complete(row, CompletionSource.CODE, NOW)

    assert (enrolment.completed_on, enrolment.minutes, enrolment.checks_passed) == (
        date(2026, 11, 25),
        200,
        4,
    )
    assert (enrolment.source, enrolment.reported_at) == (CompletionSource.CODE, NOW)


def test_a_failed_enrolment_tells_how_much_was_attended() -> None:
    enrolment = an_enrolment()

    enrolment.fail(a_row(minutes=20, checks_passed=0), CompletionSource.REPORT, NOW)

    assert (enrolment.completed_on, enrolment.minutes) == (None, 20)


@pytest.mark.parametrize(
    ("days", "rule"), [(0, None), (14, None), (15, "correction.too_late")], ids=["at once", "at last", "late"]
)
def test_what_was_vouched_for_may_be_taken_back_for_some_days(days: int, rule: str | None) -> None:
    enrolment = an_enrolment()
    enrolment.complete(a_row(), CompletionSource.REPORT, NOW)

    assert enrolment.standing_rule(timedelta(days=14), NOW + timedelta(days=days)) == rule


def test_only_a_completion_is_taken_back() -> None:
    assert an_enrolment().standing_rule(timedelta(days=14), NOW) == "correction.not_completed"
