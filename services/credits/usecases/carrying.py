"""Cycles and entries of a merged account go on in the account that is kept: steps of the merger."""

from __future__ import annotations

from collections import Counter
from datetime import date

from contracts.credits.ledger import AlreadyAwarded
from kernel import clock, outbox
from kernel.database import Session
from kernel.values import PersonId
from services.credits import views
from services.credits.domain.claim import Claim, Verdict
from services.credits.domain.cycle import Cycle
from services.credits.domain.ledger import Entry
from services.credits.domain.merging import (
    CARRIED,
    CARRIED_FROM,
    REFUSED,
    TWIN,
    carried,
    goes_on,
    held_until,
)
from services.credits.domain.succession import give_way
from services.credits.store import cycles, ledger, lifecycle, quarantine
from services.credits.usecases import posting
from services.credits.usecases.renewals import MOVED
from services.credits.vault import Vault


def carry_cycle(session: Session, vault: Vault, left: Cycle, kept_id: PersonId) -> Cycle | None:
    """Begin the cycle that goes on from one left behind; None where the kept account's own hold its days."""
    running = cycles.cycle_begun_by(session, kept_id, left.speciality, left.starts_on)
    following = cycles.begun_after(session, kept_id, left.speciality, left.starts_on)
    until = held_until(left, running, following)
    if until is None:
        return None
    onward = goes_on(left, kept_id, until, clock.now())
    onward.basis_sealed = vault.seal(onward, vault.open(left, lifecycle.basis_of(session, left)))
    session.flush()  # an application has begun one cycle
    if running is not None and left.starts_on in running.period:
        _succeed(session, running, onward)
    else:
        cycles.add(session, onward)
    outbox.add(session, views.opened(onward, carried_from=left.cycle_id))
    session.flush()  # entries look for their cycle in the database
    return onward


def carry_entries(session: Session, left: Cycle, kept_id: PersonId) -> Counter[str]:
    """Let what counts in a cycle left behind count for the kept account, once; what became of how many."""
    entries = ledger.counting_since(session, left.cycle_id, date.min)
    return Counter(_carry(session, entry, left, kept_id) for entry in entries)


def close(session: Session, left: Cycle, onward: Cycle) -> None:
    """What had been closed stays so, and is not announced anew."""
    if lifecycle.was_closed(session, left, onward.ends_before):
        session.flush()  # its sums are read anew
        lifecycle.close(session, onward, ledger.account_of(session, onward.cycle_id), clock.now())


def _succeed(session: Session, running: Cycle, onward: Cycle) -> None:
    renewal = give_way(running, onward, clock.now())
    cycles.succeed(session, renewal)
    outbox.add(session, views.renewed(renewal))
    session.flush()
    _move_entries(session, running, onward)


def _move_entries(session: Session, running: Cycle, onward: Cycle) -> None:
    """All are taken back before the first is posted again, or the cap of a day would count them twice."""
    entries = ledger.counting_since(session, running.cycle_id, onward.starts_on)
    moved = [(entry, carried(entry, onward.speciality, onward.person_id)) for entry in entries]
    for entry, claim in moved:
        posting.take_back(session, entry, actor=None, reason=MOVED, carried_to=claim.claim_id)
    session.flush()
    for entry, claim in moved:
        cycle, verdict = posting.judged(session, claim, is_carried=True)
        if cycle is not None and verdict.refusal is None:
            _post(session, entry, cycle, claim, verdict)
        else:
            _quarantine(session, claim, verdict)


def _carry(session: Session, entry: Entry, left: Cycle, kept_id: PersonId) -> str:
    claim = carried(entry, left.speciality, kept_id)
    cycle, verdict = posting.judged(session, claim, is_carried=True)
    if cycle is not None and verdict.refusal is None:
        posting.take_back(session, entry, actor=None, reason=CARRIED, carried_to=claim.claim_id)
        _post(session, entry, cycle, claim, verdict)
        return "carried"
    if cycle is not None and isinstance(verdict.refusal, AlreadyAwarded):
        twin = ledger.twin(session, cycle.cycle_id, claim.activity_id)
        posting.take_back(session, entry, actor=None, reason=TWIN.format(entry_id=twin), twin=twin)
        return "twins"
    code = type(verdict.refusal).__name__
    posting.take_back(session, entry, actor=None, reason=REFUSED.format(code=code))
    _quarantine(session, claim, verdict)
    return "refused"


def _post(session: Session, entry: Entry, cycle: Cycle, claim: Claim, verdict: Verdict) -> None:
    reason = CARRIED_FROM.format(entry_id=entry.entry_id)
    onward = posting.post(session, cycle, claim, verdict, reason=reason, carried_from=entry.entry_id)
    ledger.carry(session, entry, onward)
    session.flush()  # the next one is held against the day's sums


def _quarantine(session: Session, claim: Claim, verdict: Verdict) -> None:
    """Both accounts together break a rule of law: a human looks at it, and the person is told."""
    code, now = type(verdict.refusal).__name__, clock.now()
    claim_id = quarantine.put(session, claim, code=code, traces=verdict.traces, at=now)
    outbox.add(session, views.rejected(claim, claim_id, code, now))
