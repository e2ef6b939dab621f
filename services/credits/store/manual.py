"""Manual claims: their forms, their evidence, and the claims themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.credits.claim_desk import ListClaims
from contracts.credits.claims import ManualClaimState
from kernel.values import ActivityId, DocumentId, EntryId, PersonId, new_id
from services.credits import tables
from services.credits.domain.forms import Form, FormField
from services.credits.domain.manual import ManualClaim

_form, _field = tables.claim_forms.c, tables.claim_fields.c
_claim, _comment, _change = tables.manual_claims.c, tables.claim_comments.c, tables.claim_changes.c


def forms(session: Session, on: date, code: str | None = None) -> list[Form]:
    """The forms in force on a day, by code; one, where it is named."""
    in_force = _form.valid_from <= on, sa.or_(_form.valid_before.is_(None), _form.valid_before > on)
    found = sa.select(tables.claim_forms).where(*in_force)
    if code is not None:
        found = found.where(_form.code == code)
    rows = session.execute(found.order_by(_form.code)).mappings().all()
    return [
        Form(
            **{name: row[name] for name in ("code", "kind", "name_ru", "name_en", "evidence")},
            fields=_fields(session, row["code"]),
        )
        for row in rows
    ]


def _fields(session: Session, form: str) -> tuple[FormField, ...]:
    columns = [_field[name] for name in FormField.__dataclass_fields__]
    rows = session.execute(sa.select(*columns).where(_field.form == form).order_by(_field.position))
    return tuple(FormField(**row) for row in rows.mappings())


def note_evidence(session: Session, document_id: DocumentId, person_id: PersonId, kind: str) -> None:
    row = insert(tables.evidence).values(document_id=document_id, person_id=person_id, type=kind)
    session.execute(row.on_conflict_do_nothing())


def evidence_types(session: Session, person_id: PersonId, documents: Iterable[DocumentId]) -> dict[UUID, str]:
    """document_id -> type, of those that are the person's and have passed the checks."""
    column = tables.evidence.c
    own = column.person_id == person_id, column.document_id.in_([*documents])
    found = session.execute(sa.select(column.document_id, column.type).where(*own))
    return {document_id: type_ for document_id, type_ in found}


def add(session: Session, claim: ManualClaim) -> None:
    session.add(claim)
    session.flush()  # comments and changes refer to the claim by its key alone


def find(session: Session, claim_id: EntryId) -> ManualClaim | None:
    return session.get(ManualClaim, claim_id)


def find_locked(session: Session, claim_id: EntryId) -> ManualClaim | None:
    """The claim as it is now; nobody else changes it until the transaction ends."""
    return session.get(ManualClaim, claim_id, with_for_update=True, populate_existing=True)


def is_claimed(session: Session, claim: ManualClaim, activity_id: ActivityId) -> bool:
    """Whether another claim of the person for the same activity is being considered."""
    open_states = (ManualClaimState.SUBMITTED, ManualClaimState.RETURNED)
    same = _claim.person_id == claim.person_id, _claim.activity_id == activity_id
    others = _claim.state.in_(open_states), _claim.claim_id != claim.claim_id
    return session.scalar(sa.select(sa.select(_claim.claim_id).where(*same, *others).exists())) is True


def open_twice(session: Session, one: PersonId, other: PersonId) -> Sequence[ManualClaim]:
    """The claims of the one account being considered for what the other claims, too, locked."""
    theirs = tables.manual_claims.alias()
    open_states = [ManualClaimState.SUBMITTED, ManualClaimState.RETURNED]
    both = _claim.person_id == one, theirs.c.person_id == other, theirs.c.activity_id == _claim.activity_id
    is_open = _claim.state.in_(open_states), theirs.c.state.in_(open_states)
    found = sa.select(ManualClaim).join(theirs, sa.and_(*both, *is_open))
    return session.scalars(found.with_for_update()).all()


