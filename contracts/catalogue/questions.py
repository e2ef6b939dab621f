"""Questions: what those who take part ask, in one queue, and what is answered, for all of them to read.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Activities".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType
from uuid import UUID

from contracts.catalogue.activities import PROVIDERS, NotYourActivity, UnknownActivity
from contracts.catalogue.enrolments import SPECIALISTS
from kernel.messages import Forbidden, NotFound, Operation
from kernel.values import ActivityId, Code, Limit, Line, Text

QuestionId = NewType("QuestionId", UUID)


class UnknownQuestion(NotFound, ru="Такого вопроса нет."):
    """There is no such question."""


class NotTakingPart(Forbidden, ru="Вопросы видят и задают участники мероприятия."):
    """Only those who take part may ask, and read what is asked."""


@dataclass(frozen=True, kw_only=True)
class AskQuestion:
    """session: the code of the session it is about, as on the card."""

    activity_id: ActivityId
    text: Line
    session: Code | None = None


@dataclass(frozen=True, kw_only=True)
class ListQuestions:
    """waiting_only: only what nobody has answered yet."""

    activity_id: ActivityId
    waiting_only: bool = False
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class AnswerQuestion:
    """Answered again, the newer answer takes the place of the former."""

    activity_id: ActivityId
    question_id: QuestionId
    answer: Text


@dataclass(frozen=True, kw_only=True)
class Question:
    """Nobody is told who asked."""

    question_id: QuestionId
    activity_id: ActivityId
    session: str | None
    text: str
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class QuestionPage:
    """In the order in which they were asked."""

    items: tuple[Question, ...]
    next_cursor: str | None


ask_question = Operation(
    "catalogue", "ask_question", AskQuestion, Question, (UnknownActivity, NotTakingPart), roles=SPECIALISTS
)
list_questions = Operation(
    "catalogue",
    "list_questions",
    ListQuestions,
    QuestionPage,
    (UnknownActivity, NotTakingPart, NotYourActivity),
    roles=SPECIALISTS | PROVIDERS,
    reads=True,
)
answer_question = Operation(
    "catalogue",
    "answer_question",
    AnswerQuestion,
    Question,
    (UnknownActivity, NotYourActivity, UnknownQuestion),
    roles=PROVIDERS,
)
