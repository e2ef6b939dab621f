"""Telling people what happened, and noting that they have read it."""

from __future__ import annotations

from contracts.notifications import notices as contract
from kernel import clock, cursors, inbox, outbox, wire
from kernel.database import Database
from kernel.messages import Caller, Event
from services.notifications import store, views
from services.notifications.domain import wording
from services.notifications.domain.notice import Notice


def tell(database: Database, event: Event) -> None:
    """Deliver the in-app notice of `event` to the person it concerns. Repeats are ignored."""
    dumped = wire.dump(event)
    notice = Notice(
        event_id=event.event_id,
        person_id=dumped["person_id"],
        topic=event.type,
        about=dumped[wording.WORDINGS[type(event)].about],
        facts=wording.facts(event, dumped),
        delivered_at=clock.now(),
    )
    with database.transaction() as session:
        if inbox.first_time(session, event, "tell"):
            store.add(session, notice)
            outbox.add(session, views.delivered(notice))


def read_notice(database: Database, caller: Caller, command: contract.ReadNotice) -> contract.Notice:
    """Note that the person has read the notice.

    Raises: UnknownNotice.
    """
    with database.transaction() as session:
        notice = store.notice_of(session, caller.person, command.notice_id)
        if notice is None:
            raise contract.UnknownNotice(notice_id=command.notice_id)
        notice.confirm(clock.now())
    return views.notice(notice, "ru")


def my_notices(database: Database, caller: Caller, query: contract.ListNotices) -> contract.NoticePage:
    """The caller's notices, newest first, in the language asked for."""
    before = cursors.identifier(query.cursor)
    with database.reading() as session:
        rows = store.page(
            session, caller.person, unread_only=query.unread_only, before=before, limit=query.limit + 1
        )
        return views.page(rows, query, store.unread(session, caller.person))
