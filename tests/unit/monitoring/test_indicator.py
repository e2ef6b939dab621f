"""What counts for which indicator, and when a count would tell of persons."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from contracts.catalogue.activities import ActivityKind
from contracts.credits.ledger import EntryPosted, EntryReversed
from kernel.values import ActivityId, Credits, CycleId, EntryId, PersonId, new_id
from services.monitoring.domain import indicator

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ENTRY = {
    "occurred_at": NOW,
    "entry_id": EntryId(new_id()),
    "cycle_id": CycleId(new_id()),
    "person_id": PersonId(new_id()),
    "activity_id": ActivityId(new_id()),
    "kind": ActivityKind.PROGRAMME,
    "credits": Credits.of(36),
    "balance": Credits.of(36),
}


def test_posted_credits_count_by_kind():
    posted = EntryPosted(
        **ENTRY, activity_number=None, title="x", speciality="terapiya", completed_on=date(2026, 11, 2)
    )

    counted = indicator.count(posted)

    assert (counted.indicator, counted.dimension, counted.amount) == (
        "credits.posted",
        "programme",
        Decimal(36),
    )


def test_reversed_credits_are_taken_back_from_the_same_cell():
    assert indicator.count(EntryReversed(**ENTRY)).amount == Decimal(-36)


@pytest.mark.parametrize(("persons", "hidden"), [(None, False), (0, False), (1, True), (4, True), (5, False)])
def test_a_cell_with_one_to_four_persons_is_hidden(persons, hidden):
    assert indicator.is_suppressed(persons, 5) is hidden


def test_every_indicator_has_a_title():
    counted = {"users.registered", "activities.approved", "enrolments.opened", "activities.completed"}
    counted |= {"credits.posted", "applications.submitted", "applications.decided", "admissions.granted"}

    assert set(indicator.TITLES) == counted
