"""Checkpoints are taken and cycles closed when their day has come, each once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from contracts.credits.cycles import BasisKind
from contracts.credits.decrees import EnterDecree
from kernel import clock
from kernel.database import Database
from services.credits.usecases.awards import award
from services.credits.usecases.cycles import enter_decree, open_cycle
from services.credits.usecases.lifecycle import apply_decrees, close_cycles, take_checkpoints
from tests.builders.credits import VAULT, a_specialist, an_award, an_opening, an_operator, credits
from tests.integration.credits.outbox import announced
from tests.integration.credits.test_races import at_once

OPERATOR = an_operator()
BEGUN = date(2024, 3, 1)


def morning(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)


def a_cycle(database: Database, begun: date = BEGUN, opened: date | None = None) -> None:
    with clock.freeze(morning(opened or begun)):
        open_cycle(database, VAULT, a_specialist(), an_opening(begun))


def on(day: date, database: Database) -> None:
    """Whatever falls due on that day."""
    with clock.freeze(morning(day)):
        take_checkpoints(database)
        close_cycles(database)


def reviews(database: Database) -> list[tuple[int, str, str]]:
    told = announced(database, "credits.checkpoint.reached")
    return [(review["months"], review["target"], review["outcome"]) for review in told]


@pytest.mark.parametrize(
    ("day", "months"), [(date(2025, 2, 28), []), (date(2025, 3, 1), [12]), (date(2026, 3, 1), [12, 24])]
)
def test_a_checkpoint_is_taken_when_it_falls_due(database: Database, day: date, months: list[int]) -> None:
    """At months 12, 24 and 48 (policy `cycle.checkpoints`)."""
    a_cycle(database)

    on(day, database)

    assert [review[0] for review in reviews(database)] == months


def test_a_checkpoint_holds_what_was_earned_against_its_share(database: Database) -> None:
    a_cycle(database)
    with clock.freeze(morning(date(2024, 9, 1))):
        award(database, OPERATOR, an_award(credits=credits(30), completed_on=date(2024, 8, 1)))

    on(date(2025, 3, 1), database)
    on(date(2026, 3, 1), database)

    assert reviews(database) == [(12, "28.8", "met"), (24, "57.6", "unmet")]


def test_a_checkpoint_is_taken_once(database: Database) -> None:
    a_cycle(database)

    with clock.freeze(morning(date(2025, 3, 2))):
        at_once(*[lambda: take_checkpoints(database)] * 4)

    assert len(reviews(database)) == 1


def test_a_checkpoint_that_nobody_awaited_is_not_taken(database: Database) -> None:
    """The cycle was opened here when its first two years had passed."""
    a_cycle(database, opened=date(2026, 4, 1))

    on(date(2026, 4, 1), database)

    assert reviews(database) == []


def closed(database: Database) -> list[tuple[str, str]]:
    return [(told["ends_before"], told["balance"]) for told in announced(database, "credits.cycle.closed")]


def test_a_cycle_is_closed_when_no_claim_for_it_is_accepted_any_more(database: Database) -> None:
    """Claims are accepted for 90 days after the end (policy claim.late_days)."""
    a_cycle(database)

    on(date(2029, 5, 29), database)
    before = closed(database)
    on(date(2029, 5, 30), database)

    assert (before, closed(database)) == ([], [("2029-03-01", "0.0")])


def test_a_closed_cycle_tells_what_it_came_to(database: Database) -> None:
    a_cycle(database)
    with clock.freeze(morning(date(2026, 11, 23))):
        award(database, OPERATOR, an_award(credits=credits(36)))

    on(date(2029, 6, 1), database)

    assert closed(database) == [("2029-03-01", "36.0")]


def test_a_cycle_is_closed_once(database: Database) -> None:
    a_cycle(database)

    with clock.freeze(morning(date(2029, 6, 1))):
        at_once(*[lambda: close_cycles(database)] * 4)
        close_cycles(database)

    assert len(closed(database)) == 1


def test_a_closed_cycle_that_a_late_decree_extends_is_closed_again_at_its_new_end(
    database: Database,
) -> None:
    """As the act of January 2026 did with documents that had expired in 2025 (S7, S8)."""
    a_cycle(database)
    on(date(2029, 6, 1), database)
    decree = EnterDecree(
        code="2030-01",
        bases=(BasisKind.REGISTER_EXTRACT,),
        expires_from=date(2029, 1, 1),
        expires_to=date(2029, 12, 31),
        extended_to=date(2030, 12, 31),
        condition="нет",
        legal_act="приказ 3н",
        source="официальный текст",
    )

    with clock.freeze(morning(date(2030, 1, 15))):
        enter_decree(database, OPERATOR, decree)
        apply_decrees(database)
        close_cycles(database)
    on(date(2031, 1, 1) + timedelta(days=90), database)

    assert [end for end, _ in closed(database)] == ["2029-03-01", "2031-01-01"]
