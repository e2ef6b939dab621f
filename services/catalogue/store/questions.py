"""What those who take part ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.catalogue.questions import (
    AnswerQuestion,
    AskQuestion,
    ListQuestions,
    QuestionId,
    UnknownQuestion,
)
from kernel.values import PersonId, new_id
from services.catalogue.tables import questions


def ask(session: Session, command: AskQuestion, by: PersonId, at: datetime) -> sa.Row[Any]:
    asked = questions.insert().values(
        question_id=new_id(),
        activity_id=command.activity_id,
        person_id=by,
        session=command.session,
        text=command.text,
        asked_at=at,
    )
    return session.execute(asked.returning(questions)).one()


def answer(session: Session, command: AnswerQuestion, at: datetime) -> sa.Row[Any]:
    """Raises: UnknownQuestion -- there is none in this activity."""
    named = questions.c.question_id == command.question_id, questions.c.activity_id == command.activity_id
    answered = sa.update(questions).where(*named).values(answer=command.answer, answered_at=at)
    row = session.execute(answered.returning(questions)).one_or_none()
    if row is None:
        raise UnknownQuestion(question_id=command.question_id)
    return row


def page(session: Session, query: ListQuestions, *, after: QuestionId | None) -> Sequence[sa.Row[Any]]:
    """A page of the queue, in its order, and one row more."""
    found = sa.select(questions).where(questions.c.activity_id == query.activity_id)
    if query.waiting_only:
        found = found.where(questions.c.answer.is_(None))
    if after is not None:
        found = found.where(questions.c.question_id > after)
    return session.execute(found.order_by(questions.c.question_id).limit(query.limit + 1)).all()
