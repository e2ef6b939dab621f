"""How a claim gets into the ledger: a step of every use case that posts one."""

from __future__ import annotations

from kernel import clock, outbox
from kernel.database import Session
from kernel.values import EntryId, PersonId
from services.credits import views
from services.credits.domain.claim import Case, Claim, Verdict, judge
from services.credits.domain.cycle import Cycle
from services.credits.domain.ledger import Entry
from services.credits.store import cycles, law, ledger, nomenclature, quarantine, suspensions


def post_or_quarantine(session: Session, claim: Claim, *, reason: str | None = None) -> bool:
    """Post the claim; one that breaks a rule is kept with its code, and its person is told.

    Gives whether it was posted.
    Raises: PolicyMissing.
    """
    cycle, verdict = judged(session, claim)
    if cycle is not None and verdict.refusal is None:
        post(session, cycle, claim, verdict, reason=reason)
        return True
    code, now = type(verdict.refusal).__name__, clock.now()
    claim_id = quarantine.put(session, claim, code=code, traces=verdict.traces, at=now)
    outbox.add(session, views.rejected(claim, claim_id, code, now))
    return False


def judged(session: Session, claim: Claim, *, is_carried: bool = False) -> tuple[Cycle | None, Verdict]:
    """The cycle that the claim belongs to, and the verdict. Nobody else changes the person's sums meanwhile.

    is_carried: whether an account merged into the person's had it posted.
    Raises: PolicyMissing.
    """
    cycles.lock_person(session, claim.person_id)
    cycle = cycles.cycle_on(session, claim.person_id, claim.speciality, claim.completed_on)
    case = Case(
        claim=claim,
        cycle=cycle,
        is_credited=cycle is not None and ledger.is_credited(session, cycle.cycle_id, claim.activity_id),
        is_suspended=suspensions.is_suspended(session, claim.activity_id, claim.completed_on),
        is_of_suspended=suspensions.is_of_suspended(session, claim.activity_id, claim.completed_on),
        lapse=nomenclature.lapsed(session, claim.speciality, ledger.begins_on(session, claim)),
        events_that_day=ledger.events_on(session, claim.person_id, claim.completed_on),
        overlapped=ledger.overlapped(session, claim),
        designated=ledger.designated(session, claim),
        policies=law.policies(session),
        today=clock.today(),
        is_carried=is_carried,
    )
    return cycle, judge(case)


def post(
    session: Session,
    cycle: Cycle,
    claim: Claim,
    verdict: Verdict,
    *,
    actor: PersonId | None = None,
    reason: str | None = None,
    carried_from: EntryId | None = None,
) -> Entry:
    """Enter what the verdict lets in, and announce it. carried_from: the entry that it goes on from."""
    account = ledger.account_of(session, cycle.cycle_id)
    entry = account.post(claim, verdict, at=clock.now(), actor=actor, reason=reason)
    ledger.record(session, entry)
    outbox.add(session, views.posted(entry, cycle.speciality, account.balance, carried_from=carried_from))
    return entry


def take_back(
    session: Session,
    entry: Entry,
    *,
    actor: PersonId | None,
    reason: str,
    carried_to: EntryId | None = None,
    twin: EntryId | None = None,
) -> None:
    """Reverse an entry, and announce it. actor: None when no human did it.

    carried_to, twin: what stands for it since its account was merged, as `EntryReversed` tells.

    Raises: UnknownEntry, AlreadyReversed.
    """
    account = ledger.account_of(session, entry.cycle_id)
    is_credited = ledger.counts(session, entry.entry_id)
    reversal = account.reverse(entry, is_credited=is_credited, reason=reason, actor=actor, at=clock.now())
    ledger.record(session, reversal)
    told = views.taken_back(entry, account.balance, reversal.posted_at, carried_to=carried_to, twin=twin)
    outbox.add(session, told)


def post_waiting(session: Session, cycle: Cycle) -> None:
    """Post what was refused for want of this cycle."""
    session.flush()  # the claims look for their cycle in the database
    for claim in quarantine.waiting_for(session, cycle):
        if post_or_quarantine(session, claim):
            quarantine.settle(session, claim.claim_id, clock.now())
