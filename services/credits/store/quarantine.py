"""Claims that broke a rule and wait for its cause to be mended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.credits.ledger import NoOpenCycle
from contracts.credits.policies import RuleTrace
from contracts.credits.quarantine import ListQuarantined, QuarantineState
from kernel.values import EnrolmentId, EntryId, PersonId
from services.credits.domain.claim import Claim
from services.credits.domain.cycle import Cycle
from services.credits.domain.quarantine import Quarantined
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


def vouched(session: Session, enrolment_id: EnrolmentId) -> Claim | None:
    """What waits of an enrolment, locked until the transaction ends."""
    columns = (quarantine.c[name] for name in CLAIM)
    waiting = sa.select(*columns).where(_waits, quarantine.c.enrolment_id == enrolment_id)
    row = session.execute(waiting.with_for_update()).mappings().one_or_none()
    return Claim(**row) if row else None


def was_dropped(session: Session, enrolment_id: EnrolmentId) -> bool:
    """Whether a claim of the enrolment was dropped."""
    dropped = quarantine.c.enrolment_id == enrolment_id, quarantine.c.is_dropped
    return session.scalar(sa.select(sa.exists().where(*dropped))) or False


def settle(
    session: Session,
    claim_id: EntryId,
    at: datetime,
    *,
    is_dropped: bool = False,
    by: PersonId | None = None,
    reason: str | None = None,
) -> None:
    """Note that the claim has been posted after all, or dropped. by, reason: of the operator, if any."""
    settled = quarantine.update().where(quarantine.c.claim_id == claim_id)
    facts = {"settled_at": at, "is_dropped": is_dropped, "settled_by": by, "reason": reason}
    session.execute(settled.values(facts))


def note_verdict(session: Session, claim_id: EntryId, *, code: str, traces: tuple[RuleTrace, ...]) -> None:
    """Note which rule the claim breaks now."""
    judged = quarantine.update().where(quarantine.c.claim_id == claim_id)
    session.execute(judged.values(code=code, traces=traces))


def waiting_twice(session: Session, one: PersonId, other: PersonId) -> Sequence[EntryId]:
    """What waits of the one account and is the same as what waits of the other."""
    theirs = quarantine.alias()
    same = (theirs.c[name] == quarantine.c[name] for name in ("speciality", "activity_id"))
    both = quarantine.c.person_id == one, theirs.c.person_id == other
    found = sa.select(quarantine.c.claim_id).where(_waits, theirs.c.settled_at.is_(None), *both, *same)
    return session.scalars(found).all()


def pass_on(session: Session, person_id: PersonId, kept_id: PersonId) -> None:
    """Let the claims of a merged account be of the one that is kept."""
    own = quarantine.update().where(quarantine.c.person_id == person_id)
    session.execute(own.values(person_id=kept_id))


def find(session: Session, claim_id: EntryId) -> Quarantined | None:
    found = sa.select(quarantine, _STATE).where(quarantine.c.claim_id == claim_id)
    row = session.execute(found).mappings().first()
    return _quarantined(row) if row else None


def page(session: Session, sought: ListQuarantined, *, before: UUID | None) -> list[Quarantined]:
    """The newest first, older than `before`; one more than asked for where there are more."""
    asked = {quarantine.c[name]: getattr(sought, name) for name in ("code", "speciality", "person_id")}
    filters = (column == value for column, value in asked.items() if value is not None)
    found = sa.select(quarantine, _STATE).where(sa.literal(sought.state.value) == _STATE, *filters)
    if before is not None:
        found = found.where(quarantine.c.claim_id < before)
    rows = session.execute(found.order_by(quarantine.c.claim_id.desc()).limit(sought.limit + 1))
    return [_quarantined(row) for row in rows.mappings()]


_STATE: sa.ColumnElement[str] = sa.case(
    (_waits, QuarantineState.WAITING.value),
    (quarantine.c.is_dropped, QuarantineState.DROPPED.value),
    else_=QuarantineState.POSTED.value,
).label("state")


def _quarantined(row: sa.RowMapping) -> Quarantined:
    about = ("code", "traces", "received_at", "settled_at", "settled_by", "reason")
    return Quarantined(
        claim=Claim(**{name: row[name] for name in CLAIM}),
        state=QuarantineState(row["state"]),
        **{name: row[name] for name in about},
    )
