"""The stages of an activity after its approval, and the gates before them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from contracts.catalogue import activities as activity_contract
from contracts.catalogue import lifecycle as contract
from kernel import clock, cursors, outbox
from kernel.database import Database
from kernel.messages import Caller
from kernel.values import ActivityId
from services.catalogue import store, views
from services.catalogue.domain import gates
from services.catalogue.domain.activity import Activity, is_managed
from services.catalogue.usecases import seat_contracts, stages

Move = contract.GateMove
State = activity_contract.ActivityState


def start_pilot(
    database: Database, caller: Caller, command: activity_contract.MoveActivity
) -> activity_contract.Activity:
    """Offer an activity to a few, who do not find it by searching.

    Raises: UnknownActivity, NotYourActivity, StaleVersion, ActivityMoveRefused, ProviderNotActive,
        GateNotPassed.
    """

    def move(activity: Activity) -> None:
        activity.require_owner(caller)
        activity.move(State.PILOT, version=command.version)

    return _moved(database, caller, command.activity_id, Move.PILOT, move)


def publish_activity(
    database: Database, caller: Caller, command: activity_contract.MoveActivity
) -> activity_contract.Activity:
    """Let all find an activity, after its pilot.

    Raises: UnknownActivity, NotYourActivity, StaleVersion, ActivityMoveRefused, ProviderNotActive,
        GateNotPassed.
    """

    def move(activity: Activity) -> None:
        activity.require_owner(caller)
        activity.publish(version=command.version)

    return _moved(database, caller, command.activity_id, Move.PUBLICATION, move)


def suspend_activity(
    database: Database, caller: Caller, command: activity_contract.ReturnActivity
) -> activity_contract.Activity:
    """Let an activity earn nothing for the time being; who is enrolled stays so.

    Raises: UnknownActivity, StaleVersion, ActivityMoveRefused.
    """

    def move(activity: Activity) -> None:
        activity.suspend(command.reason, version=command.version)

    return _moved(database, caller, command.activity_id, Move.SUSPENSION, move)


def resume_activity(
    database: Database, caller: Caller, command: activity_contract.MoveActivity
) -> activity_contract.Activity:
    """Let a suspended activity earn again.

    Raises: UnknownActivity, StaleVersion, ActivityMoveRefused, GateNotPassed.
    """

    def move(activity: Activity) -> None:
        activity.resume(version=command.version)

    return _moved(database, caller, command.activity_id, Move.RESUMPTION, move)


def retire_activity(
    database: Database, caller: Caller, command: activity_contract.MoveActivity
) -> activity_contract.Activity:
    """End an activity for good, once nobody is enrolled in it.

    Raises: UnknownActivity, NotYourActivity, StaleVersion, ActivityMoveRefused, GateNotPassed.
    """

    def move(activity: Activity) -> None:
        activity.require_owner(caller)
        activity.move(State.RETIRED, version=command.version)

    return _moved(database, caller, command.activity_id, Move.RETIREMENT, move)


def read_gate(database: Database, caller: Caller, query: contract.ReadGate) -> contract.GateChecklist:
    """What stands before a move, as things are now.

    Raises: UnknownActivity -- there is none that the caller moves.
    """
    at = clock.now()
    with database.reading() as session:
        activity = _managed(store.activities.of(session, query.activity_id), caller)
        provider = store.providers.of(session, activity.provider_id)
        dossier = store.lifecycle.dossier(session, activity, provider, at)
    return views.lifecycle.checklist(query, gates.checklist(query.move, dossier))


def list_activity_moves(
    database: Database, caller: Caller, query: contract.ListActivityMoves
) -> contract.ActivityMoves:
    """The moves of an activity, and what each gate said.

    Raises: UnknownActivity -- there is none that the caller moves.
    """
    with database.reading() as session:
        _managed(store.activities.of(session, query.activity_id), caller)
        return views.lifecycle.moves(store.lifecycle.moves(session, query.activity_id))


def list_activity_queue(
    database: Database, query: contract.ListActivityQueue
) -> activity_contract.ActivityPage:
    """What waits for a review, in order of its term.

    Raises: Invalid -- the cursor is not of this list.
    """
    after = cursors.read(query.cursor, date.fromisoformat, UUID) if query.cursor else None
    with database.reading() as session:
        records = store.activities.in_review(session, after=after, limit=query.limit)
    return views.activities.page_by_term(records, query.limit)


def _moved(
    database: Database, caller: Caller, activity_id: ActivityId, to: Move, move: Callable[[Activity], None]
) -> activity_contract.Activity:
    at = clock.now()
    with database.transaction() as session:
        provider, activity = stages.locked(session, activity_id, at)
        move(activity)
        stages.pass_gate(session, to, activity, provider, caller, at)
        if to is Move.RETIREMENT:
            seat_contracts.end_all(session, activity, at)
        store.seats.provide(session, activity)
        outbox.add(session, views.lifecycle.moved(activity, to, at))
    return views.activities.whole(activity)


def _managed(activity: Activity, caller: Caller) -> Activity:
    """Raises: UnknownActivity -- the caller is neither of the provider nor a moderator."""
    if not is_managed(activity.provider_id, caller):
        raise activity_contract.UnknownActivity(activity_id=activity.activity_id)
    return activity
