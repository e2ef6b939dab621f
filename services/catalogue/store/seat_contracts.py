"""Seats that employers have bought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.catalogue.cards import SeatFunding
from contracts.catalogue.seat_contracts import (
    ListSeatContracts,
    Party,
    SeatContractId,
    SeatContractState,
    UnknownSeatContract,
)
from kernel.values import ActivityId, OrganisationId, PersonId
from services.catalogue.domain.cohort import PURPOSE
from services.catalogue.domain.enrolment import HOLDING
from services.catalogue.domain.seat_contract import KEEPING, SeatContract
from services.catalogue.tables import (
    cohort_members,
    cohorts,
    consents,
    enrolments,
    is_open_contract,
    seat_contracts,
    seat_offers,
)

_of = seat_contracts.c
# A member of the employer's groups, of the one that the contract names, who lets the employer know.
IS_FOR = sa.exists().where(
    cohorts.c.employer_id == _of.employer_id,
    sa.or_(_of.cohort_id.is_(None), _of.cohort_id == cohorts.c.cohort_id),
    cohort_members.c.cohort_id == cohorts.c.cohort_id,
    cohort_members.c.person_id == sa.bindparam("person"),
    consents.c.person_id == cohort_members.c.person_id,
    consents.c.recipient_id == _of.employer_id,
    consents.c.purpose == PURPOSE,
)


def add(session: Session, contract: SeatContract) -> None:
    session.add(contract)


def note_offer(
    session: Session, contract: SeatContract, party: Party, *, note: str | None, at: datetime
) -> None:
    """Keep what a party proposes, as the contract says it now."""
    session.flush()
    terms = {name: getattr(contract, name) for name in ("contract_id", "version", "seats", "price", "until")}
    session.execute(seat_offers.insert().values(**terms, party=party, note=note, proposed_at=at))


def offers(session: Session, contract_id: SeatContractId) -> Sequence[sa.Row[Any]]:
    """All that was proposed, the newest first."""
    query = sa.select(seat_offers).where(seat_offers.c.contract_id == contract_id)
    return session.execute(query.order_by(seat_offers.c.version.desc())).all()


def known(session: Session, contract_id: SeatContractId) -> sa.Row[Any]:
    """Raises: UnknownSeatContract."""
    row = session.execute(sa.select(seat_contracts).where(_of.contract_id == contract_id)).one_or_none()
    if row is None:
        raise UnknownSeatContract(contract_id=contract_id)
    return row


def locked(session: Session, contract_id: SeatContractId) -> SeatContract:
    """Raises: UnknownSeatContract."""
    query = sa.select(SeatContract).where(_of.contract_id == contract_id).with_for_update()
    contract = session.scalar(query, execution_options={"populate_existing": True})
    if contract is None:
        raise UnknownSeatContract(contract_id=contract_id)
    return contract


def meant_for(
    session: Session, contract_id: SeatContractId, activity_id: ActivityId, person_id: PersonId
) -> sa.Row[Any]:
    """What an employer has bought for this person, too.

    Raises: UnknownSeatContract -- it is about another activity, or for the people of others.
    """
    named = _of.contract_id == contract_id, _of.activity_id == activity_id, IS_FOR
    row = session.execute(sa.select(seat_contracts).where(*named), {"person": person_id}).one_or_none()
    if row is None:
        raise UnknownSeatContract(contract_id=contract_id)
    return row


def with_seats_for(
    session: Session, person_id: PersonId, activity_id: ActivityId | None, today: date
) -> Sequence[sa.Row[Any]]:
    """What this person may draw from on a day, the soonest to end first."""
    left = _of.state == SeatContractState.AGREED, _of.until >= today, IS_FOR
    query = sa.select(seat_contracts).where(*left).order_by(_of.until, _of.contract_id)
    if activity_id is not None:
        query = query.where(_of.activity_id == activity_id)
    return session.execute(query.limit(100), {"person": person_id}).all()


def page(
    session: Session,
    organisation_id: OrganisationId,
    query: ListSeatContracts,
    *,
    before: SeatContractId | None,
) -> Sequence[sa.Row[Any]]:
    """A page of what the organisation has bought or sold, the newest first, and one row more."""
    own = sa.or_(_of.employer_id == organisation_id, _of.provider_id == organisation_id)
    found = sa.select(seat_contracts).where(own)
    if query.activity_id is not None:
        found = found.where(_of.activity_id == query.activity_id)
    if query.state is not None:
        found = found.where(_of.state == query.state)
    if before is not None:
        found = found.where(_of.contract_id < before)
    return session.execute(found.order_by(_of.contract_id.desc()).limit(query.limit + 1)).all()


def open_of(session: Session, activity_id: ActivityId) -> Sequence[SeatContract]:
    """What has not ended of an activity, locked until the transaction ends."""
    found = sa.select(SeatContract).where(_of.activity_id == activity_id, is_open_contract)
    return session.scalars(found.order_by(_of.contract_id).with_for_update()).all()


def overdue(session: Session, today: date, most: int) -> Sequence[sa.Row[Any]]:
    """What has not ended though its last day is over."""
    late: sa.Select[Any] = sa.select(_of.contract_id, _of.activity_id).where(
        is_open_contract, _of.until < today
    )
    return session.execute(late.order_by(_of.until).limit(most)).all()


def kept(session: Session, activity_id: ActivityId) -> Counter[SeatFunding]:
    """How many seats of each kind are kept for those who have taken none yet."""
    keeping = _of.activity_id == activity_id, _of.state.in_(KEEPING)
    query = sa.select(_of.funding, sa.func.sum(_of.seats - _of.drawn)).where(*keeping)
    return Counter({row[0]: row[1] for row in session.execute(query.group_by(_of.funding))})


def held_of(session: Session, contract_id: SeatContractId) -> int:
    """Who keeps a seat that was drawn from the contract."""
    drawn = enrolments.c.contract_id == contract_id, enrolments.c.state.in_(HOLDING)
    return session.scalar(sa.select(sa.func.count()).select_from(enrolments).where(*drawn)) or 0
