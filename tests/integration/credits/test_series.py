"""What was earned over time, for charts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.catalogue.activities import ActivityKind
from contracts.credits.cycles import UnknownCycle
from contracts.credits.series import ReadSeries, Series, SeriesStep, SeriesUnsound
from kernel.database import Database
from kernel.values import CycleId, PersonId, new_id
from services.credits.usecases.awards import award, reverse
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.proof import verify
from services.credits.usecases.series import my_series
from tests.builders.credits import VAULT, a_specialist, an_award, an_opening, an_operator, credits
from tests.integration.credits.ledgers import a_reversal

OPERATOR = an_operator()


@pytest.fixture
def cycle(database: Database) -> CycleId:
    """36 and 4 credits in February 2026, 6 in April."""
    opened = open_cycle(database, VAULT, a_specialist(), an_opening())
    award(database, OPERATOR, an_award(completed_on=date(2026, 2, 3)))
    event = {"kind": ActivityKind.EVENT}
    award(database, OPERATOR, an_award(completed_on=date(2026, 2, 20), credits=credits(4), **event))
    award(database, OPERATOR, an_award(completed_on=date(2026, 4, 1), credits=credits(6), **event))
    return opened.cycle_id


def series(database: Database, cycle_id: CycleId, step: SeriesStep, **told: Any) -> Series:
    return my_series(database, a_specialist(), ReadSeries(cycle_id=cycle_id, step=step, **told))


def sums(of: Series) -> list[tuple[str, str, str]]:
    return [(str(point.starts_on), str(point.total), str(point.cumulative)) for point in of.points]


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (
            SeriesStep.DAY,
            [("2026-02-03", "36.0", "36.0"), ("2026-02-20", "4.0", "40.0"), ("2026-04-01", "6.0", "46.0")],
        ),
        (SeriesStep.MONTH, [("2026-02-01", "40.0", "40.0"), ("2026-04-01", "6.0", "46.0")]),
        (SeriesStep.QUARTER, [("2026-01-01", "40.0", "40.0"), ("2026-04-01", "6.0", "46.0")]),
    ],
)
def test_credits_are_summed_by_step(
    database: Database, cycle: CycleId, step: SeriesStep, expected: list[tuple[str, str, str]]
) -> None:
    assert sums(series(database, cycle, step)) == expected


def test_each_step_is_told_by_category(database: Database, cycle: CycleId) -> None:
    february, _ = series(database, cycle, SeriesStep.MONTH).points

    assert [(each.kind, str(each.credits)) for each in february.by_kind] == [
        ("event", "4.0"),
        ("programme", "36.0"),
    ]


def test_what_was_earned_before_the_period_counts_in_its_sums(database: Database, cycle: CycleId) -> None:
    later = series(database, cycle, SeriesStep.MONTH, since=date(2026, 3, 1), until=date(2026, 4, 30))

    assert sums(later) == [("2026-04-01", "6.0", "46.0")]


def test_what_is_reversed_leaves_the_series(database: Database, cycle: CycleId) -> None:
    late = award(database, OPERATOR, an_award(completed_on=date(2026, 5, 5)))
    reverse(database, OPERATOR, a_reversal(late.entry_id))

    assert len(series(database, cycle, SeriesStep.MONTH).points) == 2
    assert verify(database) == ()


def test_a_sum_of_a_day_that_is_not_the_ledgers_is_found(database: Database, cycle: CycleId) -> None:
    with database.transaction() as session:
        session.execute(sa.text("UPDATE day_sums SET credits = credits + 1 WHERE kind = 'programme'"))

    assert [found.check for found in verify(database)] == ["balance by day"]


def test_a_period_that_ends_before_it_begins_is_refused(database: Database, cycle: CycleId) -> None:
    with pytest.raises(SeriesUnsound):
        series(database, cycle, SeriesStep.DAY, since=date(2026, 3, 1), until=date(2026, 2, 1))


def test_the_cycle_of_another_is_unknown(database: Database, cycle: CycleId) -> None:
    with pytest.raises(UnknownCycle):
        my_series(database, a_specialist(PersonId(new_id())), ReadSeries(cycle_id=cycle))
