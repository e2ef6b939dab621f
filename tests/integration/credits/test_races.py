"""What happens at the same time happens in some order."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from contextvars import copy_context
from datetime import date

from contracts.catalogue.activities import ActivityKind
from contracts.credits.ledger import ReadBalance, ReverseEntry
from kernel.database import Database
from kernel.messages import ServiceError
from services.credits.usecases.awards import award, reverse
from services.credits.usecases.claims import post_completed
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.proof import verify
from services.credits.usecases.statements import my_balance
from tests.builders.credits import (
    VAULT,
    a_completion,
    a_specialist,
    an_award,
    an_opening,
    an_operator,
    credits,
)
from tests.integration.credits.outbox import announced

OPERATOR = an_operator()


def at_once(*attempts: Callable[[], object]) -> Counter[str]:
    """How the attempts ended, each in a thread of its own: "done", or the code of the refusal."""
    barrier = threading.Barrier(len(attempts))
    outcomes: list[str] = []

    def run(attempt: Callable[[], object]) -> None:
        barrier.wait()
        try:
            attempt()
            outcomes.append("done")
        except ServiceError as error:
            outcomes.append(error.code)

    threads = [threading.Thread(target=copy_context().run, args=(run, attempt)) for attempt in attempts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(outcomes)


def total(database: Database) -> str:
    balances = my_balance(database, a_specialist(), ReadBalance()).items
    return str(sum((each.balance for each in balances), start=credits(0)))


def test_of_64_simultaneous_awards_of_one_activity_one_is_posted(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())
    command = an_award(credits=credits(36))

    outcomes = at_once(*[lambda: award(database, OPERATOR, command)] * 64)

    assert outcomes == {"done": 1, "AlreadyAwarded": 63}
    assert total(database) == "36.0"
    assert verify(database) == ()


def test_simultaneous_awards_of_different_activities_are_all_posted(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())

    outcomes = at_once(*[lambda: award(database, OPERATOR, an_award(credits=credits("0.1")))] * 24)

    assert outcomes == {"done": 24}
    assert total(database) == "2.4"
    assert verify(database) == ()


def test_of_simultaneous_reversals_of_one_entry_one_takes_effect(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())
    entry = award(database, OPERATOR, an_award())
    command = ReverseEntry(entry_id=entry.entry_id, reason="Ошибка организации")

    outcomes = at_once(*[lambda: reverse(database, OPERATOR, command)] * 12)

    assert outcomes == {"done": 1, "AlreadyReversed": 11}
    assert verify(database) == ()


def test_the_day_cap_holds_over_two_cycles_that_are_credited_at_once(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())
    open_cycle(database, VAULT, a_specialist(), an_opening(speciality="kardiologiya"))
    webinars = [
        an_award(kind=ActivityKind.EVENT, credits=credits(4), speciality=speciality)
        for speciality in ("terapiya", "kardiologiya") * 4
    ]

    outcomes = at_once(*[lambda webinar=webinar: award(database, OPERATOR, webinar) for webinar in webinars])

    assert outcomes == {"done": 2, "DayCapReached": 6}
    assert total(database) == "6.0"


def test_of_simultaneous_openings_of_one_cycle_one_succeeds(database: Database) -> None:
    outcomes = at_once(
        *[
            lambda day=day: open_cycle(database, VAULT, a_specialist(), an_opening(date(2024, 3, day)))
            for day in range(1, 13)
        ]
    )

    assert outcomes == {"done": 1, "CycleOverlaps": 11}


def test_a_claim_that_arrives_while_its_cycle_is_opened_is_never_lost(database: Database) -> None:
    at_once(
        lambda: open_cycle(database, VAULT, a_specialist(), an_opening()),
        *[lambda: post_completed(database, a_completion(credits=credits(1)))] * 8,
    )

    assert total(database) == "8.0"
    assert len(announced(database, "credits.entry.posted")) == 8


def test_one_event_delivered_twice_at_once_is_posted_once(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())
    event = a_completion()

    at_once(*[lambda: post_completed(database, event)] * 4)

    assert total(database) == "36.0"
    assert announced(database, "credits.claim.rejected") == []
