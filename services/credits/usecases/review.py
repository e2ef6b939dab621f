"""The desk of manual claims: operators ask for more, accept, refuse."""

from __future__ import annotations

from contracts.credits import claim_desk as contract
from contracts.credits.claims import ManualClaim, ManualClaimPage
from contracts.credits.ledger import NoOpenCycle
from kernel import accesses, clock, cursors, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from services.credits.domain.manual import ManualClaim as Claim
from services.credits.domain.manual import as_claim
from services.credits.store import manual
from services.credits.usecases import audits, claiming, posting
from services.credits.usecases.manual import changing
from services.credits.views import manual as views


def list_claims(database: Database, caller: Caller, query: contract.ListClaims) -> ManualClaimPage:
    """What was submitted, the oldest first."""
    after = cursors.identifier(query.cursor)
    with database.reading() as session:
        found = manual.queue(session, query, after=after)
    page = views.claim_page(found, query.limit)
    seen = [(item.person_id, item.claim_id) for item in page.items]
    accesses.note_all(database, caller, "credits.claim.viewed", seen)
    return page


def return_claim(database: Database, caller: Caller, command: contract.ReturnClaim) -> ManualClaim:
    """Ask the claimant for more, and announce it.

    Raises: UnknownClaim, OwnClaim, ClaimMoveRefused, StaleVersion.
    """
    with changing(database, caller, command.claim_id, command.version) as (session, claim):
        claim.require_not_of(caller.person)
        claim.send_back()
        _say(session, caller, claim, command.text)
        outbox.add(session, views.returned(claim, clock.now()))
        return views.claim(claim, manual.comments(session, claim.claim_id))


def accept_claim(database: Database, caller: Caller, command: contract.AcceptClaim) -> ManualClaim:
    """Award what is claimed, by the rules of the ledger, and draw whether it is audited.

    Raises: UnknownClaim, OwnClaim, ClaimMoveRefused, StaleVersion, and what the rules refuse with.
    """
    with changing(database, caller, command.claim_id, command.version) as (session, claim):
        claim.accept(caller.person, clock.now())
        form = claiming.form_of(session, claim.content, clock.legal_day(claim.submitted_at or clock.now()))
        awarded = as_claim(claim.claim_id, claim.person_id, claim.content, form.kind)
        cycle, verdict = posting.judged(session, awarded)
        if verdict.refusal is not None or cycle is None:
            raise verdict.refusal or NoOpenCycle
        posting.post(session, cycle, awarded, verdict, actor=caller.person, reason=claim.receipt)
        audits.draw(session, claim)
    return views.claim(claim)


def refuse_claim(database: Database, caller: Caller, command: contract.RefuseClaim) -> ManualClaim:
    """Refuse a claim for a reason, and announce it.

    Raises: UnknownClaim, OwnClaim, ClaimMoveRefused, StaleVersion.
    """
    with changing(database, caller, command.claim_id, command.version) as (session, claim):
        claim.refuse(caller.person, command.reason, clock.now())
        _say(session, caller, claim, command.text)
        outbox.add(session, views.refused(claim, clock.now()))
        return views.claim(claim, manual.comments(session, claim.claim_id))


def _say(session: Session, caller: Caller, claim: Claim, text: str) -> None:
    manual.comment(session, claim, caller.person, text, clock.now(), by_operator=True)
