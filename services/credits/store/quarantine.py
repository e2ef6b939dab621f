"""Claims that broke a rule and wait for its cause to be mended."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.credits.ledger import NoOpenCycle
from contracts.credits.policies import RuleTrace
from kernel.values import EntryId
from services.credits.domain.claim import Claim
from services.credits.domain.cycle import Cycle
from services.credits.tables import CLAIM, quarantine

_waits = quarantine.c.settled_at.is_(None)


def put(session: Session, claim: Claim, *, code: str, traces: tuple[RuleTrace, ...], at: datetime) -> EntryId:
    """Keep a refused claim; a repeated one keeps the number under which it is returned."""
    refused = {"code": code, "traces": traces, "received_at": at}
    row = insert(quarantine).values({name: getattr(claim, name) for name in CLAIM} | refused)
    kept = row.on_conflict_do_update(
        index_elements=["person_id", "speciality", "activity_id"], index_where=_waits, set_=refused
    )
    return EntryId(session.execute(kept.returning(quarantine.c.claim_id)).scalar_one())


def waiting_for(session: Session, cycle: Cycle) -> list[Claim]:
    """The claims for whose day and speciality `cycle` was missing, the oldest first."""
    of_cycle = (
        quarantine.c.person_id == cycle.person_id,
        quarantine.c.speciality == cycle.speciality,
        quarantine.c.code == NoOpenCycle.__name__,
        quarantine.c.completed_on >= cycle.starts_on,
        quarantine.c.completed_on < cycle.ends_before,
    )
    columns = (quarantine.c[name] for name in CLAIM)
    claims = sa.select(*columns).where(_waits, *of_cycle).order_by(quarantine.c.claim_id)
    return [Claim(**row) for row in session.execute(claims).mappings()]


def settle(session: Session, claim_id: EntryId, at: datetime) -> None:
    """Note that the claim has been posted after all."""
    session.execute(quarantine.update().where(quarantine.c.claim_id == claim_id).values(settled_at=at))
