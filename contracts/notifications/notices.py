"""Notices: the in-app message is the legal copy; other channels repeat it.

Owner: services/notifications. Vocabulary: docs/glossary.md, "Notice".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kernel.messages import Event, NotFound, Operation
from kernel.values import Limit, Line, PersonId


class UnknownNotice(NotFound, ru="Такого уведомления нет."):
    """There is no such notice."""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """topic: the type of the event that caused it. about: the id of what it speaks of."""

    notice_id: UUID
    topic: str
    title: str
    text: str
    about: str
    delivered_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ListNotices:
    """language: ru or en."""

    unread_only: bool = False
    language: Line = "ru"
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class NoticePage:
    items: tuple[Notice, ...]
    unread: int
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class ReadNotice:
    """Confirm that a notice has been read."""

    notice_id: UUID


@dataclass(frozen=True, kw_only=True)
class NoticeDelivered(Event, name="notifications.message.delivered", subject="person_id"):
    """A person has been told. channel: in_app. about: the id of what the notice speaks of."""

    notice_id: UUID
    person_id: PersonId
    topic: str
    channel: str
    about: str | None = None


my_notices = Operation("notifications", "my_notices", ListNotices, NoticePage, reads=True)
read_notice = Operation("notifications", "read_notice", ReadNotice, Notice, (UnknownNotice,))
