"""Audits of accepted claims: the draw, the choice of an operator, the outcome."""

from __future__ import annotations

from contracts.credits import claim_desk as contract
from contracts.credits.claims import ManualClaimState, UnknownClaim
from kernel import accesses, clock, cursors, journal, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from services.credits.domain.audit import ClaimAudit, is_drawn
from services.credits.domain.manual import ManualClaim
from services.credits.store import audits, cycles, law, ledger, manual
from services.credits.usecases import posting
from services.credits.views import manual as views


def draw(session: Session, claim: ManualClaim) -> None:
    """Open an audit of a claim just accepted if the draw falls on it. Raises: PolicyMissing."""
    share = law.policies(session).on("claim.audit_share", clock.today()).whole
    if claim.receipt is not None and is_drawn(claim.receipt, share):
        _open(session, _audit(claim, contract.AuditKind.RANDOM, share=share))


def audit_claim(database: Database, caller: Caller, command: contract.AuditClaim) -> contract.ClaimAudit:
    """Raises: UnknownClaim -- or it was never accepted. AuditKnown."""
    with database.transaction() as session:
        claim = manual.find_locked(session, command.claim_id)
        if claim is None or claim.state is not ManualClaimState.ACCEPTED:
            raise UnknownClaim(claim_id=command.claim_id)
        if audits.of_claim(session, claim.claim_id) is not None:
            raise contract.AuditKnown(claim_id=claim.claim_id)
        audit = _audit(claim, contract.AuditKind.TARGETED)
        audit.opened_by, audit.opened_for = caller.person, command.reason
        _open(session, audit)
    return views.audit(audit)


def list_audits(database: Database, caller: Caller, query: contract.ListAudits) -> contract.ClaimAuditPage:
    """The newest first."""
    before, limit = cursors.identifier(query.cursor), query.limit + 1
    with database.reading() as session:
        found = audits.page(session, is_settled=query.is_settled, before=before, limit=limit)
    page = views.audit_page(found, query.limit)
    seen = [(item.person_id, item.claim_id) for item in page.items]
    accesses.note_all(database, caller, "credits.claim.viewed", seen)
    return page


def settle_audit(database: Database, caller: Caller, command: contract.SettleAudit) -> contract.ClaimAudit:
    """Give an audit its outcome; who accepted the claim does not audit it. Reversed: the entry is taken back.

    Raises: UnknownAudit, AuditSettled, OwnClaim.
    """
    with database.transaction() as session:
        audit = audits.find_locked(session, command.audit_id)
        if audit is None:
            raise contract.UnknownAudit(audit_id=command.audit_id)
        _require_unbiased(session, caller, audit)
        audit.settle(command.outcome, command.reason, caller.person, clock.now())
        if command.outcome is contract.AuditOutcome.REVERSED:
            _take_back(session, caller, audit, command.reason)
        journal.record(session, "credits.audit.settled", str(audit.audit_id), outcome=command.outcome)
        outbox.add(session, views.audit_settled(audit, command.outcome, clock.now()))
    return views.audit(audit)


def open_for_own_hand(session: Session, claim: ManualClaim, reason: str) -> None:
    """Open an audit of a claim that its own person accepted, as a merger of accounts has shown."""
    if audits.of_claim(session, claim.claim_id) is None:
        audit = _audit(claim, contract.AuditKind.TARGETED)
        audit.opened_for = reason
        _open(session, audit)


def _audit(claim: ManualClaim, kind: contract.AuditKind, share: int | None = None) -> ClaimAudit:
    return ClaimAudit(
        claim_id=claim.claim_id,
        person_id=claim.person_id,
        receipt=claim.receipt or "",
        kind=kind,
        share=share,
        opened_at=clock.now(),
        opened_by=None,
        opened_for=None,
    )


def _open(session: Session, audit: ClaimAudit) -> None:
    audits.add(session, audit)
    journal.record(session, "credits.audit.opened", str(audit.audit_id), kind=audit.kind)
    outbox.add(session, views.audit_opened(audit))


def _require_unbiased(session: Session, caller: Caller, audit: ClaimAudit) -> None:
    claim = manual.find(session, audit.claim_id)
    if claim is not None:
        claim.require_not_of(caller.person)
        if claim.settled_by == caller.person:
            raise contract.OwnClaim(claim_id=claim.claim_id)


def _take_back(session: Session, caller: Caller, audit: ClaimAudit, reason: str) -> None:
    """An entry that was reversed meanwhile stays as it is."""
    cycles.lock_person(session, audit.person_id)
    entry = ledger.latest(session, audit.claim_id)
    if entry is not None and ledger.counts(session, entry.entry_id):
        posting.take_back(session, entry, actor=caller.person, reason=reason)
