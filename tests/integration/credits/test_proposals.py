"""What it would take and what if, asked of the catalogue's own answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

import pytest

from contracts.catalogue.activities import ActivityKind
from contracts.catalogue.cards import CardDetails
from contracts.catalogue.enrolments import Enrol
from contracts.catalogue.offers import ListOffers, Offers
from contracts.credits.cycles import UnknownCycle
from contracts.credits.proposals import Aim, Answer, CycleOver, Proposal, Propose, Simulate, Simulation
from deploy.embedded.databases import Database as Addresses
from kernel.database import Database
from kernel.messages import Unavailable
from kernel.money import Money
from kernel.rpc import Rpc
from kernel.values import ActivityId, CycleId, PersonId, new_id
from services.catalogue.usecases import enrolments
from services.catalogue.usecases.offers import list_offers
from services.credits.usecases import proposals
from services.credits.usecases.awards import award
from services.credits.usecases.cycles import open_cycle
from tests.builders.catalogue import CARDIOLOGY
from tests.builders.credits import (
    NOW,
    TODAY,
    VAULT,
    a_specialist,
    an_award,
    an_opening,
    an_operator,
    credits,
)
from tests.integration.catalogue.journeys import a_publication

ME = a_specialist()
PROGRAMME = ActivityKind.PROGRAMME


class Next:
    """The catalogue, asked without a broker between."""

    def __init__(self, catalogue: Database) -> None:
        self._catalogue = catalogue

    def call(self, operation: object, command: ListOffers) -> Offers:
        return list_offers(self._catalogue, command)


@pytest.fixture
def catalogue(database_of: Callable[[str], Addresses]) -> Iterator[Database]:
    database = Database(database_of("catalogue").url)
    yield database
    database.close()


@pytest.fixture
def cycle(database: Database) -> CycleId:
    """36 are missing."""
    cycle = open_cycle(database, VAULT, ME, an_opening())
    award(database, an_operator(), an_award(credits=credits(108)))
    return cycle.cycle_id


def a_programme(catalogue: Database, amount: int, price: int = 0, **told: Any) -> ActivityId:
    facts: dict[str, Any] = {"kind": PROGRAMME, "ends_at": NOW + timedelta(days=60)}
    card = facts | told
    return a_publication(catalogue, credits=credits(amount), price=Decimal(price), **card).activity_id


def proposed(database: Database, catalogue: Database, cycle: CycleId, **asked: Any) -> Proposal:
    rpc = cast(Rpc, Next(catalogue))
    return proposals.propose(database, rpc, ME, Propose(cycle_id=cycle, **asked))


def simulated(database: Database, catalogue: Database, cycle: CycleId, *taken: ActivityId) -> Simulation:
    rpc = cast(Rpc, Next(catalogue))
    return proposals.simulate(database, rpc, ME, Simulate(cycle_id=cycle, activity_ids=taken))


def test_the_cheapest_of_what_is_offered_is_proposed(
    database: Database, catalogue: Database, cycle: CycleId
) -> None:
    a_programme(catalogue, 40, 9000)
    cheap = a_programme(catalogue, 36, 4000)

    proposal = proposed(database, catalogue, cycle)

    assert (proposal.answer, proposal.price) == (Answer.OPTIMAL, Money.of(4000))
    assert [item.activity_id for item in proposal.items] == [cheap]
    assert (proposal.outlook.ready, proposal.considered, proposal.is_whole) == (True, 2, True)


def test_the_soonest_of_what_is_offered_is_proposed(
    database: Database, catalogue: Database, cycle: CycleId
) -> None:
    a_programme(catalogue, 36)
    soon = a_programme(catalogue, 36, 9000, ends_at=NOW + timedelta(days=20))

    proposal = proposed(database, catalogue, cycle, aim=Aim.SOONEST)

    assert [item.activity_id for item in proposal.items] == [soon]
    assert proposal.completed_on == date(2026, 12, 13)


def test_a_budget_that_is_too_small_is_an_obstacle(
    database: Database, catalogue: Database, cycle: CycleId
) -> None:
    a_programme(catalogue, 36, 4000)

    proposal = proposed(database, catalogue, cycle, budget=Money.of(3999))

    [obstacle] = proposal.obstacles
    assert (proposal.answer, obstacle.rule) == (Answer.IMPOSSIBLE, "plan.budget")
    assert obstacle.text == "Дешевле 4000.00 RUB не получится, а бюджет: 3999.00 RUB."


def test_what_cannot_be_met_is_told_by_rule(database: Database, catalogue: Database, cycle: CycleId) -> None:
    a_programme(catalogue, 20)

    proposal = proposed(database, catalogue, cycle)

    [obstacle] = proposal.obstacles
    assert (obstacle.rule, obstacle.required, obstacle.attainable) == (
        "accreditation.total",
        "144.0",
        "128.0",
    )


def test_who_learns_alone_does_so_at_the_pace_of_the_policy(
    database: Database, catalogue: Database, cycle: CycleId
) -> None:
    """36 academic hours at 6 a day, from the day on which it begins."""
    a_programme(catalogue, 36, details=CardDetails(self_paced=True))

    assert proposed(database, catalogue, cycle).completed_on == TODAY + timedelta(days=2 + 5)


def test_a_seat_taken_for_this_speciality_is_counted_on(
    database: Database, catalogue: Database, cycle: CycleId
) -> None:
    taken = a_programme(catalogue, 36, 4000)
    enrolments.enrol(catalogue, ME, Enrol(activity_id=taken, speciality="terapiya"))

    proposal = proposed(database, catalogue, cycle)

    [item] = proposal.items
    assert (item.activity_id, item.is_enrolled, proposal.price) == (taken, True, Money(0))


def test_a_seat_taken_for_another_speciality_is_not(
    database: Database, catalogue: Database, cycle: CycleId
) -> None:
    taken = a_programme(catalogue, 36)
    enrolments.enrol(catalogue, ME, Enrol(activity_id=taken, speciality=CARDIOLOGY))

    assert proposed(database, catalogue, cycle).answer is Answer.IMPOSSIBLE


def test_what_is_taken_is_judged_and_what_is_unknown_is_told(
    database: Database, catalogue: Database, cycle: CycleId
) -> None:
    taken, unknown = a_programme(catalogue, 20, 4000), ActivityId(new_id())

    simulation = simulated(database, catalogue, cycle, taken, unknown)

    assert [(item.activity_id, item.counted) for item in simulation.items] == [(taken, credits(20))]
    assert (simulation.before.missing, simulation.after.missing) == (credits(36), credits(16))
    assert (simulation.price, simulation.unknown) == (Money.of(4000), (unknown,))


@pytest.mark.parametrize("by", [TODAY - timedelta(days=1), date(2029, 3, 1)])
def test_a_day_outside_the_rest_of_the_cycle_is_refused(
    database: Database, catalogue: Database, cycle: CycleId, by: date
) -> None:
    with pytest.raises(CycleOver):
        proposed(database, catalogue, cycle, by=by)


def test_nobody_asks_about_the_cycle_of_another(
    database: Database, catalogue: Database, cycle: CycleId
) -> None:
    stranger = a_specialist(PersonId(new_id()))

    with pytest.raises(UnknownCycle):
        proposals.propose(database, cast(Rpc, Next(catalogue)), stranger, Propose(cycle_id=cycle))


def test_when_too_many_ask_at_a_time_one_comes_again(
    database: Database, catalogue: Database, cycle: CycleId
) -> None:
    with ExitStack() as taken:
        for _ in range(4):
            taken.enter_context(proposals.PLACES)

        with pytest.raises(Unavailable):
            proposed(database, catalogue, cycle)
