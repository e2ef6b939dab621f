"""Rehearsing a draft of the law: asked for, worked off in batches, cancelled, read."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from contracts.credits import drafts as draft_contract
from contracts.credits import rehearsals as contract
from kernel import accesses, clock, cursors, journal
from kernel.database import Database, Session
from kernel.messages import Caller
from services.credits import views
from services.credits.domain import requirements
from services.credits.domain.drafting import PolicyDraft
from services.credits.domain.rehearsal import Comparison, Rehearsal, day_of
from services.credits.store import drafts, law, rehearsals

# Small enough that nobody waits for a batch, neither a canceller nor the other work of the process.
BATCH = 1000


def rehearse(database: Database, caller: Caller, command: contract.Rehearse) -> contract.Rehearsal:
    """Ask for a rehearsal; one that is under way for the same draft and day is the same.

    Raises: UnknownPolicyDraft, PolicyDraftSettled, RehearsalUnsound, DecidesNobody.
    """
    with database.transaction() as session:
        draft = _draft(session, command.draft_id)
        on = day_of(command.on, draft.valid_from, clock.today())
        rehearsal = rehearsals.under_way(session, draft.draft_id, on) or _new(session, caller, draft, on)
    return views.rehearsal(rehearsal, ())


def work(database: Database) -> None:
    """Work on what has been asked for until nothing is left, or somebody else works on it."""
    while work_once(database):
        pass


def work_once(database: Database) -> bool:
    """One batch of the oldest rehearsal. Gives whether there was one to work on.

    What a batch found and how far it came are committed together: whoever is killed repeats nothing.
    """
    with database.transaction() as session:
        rehearsal = rehearsals.next_locked(session)
        if rehearsal is None:
            return False
        if rehearsal.began_at is None:
            rehearsal.begin(rehearsals.population(session, rehearsal), clock.now())
        batch = rehearsals.batch(session, rehearsal, BATCH)
        rehearsals.note_flips(session, rehearsal, _comparison(session, rehearsal).flipped(batch))
        if batch:
            rehearsal.advance(batch[-1].cycle_id, len(batch))
        if len(batch) < BATCH:
            rehearsals.count_flips(session, rehearsal)
            rehearsal.finish(clock.now())
        return True


def cancel_rehearsal(database: Database, command: contract.CancelRehearsal) -> contract.Rehearsal:
    """Stop after the batch under way.

    Raises: UnknownRehearsal, RehearsalEnded.
    """
    with database.transaction() as session:
        rehearsal = rehearsals.find_locked(session, command.rehearsal_id)
        if rehearsal is None:
            raise contract.UnknownRehearsal(rehearsal_id=command.rehearsal_id)
        rehearsal.cancel(clock.now())
        journal.record(session, "credits.rehearsal.cancelled", str(rehearsal.rehearsal_id))
    return views.rehearsal(rehearsal, ())


def read_rehearsal(database: Database, query: contract.ReadRehearsal) -> contract.Rehearsal:
    """How far it has come, and what it found.

    Raises: UnknownRehearsal.
    """
    with database.reading() as session:
        rehearsal = _found(session, query.rehearsal_id)
        return views.rehearsal(rehearsal, rehearsals.counts(session, query.rehearsal_id))


def list_flipped(database: Database, caller: Caller, query: contract.ListFlipped) -> contract.FlippedPage:
    """Whom the draft would touch.

    Raises: UnknownRehearsal.
    """
    after = cursors.identifier(query.cursor)
    with database.reading() as session:
        _found(session, query.rehearsal_id)
        rows = rehearsals.flips(
            session,
            query.rehearsal_id,
            speciality=query.speciality,
            rule=query.rule,
            after=after,
            limit=query.limit + 1,
        )
    page = views.flipped(rows, query.limit)
    seen = [(item.person_id, query.rehearsal_id) for item in page.items]
    accesses.note_all(database, caller, "credits.standing.viewed", seen)
    return page


def _draft(session: Session, draft_id: UUID) -> PolicyDraft:
    draft = drafts.find_locked(session, draft_id)
    if draft is None:
        raise draft_contract.UnknownPolicyDraft(draft_id=draft_id)
    if draft.key not in requirements.DECISIVE:
        raise contract.DecidesNobody(key=draft.key)
    draft.require_open()
    return draft


def _new(session: Session, caller: Caller, draft: PolicyDraft, on: date) -> Rehearsal:
    rehearsal = Rehearsal(draft_id=draft.draft_id, on=on, known_at=clock.now(), requested_by=caller.person)
    rehearsals.add(session, rehearsal)
    journal.record(
        session, "credits.rehearsal.requested", str(rehearsal.rehearsal_id), draft_id=draft.draft_id
    )
    return rehearsal


def _comparison(session: Session, rehearsal: Rehearsal) -> Comparison:
    """The law as it was known when the rehearsal was asked for, without the draft and with it."""
    draft = drafts.of_rehearsal(session, rehearsal)
    present = law.policies(session, rehearsal.known_at)
    drafted = draft.as_policy(rehearsal.known_at, present.next_version(draft.key))
    return Comparison(present, present.joined_by(drafted), rehearsal.on)


def _found(session: Session, rehearsal_id: UUID) -> Rehearsal:
    found = rehearsals.find(session, rehearsal_id)
    if found is None:
        raise contract.UnknownRehearsal(rehearsal_id=rehearsal_id)
    return found
