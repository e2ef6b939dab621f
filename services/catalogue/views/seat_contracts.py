"""Seats that employers have bought, as both parties and their people see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from contracts.catalogue import seat_contracts as contract
from contracts.catalogue.seat_contracts import Party
from kernel import cursors
from kernel.money import Money
from kernel.values import PersonId
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.seat_contract import TURN, SeatContract


def seat_contract(record: Any) -> contract.SeatContract:
    return contract.SeatContract(
        contract_id=record.contract_id,
        activity_id=record.activity_id,
        provider_id=record.provider_id,
        employer_id=record.employer_id,
        cohort_id=record.cohort_id,
        funding=record.funding,
        state=record.state,
        seats=record.seats,
        drawn=record.drawn,
        price=record.price,
        total=Money(record.price.minor * record.seats),
        owed=Money(record.price.minor * record.drawn),
        until=record.until,
        offered_at=record.offered_at,
        agreed_at=record.agreed_at,
        ended_at=record.ended_at,
        version=record.version,
        turn=TURN.get(record.state),
    )


def whole(record: Any, offers: Iterable[Any]) -> contract.SeatContract:
    """With all that was proposed; records from before that was kept have nothing of it."""
    told = (
        contract.SeatOffer(
            version=each.version,
            party=each.party,
            seats=each.seats,
            price=each.price,
            until=each.until,
            note=each.note,
            proposed_at=each.proposed_at,
        )
        for each in offers
    )
    return replace(seat_contract(record), offers=tuple(told))


def page(records: Sequence[Any], limit: int) -> contract.SeatContractPage:
    items = tuple(seat_contract(record) for record in records[:limit])
    cursor = cursors.encode(str(items[-1].contract_id)) if len(records) > limit else None
    return contract.SeatContractPage(items=items, next_cursor=cursor)


def for_me(records: Iterable[Any]) -> contract.SeatsForMe:
    return contract.SeatsForMe(
        items=tuple(
            contract.SeatForMe(
                contract_id=record.contract_id,
                activity_id=record.activity_id,
                employer_id=record.employer_id,
                seats_left=record.seats - record.drawn,
                until=record.until,
            )
            for record in records
        )
    )


def offered(record: SeatContract, activity: Activity, at: datetime) -> contract.SeatContractOffered:
    return contract.SeatContractOffered(**_terms(record, activity, Party.EMPLOYER, at))


def countered(
    record: SeatContract, activity: Activity, by: Party, at: datetime
) -> contract.SeatContractCountered:
    terms = _terms(record, activity, by, at)
    return contract.SeatContractCountered(**terms, party=by, version=record.version)


def agreed(record: SeatContract, activity: Activity, by: Party, at: datetime) -> contract.SeatContractAgreed:
    return contract.SeatContractAgreed(**_terms(record, activity, by, at))


def ended(
    record: SeatContract, activity: Activity, at: datetime, *, returned: int, told: PersonId | None
) -> contract.SeatContractEnded:
    return contract.SeatContractEnded(
        occurred_at=at,
        contract_id=record.contract_id,
        activity_id=record.activity_id,
        provider_id=record.provider_id,
        employer_id=record.employer_id,
        state=record.state,
        drawn=record.drawn,
        returned=returned,
        owed=record.owed,
        person_id=told,
        title=activity.card.title,
    )


def _terms(record: SeatContract, activity: Activity, by: Party, at: datetime) -> dict[str, Any]:
    return {
        "occurred_at": at,
        "contract_id": record.contract_id,
        "activity_id": record.activity_id,
        "provider_id": record.provider_id,
        "employer_id": record.employer_id,
        "seats": record.seats,
        "price": record.price,
        "until": record.until,
        "person_id": record.other_person(by),
        "title": activity.card.title,
    }
