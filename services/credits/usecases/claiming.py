"""How a manual claim is written and committed: steps of every use case that takes one."""

from __future__ import annotations

from datetime import date
from typing import Any

from contracts.credits import claim_forms
from contracts.credits import claims as contract
from kernel import clock, journal, numbers, outbox
from kernel.database import Session
from kernel.values import PersonId
from services.credits.domain.forms import Form
from services.credits.domain.manual import CONTENT, Content, ManualClaim, as_claim
from services.credits.store import manual
from services.credits.usecases import posting
from services.credits.views import manual as views


def content_of(command: contract.ClaimContent) -> Content:
    return Content(**{name: getattr(command, name) for name in CONTENT})


def form_of(session: Session, content: Content, on: date | None = None) -> Form:
    """The form as it is on a day; today when none is named. Raises: UnknownClaimForm."""
    found = manual.forms(session, on or clock.today(), content.form)
    if not found:
        raise claim_forms.UnknownClaimForm(form=content.form)
    return found[0]


def problems_of(session: Session, person_id: PersonId, content: Content, form: Form) -> dict[str, str]:
    """What keeps a claim from being submitted: the path of each offending field -> the rule's code."""
    problems = form.problems(content, clock.today())
    types = manual.evidence_types(session, person_id, content.evidence)
    if types.keys() != {*content.evidence}:
        problems["evidence"] = "claim.evidence_unknown"
    elif types and not set(form.evidence).intersection(types.values()):
        problems["evidence"] = "claim.evidence_type"
    return problems


def require_sound(session: Session, claim: ManualClaim) -> None:
    """See that a claim satisfies its form and the rules as they are now.

    Raises: UnknownClaimForm, ClaimUnsound, and what the rules refuse with.
    """
    form = form_of(session, claim.content)
    problems = problems_of(session, claim.person_id, claim.content, form)
    if problems:
        raise contract.ClaimUnsound(problems)
    asked = as_claim(claim.claim_id, claim.person_id, claim.content, form.kind)
    _, verdict = posting.judged(session, asked)
    if verdict.refusal is not None:
        raise verdict.refusal
    if manual.is_claimed(session, claim, asked.activity_id):
        raise contract.ClaimKnown(activity_id=asked.activity_id)


def submit(session: Session, claim: ManualClaim) -> None:
    """Raises: ClaimMoveRefused."""
    now = clock.now()
    claim.submit(numbers.unguessable("CL", clock.today().year), now)
    outbox.add(session, views.submitted(claim, now))


def begin(session: Session, by: PersonId, person_id: PersonId, content: Content) -> ManualClaim:
    """A new draft."""
    claim = ManualClaim(person_id=person_id, entered_by=by, drafted_at=clock.now(), **vars(content))
    enter(session, claim, by)
    return claim


def enter(session: Session, claim: ManualClaim, by: PersonId) -> None:
    """Keep a new draft, and who wrote it."""
    manual.add(session, claim)
    note_step(session, claim, by, {})


def facts(claim: ManualClaim) -> dict[str, Any]:
    """What a claim says, as JSON data."""
    told = {name: getattr(claim, name) for name in (*CONTENT, "state")}
    plain = {name: None if fact is None else str(fact) for name, fact in told.items()}
    return plain | {"details": dict(claim.details), "evidence": [str(each) for each in claim.evidence]}


def note_step(session: Session, claim: ManualClaim, by: PersonId, before: dict[str, Any]) -> None:
    """Keep a step of a claim, with what changed."""
    after = facts(claim)
    changed = {name for name in after if before.get(name) != after[name]}
    manual.note_change(
        session,
        claim,
        by,
        clock.now(),
        before={name: before.get(name) for name in sorted(changed)},
        after={name: after[name] for name in sorted(changed)},
    )
    journal.record(session, "credits.claim.changed", str(claim.claim_id), state=claim.state)
