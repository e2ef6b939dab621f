"""Looking through finished attempts: what stands out is noted, and changes nothing else."""

from __future__ import annotations

from uuid import UUID

from contracts.catalogue import signals as contract
from contracts.catalogue.activities import UnknownActivity
from contracts.catalogue.attempts import PickAttempt
from contracts.catalogue.module_tests import AttemptId
from kernel import accesses, clock, cursors, outbox
from kernel.database import Database
from kernel.messages import Caller
from services.catalogue import store, views
from services.catalogue.domain import signal
from services.catalogue.domain.activity import is_managed
from services.catalogue.domain.signal import LawOfSignals, Observed

AT_ONCE = 50


def examine_attempts(database: Database) -> None:
    """Look through what was finished since, each attempt once."""
    with database.reading() as session:
        waiting = store.signals.unexamined(session, AT_ONCE)
    for attempt_id in waiting:
        _examine(database, attempt_id)


def my_signals(database: Database, caller: Caller, query: PickAttempt) -> contract.Signals:
    """What stood out in the caller's attempt: what others read, they read. Raises: UnknownAttempt."""
    with database.reading() as session:
        attempt = store.attempts.own(session, query.attempt_id, caller.person)
        is_examined, records = store.signals.of_attempt(session, attempt.attempt_id)
    return views.signals.signals(query.attempt_id, is_examined, records)


def list_signals(database: Database, caller: Caller, query: contract.ListSignals) -> contract.SignalPage:
    """What stood out at the test of a module.

    Raises: UnknownActivity -- there is none, or it is another provider's. Invalid -- a foreign cursor.
    """
    after = cursors.read(query.cursor, UUID, contract.SignalKind) if query.cursor else None
    with database.reading() as session:
        activity = store.activities.of(session, query.activity_id)
        if not is_managed(activity.provider_id, caller):
            raise UnknownActivity(activity_id=query.activity_id)
        records = store.signals.of_activity(session, query.activity_id, after=after, limit=query.limit)
    seen = {(record.person_id, record.attempt_id) for record in records[: query.limit]}
    accesses.note_all(database, caller, "catalogue.attempt.viewed", sorted(seen))
    return views.signals.page(records, query.limit)


def _examine(database: Database, attempt_id: AttemptId) -> None:
    at = clock.now()
    with database.transaction() as session:
        if not store.signals.examine_once(session, attempt_id, at):
            return
        law = LawOfSignals.of(store.dictionaries.in_force(session, clock.legal_day(at)))
        attempt = store.attempts.of(session, attempt_id)
        seen = Observed(
            steps=[step for step in store.attempts.steps(session, attempt_id) if step.answer is not None],
            quick=store.signals.quick(session, attempt, law.others),
            alike=store.signals.alike(session, attempt),
        )
        found = signal.find(seen, law)
        store.signals.keep(session, attempt_id, found, at)
        outbox.add_all(session, views.signals.noted(attempt, found, at))
