"""What it would take to meet the requirement, and what becomes of it if something is taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from threading import BoundedSemaphore

from contracts.catalogue import offers as catalogue
from contracts.credits import proposals as contract
from contracts.credits.cycles import UnknownCycle
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller, Unavailable
from kernel.money import Money
from kernel.offload import offload
from kernel.rpc import Rpc
from kernel.values import CycleId
from services.credits import solver
from services.credits.domain.cycle import DAY
from services.credits.domain.planning import Option, Situation, Slot, completed_on, taking
from services.credits.domain.question import Question, question
from services.credits.store import law, ledger, planning
from services.credits.views import proposals as views

# How long a specialist waits for a proof, at the most.
SECONDS = 4.0
# How many proofs are under way at a time: each keeps a processor busy, and postings shall not wait for them.
PLACES = BoundedSemaphore(4)


def propose(database: Database, rpc: Rpc, caller: Caller, query: contract.Propose) -> contract.Proposal:
    """The cheapest or the soonest of what is offered that meets the requirement.

    Raises: UnknownCycle, CycleOver, PolicyMissing. Unavailable -- too many ask at a time.
    """
    situation = _situation(database, caller, query.cycle_id, query.by)
    offers = rpc.call(catalogue.list_offers, replace(_asked(situation), format=query.format))
    options, situation = _options(offers, situation)
    asked = question(options, situation, query.budget)
    decision = _decided(asked, query.aim)
    return views.proposal(query, situation, asked, decision, is_whole=offers.is_whole)


def simulate(database: Database, rpc: Rpc, caller: Caller, query: contract.Simulate) -> contract.Simulation:
    """What the ledger would say if these were taken, besides what the caller has a seat in.

    Raises: UnknownCycle, CycleOver, PolicyMissing.
    """
    situation = _situation(database, caller, query.cycle_id, None)
    command = replace(_asked(situation), activity_ids=query.activity_ids)
    found = rpc.call(catalogue.list_offers, command)
    options, situation = _options(found, situation)
    wanted = [option for option in options if option.is_enrolled or option.activity_id in query.activity_ids]
    return views.simulation(query, situation, taking(wanted, situation))


def _decided(asked: Question, aim: contract.Aim) -> solver.Decision:
    """Raises: Unavailable."""
    if not PLACES.acquire(blocking=False):
        raise Unavailable(reason="solver busy")
    try:
        return offload(solver.decide, asked, aim, SECONDS)
    finally:
        PLACES.release()


def _situation(database: Database, caller: Caller, cycle_id: CycleId, by: date | None) -> Situation:
    """Raises: UnknownCycle, CycleOver."""
    today = clock.today()
    with database.reading() as session:
        cycle = planning.cycle(session, cycle_id)
        if cycle is None or cycle.person_id != caller.person:
            raise UnknownCycle(cycle_id=cycle_id)
        last_day = cycle.ends_before - DAY
        if not today <= (by or last_day) <= last_day:
            raise contract.CycleOver(cycle_id=cycle_id, last_day=last_day)
        return Situation(
            cycle=cycle,
            earned=tuple(ledger.earned(session, cycle_id, until=last_day)),
            credited=planning.credited_in(session, cycle_id),
            events=planning.events_since(session, caller.person, today),
            policies=law.policies(session),
            by=by or last_day,
        )


def _asked(situation: Situation) -> catalogue.ListOffers:
    return catalogue.ListOffers(
        person_id=situation.cycle.person_id,
        speciality=situation.cycle.speciality,
        until=clock.beginning(situation.by + DAY),
    )


def _options(offers: catalogue.Offers, situation: Situation) -> tuple[list[Option], Situation]:
    """What is offered for the cycle; what is taken elsewhere becomes part of the situation."""
    own = [offer for offer in offers.items if offer.speciality == situation.cycle.speciality]
    others = (offer for offer in offers.items if offer.speciality != situation.cycle.speciality)
    elsewhere = tuple(_option(offer, situation) for offer in others)
    options = (_option(offer, situation) for offer in own if _is_in_time(offer, situation))
    return list(options), replace(situation, elsewhere=elsewhere)


def _is_in_time(offer: catalogue.Offer, situation: Situation) -> bool:
    """Whether one can complete it before it ends."""
    return _completed_on(offer, situation) <= clock.legal_day(offer.ends_at)


def _completed_on(offer: catalogue.Offer, situation: Situation) -> date:
    if not offer.self_paced:
        return clock.legal_day(offer.ends_at)
    first = max(clock.today(), clock.legal_day(offer.starts_at))
    return completed_on(first, offer.credits, situation.policies)


def _option(offer: catalogue.Offer, situation: Situation) -> Option:
    return Option(
        activity_id=offer.activity_id,
        number=offer.number,
        title=offer.title,
        kind=offer.kind,
        credits=offer.credits,
        price=Money.of(offer.price),
        completed_on=_completed_on(offer, situation),
        slots=tuple(Slot(slot.starts_at, slot.ends_at) for slot in offer.slots),
        is_enrolled=offer.is_enrolled,
    )
