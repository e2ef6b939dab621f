"""The feed of events, and the parked messages that an operator settles."""

from __future__ import annotations

from uuid import UUID

from contracts.monitoring import feed as contract
from contracts.monitoring import names
from kernel import accesses, cursors, journal
from kernel.database import Database
from kernel.messages import Caller, Forbidden
from kernel.parking import ParkedMessage, Redelivery
from kernel.values import OrganisationId, PersonId, Role
from services.monitoring import store, views
from services.monitoring.domain import naming


def read_events(database: Database, caller: Caller, query: contract.ReadEvents) -> contract.EventFeed:
    """Events behind a position, in the order in which they were heard.

    Those about one subject are somebody's case: who reads them is noted. An agency is told of a person
    for as long as that person consents, and of what is about nobody.
    """
    told_to = _agency_of(caller)
    with database.reading() as session:
        rows = store.feed.after(
            session,
            query.after,
            type_=query.type,
            subject=query.subject,
            told_to=told_to,
            limit=query.limit + 1,
        )
        hidden = set[PersonId]()
        if told_to is not None:
            beside = {who for row in rows for who in naming.beside(row.body)}
            hidden = beside - store.consents.allowing(session, told_to, beside)
    if query.subject is not None:
        people = {row.body["data"].get(naming.ABOUT) for row in rows[: query.limit]} - {None}
        seen = [(PersonId(UUID(person)), query.subject) for person in sorted(people)]
        accesses.note_all(database, caller, "monitoring.events.viewed", seen)
    return views.events(rows, query.limit, hidden)


def _agency_of(caller: Caller) -> OrganisationId | None:
    """Which agency asks; None for who may know of everybody. Raises: Forbidden -- for none in particular."""
    if caller.roles & (contract.READERS - {Role.AGENCY}):
        return None
    if caller.organisation_id is None:
        raise Forbidden(role=Role.AGENCY)
    return caller.organisation_id


def name_organisations(database: Database, query: names.NameOrganisations) -> names.OrganisationNames:
    """The names of organisations, where they are known."""
    with database.reading() as session:
        return views.organisation_names(store.feed.names_of(session, query.organisation_ids))


def list_parked(database: Database, query: contract.ListParked) -> contract.ParkedPage:
    """The messages that wait for an operator, oldest first."""
    after = cursors.position(query.cursor)
    with database.reading() as session:
        return views.parked_page(store.parked.page(session, after, query.limit + 1), query.limit)


def keep_parked(database: Database, message: ParkedMessage) -> None:
    """Keep a message that its subscriber could not digest, until an operator settles it."""
    with database.transaction() as session:
        store.parked.park(
            session,
            {
                "message_key": f"{message.queue}:{message.message_id}:{message.attempts}",
                "queue": message.queue,
                "event_type": str(message.document.get("type", "unreadable")),
                "subject": str(message.document.get("subject", "")),
                "attempts": message.attempts,
                "reason": message.reason,
                "parked_at": message.parked_at,
                "body": message.document,
            },
        )


def redeliver_parked(
    database: Database, redelivery: Redelivery, command: contract.SettleParked
) -> contract.Parked:
    """Put a parked message back into the queue in which it failed.

    Sent before it is settled: after a crash between the two it is sent again, and its
    subscriber, which guards itself with an inbox, does nothing twice.
    Raises: UnknownParked.
    """
    with database.reading() as session:
        waiting = store.parked.open_one(session, command.parked_id)
    if waiting is None:
        raise contract.UnknownParked(parked_id=command.parked_id)
    redelivery.send(waiting.queue, waiting.body)
    with database.transaction() as session:
        store.parked.settle(session, command.parked_id, "redelivered")
        journal.record(session, "monitoring.parked.redelivered", str(command.parked_id), queue=waiting.queue)
    return views.parked(waiting)


def drop_parked(database: Database, command: contract.SettleParked) -> contract.Parked:
    """Settle a parked message by forgetting it.

    Raises: UnknownParked.
    """
    with database.transaction() as session:
        row = store.parked.settle(session, command.parked_id, "dropped")
        if row is None:
            raise contract.UnknownParked(parked_id=command.parked_id)
        journal.record(session, "monitoring.parked.dropped", str(command.parked_id), queue=row.queue)
        return views.parked(row)
