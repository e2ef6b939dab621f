"""The steps that lead to seats that an employer has bought."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from contracts.catalogue.activities import Activity
from contracts.catalogue.cohorts import AddMembers, Cohort, CohortRow, CreateCohort, PlanStep
from contracts.catalogue.enrolments import Enrol, Enrolment
from contracts.catalogue.seat_contracts import (
    CounterSeatContract,
    OfferSeatContract,
    PickSeatContract,
    SeatContract,
)
from contracts.identity.consents import ConsentGiven, ConsentLevel
from kernel.database import Database
from kernel.messages import Caller
from kernel.money import Money
from kernel.values import OrganisationId, PersonId, Role, new_id
from services.catalogue.usecases import cohorts, enrolments, seat_contracts
from tests.builders.catalogue import NOW, THERAPY, TODAY, a_provider, a_specialist

CLINIC, HOSPITAL = OrganisationId(new_id()), OrganisationId(new_id())


def an_employer(organisation: OrganisationId = CLINIC) -> Caller:
    person, roles = PersonId(new_id()), frozenset({Role.EMPLOYER})
    return Caller(process="gateway", person_id=person, organisation_id=organisation, roles=roles)


def an_offer(
    database: Database, activity: Activity, *, by: Caller | None = None, **told: Any
) -> SeatContract:
    facts: dict[str, Any] = {"seats": 2, "price": Money.of(1500), "until": TODAY + timedelta(days=1)}
    command = OfferSeatContract(activity_id=activity.activity_id, **facts | told)
    return seat_contracts.offer_seat_contract(database, by or an_employer(), command)


def picked(bought: SeatContract) -> PickSeatContract:
    return PickSeatContract(contract_id=bought.contract_id)


def countered(database: Database, by: Caller, standing: SeatContract, **told: Any) -> SeatContract:
    facts: dict[str, Any] = {"seats": standing.seats, "price": standing.price, "until": standing.until}
    terms = {"contract_id": standing.contract_id, "version": standing.version, **facts, **told}
    return seat_contracts.counter_seat_contract(database, by, CounterSeatContract(**terms))


def accepted(bought: SeatContract) -> PickSeatContract:
    return PickSeatContract(contract_id=bought.contract_id, terms=bought.version)


def agreed(database: Database, activity: Activity, **told: Any) -> SeatContract:
    offer = an_offer(database, activity, **told)
    return seat_contracts.agree_seat_contract(database, a_provider(), accepted(offer))


def as_read_now(database: Database, bought: SeatContract) -> SeatContract:
    return seat_contracts.read_seat_contract(database, an_employer(), picked(bought))


def consenting(database: Database, employer: OrganisationId = CLINIC) -> Caller:
    """Somebody who lets the employer know of them."""
    person = a_specialist()
    event = ConsentGiven(
        occurred_at=NOW,
        person_id=person.person,
        consent_id=new_id(),
        purpose="monitoring",
        recipient_id=employer,
        level=ConsentLevel.MINIMAL,
    )
    cohorts.note_consent(database, event)
    return person


def a_group(database: Database, activity: Activity, *people: Caller, of: OrganisationId = CLINIC) -> Cohort:
    step = PlanStep(activity_id=activity.activity_id, due_on=TODAY + timedelta(days=30))
    group = cohorts.create_cohort(database, an_employer(of), CreateCohort(title="Терапия", plan=(step,)))
    entered(database, group, *people)
    return group


def entered(database: Database, group: Cohort, *people: Caller) -> None:
    rows = tuple(CohortRow(person_id=person.person, speciality=THERAPY) for person in people)
    if rows:
        command = AddMembers(cohort_id=group.cohort_id, rows=rows)
        cohorts.add_members(database, an_employer(group.employer_id), command)


def drawn(database: Database, bought: SeatContract, person: Caller, **told: Any) -> Enrolment:
    wish = Enrol(activity_id=bought.activity_id, speciality=THERAPY, contract_id=bought.contract_id, **told)
    return enrolments.enrol(database, person, wish)