def settled_by(session: Session, person_id: PersonId, operator: PersonId) -> Sequence[ManualClaim]:
    """What `operator` decided about the person's claims."""
    decided = _claim.state.in_([ManualClaimState.ACCEPTED, ManualClaimState.REFUSED])
    hand = sa.or_(_claim.person_id == person_id, _claim.entered_by == person_id)
    return session.scalars(sa.select(ManualClaim).where(hand, decided, _claim.settled_by == operator)).all()


def pass_on(session: Session, person_id: PersonId, kept_id: PersonId) -> None:
    """Let claims and evidence of a merged account be of the one that is kept.

    What that one had decided itself stays where it was: two hands are on every decision.
    """
    is_decided = _claim.state.in_([ManualClaimState.ACCEPTED, ManualClaimState.REFUSED])
    other_hand = sa.or_(~is_decided, _claim.settled_by != kept_id)
    for column in (_claim.person_id, _claim.entered_by):
        own = sa.update(tables.manual_claims).where(column == person_id, other_hand)
        session.execute(own.values({column: kept_id}))
    proofs = sa.update(tables.evidence).where(tables.evidence.c.person_id == person_id)
    session.execute(proofs.values(person_id=kept_id))
    looked_at = sa.update(tables.claim_audits).where(tables.claim_audits.c.person_id == person_id)
    session.execute(looked_at.values(person_id=kept_id))


def of_person(
    session: Session,
    person_id: PersonId,
    *,
    state: ManualClaimState | None,
    before: UUID | None,
    limit: int,
) -> Sequence[ManualClaim]:
    """The person's claims, the newest first, older than `before`."""
    found = sa.select(ManualClaim).where(_claim.person_id == person_id)
    if state is not None:
        found = found.where(_claim.state == state)
    if before is not None:
        found = found.where(_claim.claim_id < before)
    return session.scalars(found.order_by(_claim.claim_id.desc()).limit(limit)).all()


def queue(session: Session, sought: ListClaims, *, after: UUID | None) -> Sequence[ManualClaim]:
    """What was ever submitted, the oldest first, behind `after`; one more than asked for if there is more."""
    asked = {_claim[name]: getattr(sought, name) for name in ("form", "speciality", "person_id")}
    filters = [column == value for column, value in asked.items() if value is not None]
    found = sa.select(ManualClaim).where(
        _claim.state == sought.state, _claim.submitted_at.is_not(None), *filters
    )
    if after is not None:
        found = found.where(_claim.claim_id > after)
    return session.scalars(found.order_by(_claim.claim_id).limit(sought.limit + 1)).all()


def comment(
    session: Session, claim: ManualClaim, author: PersonId, text: str, at: datetime, *, by_operator: bool
) -> None:
    row = {
        "comment_id": new_id(),
        "claim_id": claim.claim_id,
        "author": author,
        "by_operator": by_operator,
        "text": text,
        "written_at": at,
    }
    session.execute(tables.claim_comments.insert().values(row))


def comments(session: Session, claim_id: EntryId) -> list[dict[str, Any]]:
    """(written_at, by_operator, text), the oldest first."""
    found = sa.select(_comment.written_at, _comment.by_operator, _comment.text)
    of_claim = found.where(_comment.claim_id == claim_id).order_by(_comment.comment_id)
    return [{**row} for row in session.execute(of_claim).mappings()]


def note_change(
    session: Session,
    claim: ManualClaim,
    by: PersonId,
    at: datetime,
    *,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    """Keep a step in the life of a claim. before, after: of the fields that changed, as JSON data."""
    row = {
        "claim_id": claim.claim_id,
        "version": claim.version,
        "changed_by": by,
        "changed_at": at,
        "state": claim.state,
        "before": before,
        "after": after,
    }
    session.execute(tables.claim_changes.insert().values(row))


def changes(session: Session, claim_id: EntryId) -> list[dict[str, Any]]:
    """The steps of a claim, the oldest first."""
    of_claim = sa.select(tables.claim_changes).where(_change.claim_id == claim_id)
    return [{**row} for row in session.execute(of_claim.order_by(_change.version)).mappings()]
