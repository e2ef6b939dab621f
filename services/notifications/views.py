"""Domain -> contract: the only place where inner shapes become public ones."""

from __future__ import annotations

from contracts.notifications import notices as contract
from kernel import cursors
from services.notifications.domain import wording
from services.notifications.domain.notice import Notice


def notice(told: Notice, language: str) -> contract.Notice:
    words = wording.words(told.topic, told.facts, language)
    return contract.Notice(
        notice_id=told.notice_id,
        topic=told.topic,
        title=words.title,
        text=words.text,
        about=told.about,
        delivered_at=told.delivered_at,
        read_at=told.read_at,
    )


def page(rows: list[Notice], query: contract.ListNotices, unread: int) -> contract.NoticePage:
    """rows: one more than the limit where there is a next page."""
    shown = rows[: query.limit]
    return contract.NoticePage(
        items=tuple(notice(row, query.language) for row in shown),
        unread=unread,
        next_cursor=cursors.encode(str(shown[-1].notice_id)) if len(rows) > query.limit else None,
    )


def delivered(told: Notice) -> contract.NoticeDelivered:
    return contract.NoticeDelivered(
        occurred_at=told.delivered_at,
        notice_id=told.notice_id,
        person_id=told.person_id,
        topic=told.topic,
        channel="in_app",
        about=told.about,
    )
