"""Seats that employers buy: offered, agreed, taken by their people, and given back at the end."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from contracts.catalogue import seat_contracts as contract
from contracts.catalogue.activities import UnknownActivity
from contracts.catalogue.cohorts import CohortId
from kernel import clock, cursors, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from kernel.values import PersonId
from services.catalogue import store, views
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.seat_contract import SeatContract
from services.catalogue.usecases import seating

AT_ONCE = 200


def offer_seat_contract(
    database: Database, caller: Caller, command: contract.OfferSeatContract
) -> contract.SeatContract:
    """Ask a provider for seats.

    Raises: NotABuyer, UnknownActivity, ActivityMoveRefused. SeatContractUnsound -- the last day, the number,
        or the group is none that could be.
    """
    at = clock.now()
    with database.transaction() as session:
        activity = store.activities.held(session, command.activity_id)
        if not activity.is_public:
            raise UnknownActivity(activity_id=command.activity_id)
        offer = SeatContract.offer(caller, activity, command, at=at, today=clock.legal_day(at))
        if not _is_own_group(session, offer):
            raise contract.SeatContractUnsound(cohort_id="seat_contract.cohort")
        store.seat_contracts.add(session, offer)
        store.seat_contracts.note_offer(session, offer, contract.Party.EMPLOYER, note=None, at=at)
        outbox.add(session, views.seat_contracts.offered(offer, activity, at))
    return views.seat_contracts.seat_contract(offer)


def counter_seat_contract(
    database: Database, caller: Caller, command: contract.CounterSeatContract
) -> contract.SeatContract:
    """Answer what the other party proposes with other terms; then it is asked.

    Raises: UnknownSeatContract, StaleVersion, ActivityMoveRefused, SeatContractUnsound.
        SeatContractMoveRefused -- nobody waits for the caller.
    """
    at = clock.now()
    with database.transaction() as session:
        activity, countered = _locked(session, command.contract_id)
        party = countered.counter(caller, activity, command, today=clock.legal_day(at))
        store.seat_contracts.note_offer(session, countered, party, note=command.note, at=at)
        outbox.add(session, views.seat_contracts.countered(countered, activity, party, at))
    return views.seat_contracts.seat_contract(countered)


def agree_seat_contract(
    database: Database, caller: Caller, command: contract.PickSeatContract
) -> contract.SeatContract:
    """Keep the seats for the employer's people from now on.

    Raises: UnknownSeatContract, ActivityMoveRefused, StaleVersion. SeatContractMoveRefused -- nobody waits
        for the caller, or so many seats are not left.
    """
    at = clock.now()
    with database.transaction() as session:
        activity, agreed = _locked(session, command.contract_id)
        party = agreed.agree(caller, command.terms, at=at, today=clock.legal_day(at))
        activity.require_number()
        if not store.seats.keep(session, activity, agreed.funding, agreed.seats):
            raise contract.SeatContractMoveRefused(rule="seat_contract.not_enough_left")
        outbox.add(session, views.seat_contracts.agreed(agreed, activity, party, at))
    return views.seat_contracts.seat_contract(agreed)


def end_seat_contract(
    database: Database, caller: Caller, command: contract.PickSeatContract
) -> contract.SeatContract:
    """Decline an offer, or close what was bought: who has a seat keeps it, and the rest go back.

    Raises: UnknownSeatContract, SeatContractMoveRefused.
    """
    at = clock.now()
    with database.transaction() as session:
        activity, ended = _locked(session, command.contract_id)
        left = ended.left
        party = ended.end(caller, at)
        _give_back(session, activity, ended, left, at, told=ended.other_person(party))
    return views.seat_contracts.seat_contract(ended)


def read_seat_contract(
    database: Database, caller: Caller, query: contract.PickSeatContract
) -> contract.SeatContract:
    """Raises: UnknownSeatContract -- there is none, or it is between others."""
    with database.reading() as session:
        record = store.seat_contracts.known(session, query.contract_id)
        if caller.organisation_id not in (record.employer_id, record.provider_id):
            raise contract.UnknownSeatContract(contract_id=query.contract_id)
        return views.seat_contracts.whole(record, store.seat_contracts.offers(session, query.contract_id))


def list_seat_contracts(
    database: Database, caller: Caller, query: contract.ListSeatContracts
) -> contract.SeatContractPage:
    """What the caller's organisation has bought or sold.

    Raises: Invalid -- the cursor is not of this list.
    """
    [before] = cursors.read(query.cursor, UUID) if query.cursor else [None]
    if caller.organisation_id is None:
        return contract.SeatContractPage(items=(), next_cursor=None)
    with database.reading() as session:
        records = store.seat_contracts.page(session, caller.organisation_id, query, before=before)
    return views.seat_contracts.page(records, query.limit)


def seats_for_me(database: Database, caller: Caller, query: contract.ListSeatsForMe) -> contract.SeatsForMe:
    """The seats that the caller may take because an employer has bought them."""
    with database.reading() as session:
        found = store.seat_contracts.with_seats_for(session, caller.person, query.activity_id, clock.today())
    return views.seat_contracts.for_me(found)


def expire_contracts(database: Database) -> None:
    """End what is past its last day, and let the seats that nobody has taken go back."""
    with database.reading() as session:
        overdue = store.seat_contracts.overdue(session, clock.today(), AT_ONCE)
    for row in overdue:
        at = clock.now()
        with database.transaction() as session:
            activity, late = _locked(session, row.contract_id)
            left = late.left
            # Somebody may have ended it, or the last seat may have been given back, since we looked.
            if late.is_open:
                late.expire(at)
                _give_back(session, activity, late, left, at, told=late.offered_by)


def end_all(session: Session, activity: Activity, at: datetime) -> None:
    """End the contracts of an activity that has itself ended."""
    for each in store.seat_contracts.open_of(session, activity.activity_id):
        left = each.left
        each.end_with_activity(at, drawn=store.seat_contracts.held_of(session, each.contract_id))
        told = each.offered_by
        outbox.add(session, views.seat_contracts.ended(each, activity, at, returned=left, told=told))


def _locked(session: Session, contract_id: contract.SeatContractId) -> tuple[Activity, SeatContract]:
    """The activity first, as whoever enrols in it locks them. Raises: UnknownSeatContract."""
    record = store.seat_contracts.known(session, contract_id)
    activity = store.activities.held(session, record.activity_id)
    return activity, store.seat_contracts.locked(session, contract_id)


def _give_back(
    session: Session,
    activity: Activity,
    ended: SeatContract,
    left: int,
    at: datetime,
    *,
    told: PersonId | None,
) -> None:
    session.flush()
    if left:
        store.seats.give_back(session, activity.activity_id, ended.funding, left)
        seating.offer(session, activity, at)
    outbox.add(session, views.seat_contracts.ended(ended, activity, at, returned=left, told=told))


def _is_own_group(session: Session, offer: SeatContract) -> bool:
    if offer.cohort_id is None:
        return True
    return store.cohorts.is_of(session, CohortId(offer.cohort_id), offer.employer_id)
