"""What attempts come to: judged once, shown with the way there, gone through anew on appeal."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from contracts.catalogue import attempts as contract
from contracts.catalogue.module_tests import AttemptId, ModulePart
from kernel import accesses, clock, cursors, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from services.catalogue import store, views
from services.catalogue.domain.activity import Activity, is_managed
from services.catalogue.domain.attempt import Attempt
from services.catalogue.domain.enrolment import Enrolment
from services.catalogue.usecases import attempt_replays, attempt_steps, module_completion, study

AT_ONCE = 100


def finish_attempt(
    database: Database, caller: Caller, command: contract.PickAttempt
) -> contract.AttemptOutcome:
    """Judge the attempt; who passes has done this part of the module. Finished again, it is the same.

    Raises: UnknownAttempt, TooSoon, ActivityMoveRefused -- the module is not in force.
    """
    at = clock.now()
    with database.reading() as session:
        store.attempts.own(session, command.attempt_id, caller.person)
    _close(database, command.attempt_id, at)
    return read_outcome(database, caller, command)


def close_ended(database: Database) -> None:
    """Judge the attempts whose time is over."""
    at = clock.now()
    with database.reading() as session:
        ended = store.attempts.ended(session, at, AT_ONCE)
    for attempt_id in ended:
        _close(database, attempt_id, at)


def read_outcome(database: Database, caller: Caller, query: contract.PickAttempt) -> contract.AttemptOutcome:
    """What the caller's attempt came to, question by question. Raises: UnknownAttempt."""
    with database.reading() as session:
        return _outcome(session, store.attempts.own(session, query.attempt_id, caller.person))


def list_attempts(database: Database, caller: Caller, query: contract.ListAttempts) -> contract.AttemptPage:
    """Raises: UnknownActivity, NotYourActivity, Invalid -- the cursor is not of this list."""
    [before] = cursors.read(query.cursor, UUID) if query.cursor else [None]
    with database.reading() as session:
        store.activities.of(session, query.activity_id).require_owner(caller)
        records = store.attempts.of_activity(session, query.activity_id, before=before, limit=query.limit)
    page = views.attempts.page(records, query.limit)
    seen = [(one.person_id, one.attempt_id) for one in page.items]
    accesses.note_all(database, caller, "catalogue.attempt.viewed", seen)
    return page


def replay_attempt(database: Database, caller: Caller, query: contract.PickAttempt) -> contract.AttemptReplay:
    """Go through an attempt anew. Raises: UnknownAttempt -- there is none, or another provider's."""
    with database.reading() as session:
        attempt = store.attempts.of(session, query.attempt_id)
        if not is_managed(attempt.provider_id, caller):
            raise contract.UnknownAttempt(attempt_id=query.attempt_id)
        steps, pool = (
            store.attempts.steps(session, query.attempt_id),
            store.attempts.pool_of(session, attempt),
        )
        outcome = _outcome(session, attempt)
    accesses.note(database, caller, "catalogue.attempt.viewed", attempt.person_id, case=attempt.attempt_id)
    differs_at = attempt_replays.differs_at(attempt, steps, pool)
    return contract.AttemptReplay(
        outcome=outcome, seed=attempt.seed, agrees=differs_at is None, differs_at=differs_at
    )


def _close(database: Database, attempt_id: AttemptId, at: datetime) -> None:
    attempt_steps.proceed(database, attempt_id)
    with database.transaction() as session:
        known = store.attempts.of(session, attempt_id)
        activity = store.activities.held(session, known.activity_id)
        enrolment = store.enrolments.own(session, known.enrolment_id, known.person_id)
        attempt = store.attempts.locked(session, attempt_id)
        if attempt.state is contract.AttemptState.OPEN:
            if at < attempt.ends_at:
                attempt.require_finishable(at)
                study.hear(session, enrolment.enrolment_id, enrolment.person_id, at)
            _judge(session, activity, enrolment, attempt, at)


def _judge(
    session: Session, activity: Activity, enrolment: Enrolment, attempt: Attempt, at: datetime
) -> None:
    activity.require_number()
    if attempt.is_adaptive:
        attempt.judge_ability(at)
    else:
        steps = store.attempts.steps(session, attempt.attempt_id)
        attempt.judge_share(sum(bool(step.is_right) for step in steps), at)
    outbox.add(session, views.attempts.judged(attempt, at))
    store.signals.await_examination(session, attempt.attempt_id)
    if attempt.state is contract.AttemptState.PASSED:
        # On the day on which it ended: whoever judges it may be late.
        ended_at = attempt.finished_at or at
        module_completion.note_part(session, activity, enrolment, ModulePart.TEST, ended_at)


def _outcome(session: Session, attempt: Attempt) -> contract.AttemptOutcome:
    steps = store.attempts.steps(session, attempt.attempt_id)
    return views.attempts.outcome(attempt, steps, store.attempts.contents(session, attempt.attempt_id))
