"""Telling people what happened, and noting that they have read it."""

from __future__ import annotations

from contracts.identity.duplicates import PersonMerged
from contracts.notifications import notices as contract
from kernel import clock, cursors, inbox, journal, mergers, outbox, wire
from kernel.database import Database
from kernel.messages import Caller, Event
from services.notifications import store, views
from services.notifications.domain import wording
from services.notifications.domain.notice import Notice


def tell(database: Database, event: Event) -> None:
    """Deliver the in-app notice of `event` to the person it concerns, if it is news. Repeats are ignored."""
    if not wording.is_news(event):
        return
    notice = _notice(event)
    with database.transaction() as session:
        if inbox.first_time(session, event, "tell"):
            store.add(session, notice)
            outbox.add(session, views.delivered(notice))


def tell_merged(database: Database, event: PersonMerged) -> None:
    """Let one account have the notices of both, and tell its person once what has been brought over.

    Nothing is delivered to the other any more. Repeats are ignored.
    """
    notice = _notice(event)
    with database.transaction() as session:
        kept_id = mergers.note(session, event.merged_id, event.person_id, event.occurred_at)
        if kept_id is None:
            return
        moved = store.pass_on(session, event.merged_id, kept_id)
        store.add(session, notice)
        outbox.add(session, views.delivered(notice))
        facts = {"merged_id": str(event.merged_id), "notices": moved}
        journal.record(session, "notifications.person.merged", str(kept_id), **facts)


def _notice(event: Event) -> Notice:
    dumped = wire.dump(event)
    return Notice(
        event_id=event.event_id,
        person_id=dumped["person_id"],
        topic=event.type,
        about=dumped[wording.WORDINGS[type(event)].about],
        facts=wording.facts(event, dumped),
        delivered_at=clock.now(),
    )


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
