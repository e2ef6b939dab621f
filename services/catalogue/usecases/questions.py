"""What those who take part ask, and what they are answered."""

from __future__ import annotations

from uuid import UUID

from contracts.catalogue import questions as contract
from contracts.catalogue.activities import UnknownActivity
from kernel import clock, cursors, journal
from kernel.database import Database, Session
from kernel.messages import Caller
from kernel.values import ActivityId
from services.catalogue import store, views
from services.catalogue.domain.activity import is_managed
from services.catalogue.domain.enrolment import TAKING_PART


def ask_question(database: Database, caller: Caller, command: contract.AskQuestion) -> contract.Question:
    """Put a question at the end of the queue.

    Raises: UnknownActivity, NotTakingPart.
    """
    with database.transaction() as session:
        _require_part(session, command.activity_id, caller)
        asked = store.questions.ask(session, command, caller.person, clock.now())
        journal.record(session, "catalogue.question.asked", str(asked.question_id))
        return views.topics.question(asked)


def list_questions(
    database: Database, caller: Caller, query: contract.ListQuestions
) -> contract.QuestionPage:
    """The queue with its answers, for those who take part, and for the provider.

    Raises: UnknownActivity, NotTakingPart. Invalid -- the cursor is not of this list.
    """
    [after] = cursors.read(query.cursor, UUID) if query.cursor else [None]
    with database.reading() as session:
        _require_part(session, query.activity_id, caller)
        return views.topics.questions(store.questions.page(session, query, after=after), query.limit)


def answer_question(
    database: Database, caller: Caller, command: contract.AnswerQuestion
) -> contract.Question:
    """Answer, for all who take part to read.

    Raises: UnknownActivity, NotYourActivity, UnknownQuestion.
    """
    with database.transaction() as session:
        store.activities.held(session, command.activity_id).require_owner(caller)
        journal.record(session, "catalogue.question.answered", str(command.question_id))
        return views.topics.question(store.questions.answer(session, command, clock.now()))


def _require_part(session: Session, activity_id: ActivityId, caller: Caller) -> None:
    """Raises: UnknownActivity -- there is none, or not for all. NotTakingPart."""
    activity = store.activities.of(session, activity_id)
    if is_managed(activity.provider_id, caller):
        return
    if not activity.is_public:
        raise UnknownActivity(activity_id=activity_id)
    if store.enrolments.state_of(session, activity_id, caller.person_id) not in TAKING_PART:
        raise contract.NotTakingPart(activity_id=activity_id)
