"""The desk of the quarantine: operators look at refused claims, try them again, or drop them."""

from __future__ import annotations

from contracts.credits import quarantine as contract
from kernel import accesses, clock, cursors, journal, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from kernel.values import EntryId
from services.credits import views
from services.credits.domain.quarantine import Quarantined
from services.credits.store import cycles, quarantine
from services.credits.usecases import posting


def list_quarantined(
    database: Database, caller: Caller, query: contract.ListQuarantined
) -> contract.QuarantinePage:
    """The newest first."""
    before = cursors.identifier(query.cursor)
    with database.reading() as session:
        found = quarantine.page(session, query, before=before)
    page = views.quarantine_page(found, query.limit)
    seen = [(item.person_id, item.claim_id) for item in page.items]
    accesses.note_all(database, caller, "credits.claim.viewed", seen)
    return page


def read_quarantined(
    database: Database, caller: Caller, query: contract.ReadQuarantined
) -> contract.Quarantined:
    """Raises: UnknownQuarantined."""
    with database.reading() as session:
        found = _found(session, query.claim_id)
    person_id = found.claim.person_id
    accesses.note(database, caller, "credits.claim.viewed", person_id, case=query.claim_id)
    return views.quarantined(found)


def resubmit_quarantined(
    database: Database, caller: Caller, command: contract.SettleQuarantined
) -> contract.Quarantined:
    """Judge a claim again; it is posted, or goes on waiting under the rule that it breaks now.

    Raises: UnknownQuarantined, QuarantineSettled, PolicyMissing.
    """
    with database.transaction() as session:
        claim = _waiting(session, command.claim_id).claim
        cycle, verdict = posting.judged(session, claim)
        if cycle is not None and verdict.refusal is None:
            by, reason = caller.person, command.reason
            posting.post(session, cycle, claim, verdict, actor=by, reason=reason)
            quarantine.settle(session, claim.claim_id, clock.now(), by=by, reason=reason)
        else:
            code = type(verdict.refusal).__name__
            quarantine.note_verdict(session, claim.claim_id, code=code, traces=verdict.traces)
            journal.record(session, "credits.claim.resubmitted", str(claim.claim_id), refused=code)
        return views.quarantined(_found(session, command.claim_id))


def drop_quarantined(
    database: Database, caller: Caller, command: contract.SettleQuarantined
) -> contract.Quarantined:
    """Give a claim up, and tell its specialist.

    Raises: UnknownQuarantined, QuarantineSettled.
    """
    with database.transaction() as session:
        dropped, now = _waiting(session, command.claim_id), clock.now()
        quarantine.settle(
            session, command.claim_id, now, is_dropped=True, by=caller.person, reason=command.reason
        )
        outbox.add(session, views.dropped(dropped, now))
        return views.quarantined(_found(session, command.claim_id))


def _found(session: Session, claim_id: EntryId) -> Quarantined:
    found = quarantine.find(session, claim_id)
    if found is None:
        raise contract.UnknownQuarantined(claim_id=claim_id)
    return found


def _waiting(session: Session, claim_id: EntryId) -> Quarantined:
    """The claim as it is once nobody else may settle it: whoever does holds its person locked."""
    cycles.lock_person(session, _found(session, claim_id).claim.person_id)
    found = _found(session, claim_id)
    found.require_waiting()
    return found
