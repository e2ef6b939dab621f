"""Two accounts were one person's: what the one that is gone has earned and planned is the other's now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from contracts.identity.duplicates import PersonMerged
from kernel import clock, inbox, journal, mergers
from kernel.database import Database, Session
from kernel.values import PersonId
from services.credits.domain.cycle import DAY, Cycle
from services.credits.domain.merging import ACCEPTED_BY_SELF, WAITS_ALREADY
from services.credits.store import cycles, loans, manual, planned, plans, quarantine
from services.credits.usecases import audits, carrying, claiming, posting
from services.credits.vault import Vault


def follow_merger(database: Database, vault: Vault, event: PersonMerged) -> None:
    """Carry everything over, in one transaction. Repeats are ignored.

    Nobody posts for either account meanwhile, and what is heard of the one that is gone comes to the other.
    Raises: PolicyMissing -- the event is to be delivered again.
    """
    gone_id = event.merged_id
    with database.transaction() as session:
        kept_id = mergers.note(session, gone_id, event.person_id, event.occurred_at)
        if kept_id is None or not inbox.first_time(session, event, "follow_merger"):
            return
        for person_id in sorted((gone_id, kept_id)):
            cycles.lock_person(session, person_id)
        left = cycles.of_person(session, gone_id)
        became = _carry(session, vault, left, kept_id)
        _pass_on_claims(session, gone_id, kept_id)
        _pass_on_plans(session, left, gone_id, kept_id)
        loans.pass_on(session, gone_id, kept_id)
        _post_waiting(session, kept_id)
        journal.record(session, "credits.person.merged", str(kept_id), merged_id=str(gone_id), **became)


def _carry(session: Session, vault: Vault, left: Sequence[Cycle], kept_id: PersonId) -> Counter[str]:
    """Cycles first: an entry may belong to the one that goes on from another."""
    onward = [(cycle, carrying.carry_cycle(session, vault, cycle, kept_id)) for cycle in left]
    became: Counter[str] = Counter(cycles=len(left))
    for cycle, following in onward:
        became.update(carrying.carry_entries(session, cycle, kept_id))
        if following is not None:
            carrying.close(session, cycle, following)
        cycle.merged_at = clock.now()
    session.flush()  # what is left behind is nobody's
    return became


def _pass_on_claims(session: Session, gone_id: PersonId, kept_id: PersonId) -> None:
    """The same claim is considered once; what a person decided about themselves is looked at once more."""
    now = clock.now()
    for claim in manual.open_twice(session, gone_id, kept_id):
        before = claiming.facts(claim)
        claim.withdraw(kept_id, now)
        claiming.note_step(session, claim, kept_id, before)
    for person_id, operator in ((gone_id, kept_id), (kept_id, gone_id)):
        for claim in manual.settled_by(session, person_id, operator):
            if claim.is_accepted:
                audits.open_for_own_hand(session, claim, ACCEPTED_BY_SELF)
    session.flush()  # no two open claims are of one activity
    manual.pass_on(session, gone_id, kept_id)
    for claim_id in quarantine.waiting_twice(session, gone_id, kept_id):
        quarantine.settle(session, claim_id, now, is_dropped=True, reason=WAITS_ALREADY)
    quarantine.pass_on(session, gone_id, kept_id)


def _pass_on_plans(session: Session, left: Sequence[Cycle], gone_id: PersonId, kept_id: PersonId) -> None:
    """A plan goes on in the cycle that goes on, unless that one has a plan; its person keeps both."""
    today = clock.today()
    for cycle in left:
        plan = plans.of_cycle(session, cycle.cycle_id)
        if plan is None:
            continue
        day = max(cycle.starts_on, min(today, cycle.ends_before - DAY))
        onward = cycles.cycle_on(session, kept_id, cycle.speciality, day)
        is_free = onward is not None and plans.of_cycle(session, onward.cycle_id) is None
        plan.pass_to(kept_id, onward.cycle_id if onward is not None and is_free else None)
        session.flush()  # the next plan looks for it in the database
    for item in planned.all_of(session, gone_id):
        onward = cycles.cycle_on(session, kept_id, item.speciality, clock.legal_day(item.starts_at))
        if onward is None:
            planned.strike(session, item.enrolment_id)
        else:
            planned.pass_on(session, item.enrolment_id, kept_id, onward.cycle_id)


def _post_waiting(session: Session, kept_id: PersonId) -> None:
    """A claim of either account may have waited for a cycle of the other."""
    for cycle in cycles.of_person(session, kept_id):
        posting.post_waiting(session, cycle)
