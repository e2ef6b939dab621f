"""Manual claims as claimants write them: forms, drafts, submission, comments."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from contracts.credits import claim_forms
from contracts.credits import claims as contract
from contracts.portfolio.documents import DocumentVerified
from kernel import accesses, clock, cursors, inbox, journal
from kernel.database import Database, Session
from kernel.messages import Caller
from kernel.values import EntryId, PersonId, Role, new_id
from services.credits.domain.manual import Content, ManualClaim, as_claim
from services.credits.store import manual
from services.credits.usecases import claiming, posting
from services.credits.views import manual as views


def note_evidence(database: Database, event: DocumentVerified) -> None:
    """Remember a document that claims may refer to from now on."""
    with database.transaction() as session:
        if inbox.first_time(session, event, "note_evidence"):
            manual.note_evidence(session, event.document_id, event.person_id, event.document_type)


def list_claim_forms(database: Database, query: claim_forms.ListClaimForms) -> claim_forms.ClaimFormList:
    with database.reading() as session:
        found = manual.forms(session, query.on or clock.today())
    return claim_forms.ClaimFormList(items=tuple(map(views.form, found)))


def read_claim_form(database: Database, query: claim_forms.ReadClaimForm) -> claim_forms.ClaimForm:
    """Raises: UnknownClaimForm."""
    with database.reading() as session:
        found = manual.forms(session, query.on or clock.today(), query.form)
    if not found:
        raise claim_forms.UnknownClaimForm(form=query.form)
    return views.form(found[0])


def validate_claim(
    database: Database, caller: Caller, query: contract.ValidateClaim
) -> contract.ClaimVerdict:
    """What a submission of this claim would come to, now.

    Raises: UnknownClaimForm, PolicyMissing.
    """
    content = claiming.content_of(query)
    with database.reading() as session:
        form = claiming.form_of(session, content)
        problems = claiming.problems_of(session, caller.person, content, form)
        if problems:
            return views.verdict(problems, None, None)
        claim = as_claim(EntryId(new_id()), caller.person, content, form.kind)
        _, judged = posting.judged(session, claim)
    refusal = judged.refusal.code if judged.refusal is not None else None
    return views.verdict({}, refusal, judged)


def draft_claim(database: Database, caller: Caller, command: contract.DraftClaim) -> contract.ManualClaim:
    """Raises: UnknownClaimForm."""
    return _drafted(database, caller, caller.person, claiming.content_of(command))


def enter_claim(database: Database, caller: Caller, command: contract.EnterClaim) -> contract.ManualClaim:
    """Raises: UnknownClaimForm."""
    return _drafted(database, caller, command.person_id, claiming.content_of(command))


def revise_claim(database: Database, caller: Caller, command: contract.ReviseClaim) -> contract.ManualClaim:
    """Raises: UnknownClaim, ClaimMoveRefused, StaleVersion, UnknownClaimForm."""
    content = claiming.content_of(command)
    with changing(database, caller, command.claim_id, command.version) as (session, claim):
        _require_own(caller, claim)
        claiming.form_of(session, content)
        claim.write(content)
    return views.claim(claim)


def submit_claim(database: Database, caller: Caller, command: contract.MoveClaim) -> contract.ManualClaim:
    """Commit a claim, and announce it.

    Raises: UnknownClaim, ClaimMoveRefused, StaleVersion, UnknownClaimForm, ClaimUnsound,
        and what the rules refuse with.
    """
    with changing(database, caller, command.claim_id, command.version) as (session, claim):
        _require_own(caller, claim)
        claiming.require_sound(session, claim)
        claiming.submit(session, claim)
    return views.claim(claim)


def withdraw_claim(database: Database, caller: Caller, command: contract.MoveClaim) -> contract.ManualClaim:
    """Raises: UnknownClaim, ClaimMoveRefused, StaleVersion."""
    with changing(database, caller, command.claim_id, command.version) as (_, claim):
        _require_own(caller, claim)
        claim.withdraw(caller.person, clock.now())
    return views.claim(claim)


def comment_on_claim(
    database: Database, caller: Caller, command: contract.CommentOnClaim
) -> contract.ManualClaim:
    """Raises: UnknownClaim, ClaimMoveRefused."""
    with database.transaction() as session:
        claim = _seen(caller, manual.find_locked(session, command.claim_id), command.claim_id)
        claim.require_talking()
        by_operator = claim.person_id != caller.person
        manual.comment(session, claim, caller.person, command.text, clock.now(), by_operator=by_operator)
        journal.record(session, "credits.manual_claim.commented", str(claim.claim_id))
        return views.claim(claim, manual.comments(session, claim.claim_id))


def my_claims(database: Database, caller: Caller, query: contract.ListMyClaims) -> contract.ManualClaimPage:
    """The caller's claims, newest first."""
    before, limit = cursors.identifier(query.cursor), query.limit + 1
    with database.reading() as session:
        found = manual.of_person(session, caller.person, state=query.state, before=before, limit=limit)
    return views.claim_page(found, query.limit)


def read_claim(database: Database, caller: Caller, query: contract.ReadClaim) -> contract.ManualClaim:
    """Raises: UnknownClaim."""
    with database.reading() as session:
        claim = _seen(caller, manual.find(session, query.claim_id), query.claim_id)
        comments = manual.comments(session, query.claim_id)
    accesses.note(database, caller, "credits.claim.viewed", claim.person_id, case=query.claim_id)
    return views.claim(claim, comments)


def claim_history(database: Database, caller: Caller, query: contract.ReadClaim) -> contract.ClaimHistory:
    """Raises: UnknownClaim."""
    with database.reading() as session:
        claim = _seen(caller, manual.find(session, query.claim_id), query.claim_id)
        changes = manual.changes(session, query.claim_id)
    accesses.note(database, caller, "credits.claim.viewed", claim.person_id, case=query.claim_id)
    return views.history(changes)


@contextmanager
def changing(
    database: Database, caller: Caller, claim_id: EntryId, version: int
) -> Iterator[tuple[Session, ManualClaim]]:
    """A claim to be changed by one who may see it; the step is kept with what it changed.

    Raises: UnknownClaim, StaleVersion.
    """
    with database.transaction() as session:
        claim = _seen(caller, manual.find_locked(session, claim_id), claim_id)
        claim.expect_version(version)
        before = claiming.facts(claim)
        yield session, claim
        claiming.note_step(session, claim, caller.person, before)


def _drafted(
    database: Database, caller: Caller, person_id: PersonId, content: Content
) -> contract.ManualClaim:
    with database.transaction() as session:
        claiming.form_of(session, content)
        return views.claim(claiming.begin(session, caller.person, person_id, content))


def _seen(caller: Caller, claim: ManualClaim | None, claim_id: EntryId) -> ManualClaim:
    """Of others' claims, operators see what was submitted, and what they entered.

    Raises: UnknownClaim.
    """
    if claim is not None:
        is_submitted = claim.submitted_at is not None and caller.has(Role.REGULATOR, Role.ADMINISTRATOR)
        if is_submitted or caller.person in (claim.person_id, claim.entered_by):
            return claim
    raise contract.UnknownClaim(claim_id=claim_id)


def _require_own(caller: Caller, claim: ManualClaim) -> None:
    """Claimants, and operators who entered a claim, write it; nobody else does.

    Raises: UnknownClaim.
    """
    if caller.person not in (claim.person_id, claim.entered_by):
        raise contract.UnknownClaim(claim_id=claim.claim_id)
