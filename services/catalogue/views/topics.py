"""What ought to be taught and what is asked, as others see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contracts.catalogue import questions as question_contract
from contracts.catalogue import topics as contract
from kernel import cursors


def topic(record: Any) -> contract.Topic:
    return contract.Topic(
        topic_id=record.topic_id,
        title=record.title,
        rationale=record.rationale,
        speciality=record.speciality,
        cause=record.cause,
        reference=record.reference,
        wanted_by=record.wanted_by,
        activities=tuple(sorted(record.activities or ())),
        closed_at=record.closed_at,
    )


def topics(records: Sequence[Any], limit: int) -> contract.TopicPage:
    items = tuple(topic(record) for record in records[:limit])
    if len(records) <= limit:
        return contract.TopicPage(items=items, next_cursor=None)
    last = items[-1]
    cursor = cursors.encode(last.wanted_by.isoformat(), str(last.topic_id))
    return contract.TopicPage(items=items, next_cursor=cursor)


def question(record: Any) -> question_contract.Question:
    return question_contract.Question(
        question_id=record.question_id,
        activity_id=record.activity_id,
        session=record.session,
        text=record.text,
        asked_at=record.asked_at,
        answer=record.answer,
        answered_at=record.answered_at,
    )


def questions(records: Sequence[Any], limit: int) -> question_contract.QuestionPage:
    items = tuple(question(record) for record in records[:limit])
    cursor = cursors.encode(str(items[-1].question_id)) if len(records) > limit else None
    return question_contract.QuestionPage(items=items, next_cursor=cursor)
