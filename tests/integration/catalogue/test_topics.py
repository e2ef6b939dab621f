"""What ought to be taught, and what those who take part ask."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts.catalogue.activities import Activity, NotYourActivity
from contracts.catalogue.questions import (
    AnswerQuestion,
    AskQuestion,
    ListQuestions,
    NotTakingPart,
    Question,
    QuestionPage,
    UnknownQuestion,
)
from contracts.catalogue.topics import (
    CloseTopic,
    ListTopics,
    PlanTopic,
    TakeTopic,
    Topic,
    TopicCause,
    TopicClosed,
)
from kernel.database import Database
from kernel.messages import Caller
from services.catalogue.usecases import publishing, questions, topics
from tests.builders.catalogue import (
    CARDIOLOGY,
    THERAPY,
    UNIVERSITY,
    a_draft,
    a_moderator,
    a_provider,
    a_specialist,
)
from tests.integration.catalogue.journeys import a_publication, enrolled


def a_topic(database: Database, **told: Any) -> Topic:
    facts: dict[str, Any] = {
        "title": "Оформление отчёта о профессиональной деятельности",
        "rationale": "Каждый пятый отказ: отчёт не подписан.",
        "speciality": THERAPY,
        "cause": TopicCause.REFUSAL_REASON,
        "reference": "R07",
        "wanted_by": date(2027, 3, 1),
    }
    return topics.plan_topic(database, a_moderator(), PlanTopic(**facts | told))


def wanted(database: Database, **told: Any) -> list[Topic]:
    return list(topics.list_topics(database, ListTopics(**told)).items)


def taken(database: Database, topic: Topic, activity: Activity, by: Caller | None = None) -> Topic:
    command = TakeTopic(topic_id=topic.topic_id, activity_id=activity.activity_id)
    return topics.take_topic(database, by or a_provider(), command)


def asked(database: Database, activity: Activity, person: Caller, text: str = "Какая доза?") -> Question:
    command = AskQuestion(activity_id=activity.activity_id, text=text)
    return questions.ask_question(database, person, command)


def queue(database: Database, activity: Activity, person: Caller, **told: Any) -> QuestionPage:
    query = ListQuestions(activity_id=activity.activity_id, **told)
    return questions.list_questions(database, person, query)


def answered(
    database: Database, activity: Activity, question: Question, by: Caller | None = None
) -> Question:
    command = AnswerQuestion(
        activity_id=activity.activity_id, question_id=question.question_id, answer="По массе тела."
    )
    return questions.answer_question(database, by or a_provider(), command)


def test_what_is_wanted_comes_the_most_urgent_first_page_by_page(database: Database) -> None:
    later = a_topic(database, wanted_by=date(2027, 6, 1))
    sooner, other = a_topic(database), a_topic(database, speciality=CARDIOLOGY)

    first = topics.list_topics(database, ListTopics(limit=2))
    second = topics.list_topics(database, ListTopics(limit=2, cursor=first.next_cursor))

    assert [*first.items, *second.items] == [sooner, other, later]
    assert wanted(database, speciality=CARDIOLOGY) == [other]


def test_a_topic_tells_which_activities_teach_it_once_all_may_know_of_them(database: Database) -> None:
    topic, untaught = a_topic(database), a_topic(database)
    draft = publishing.draft_activity(database, a_provider(), a_draft())
    activity = a_publication(database)

    assert taken(database, topic, draft).activities == ()
    for _ in range(2):
        assert taken(database, topic, activity).activities == (activity.activity_id,)

    assert wanted(database, untaught_only=True) == [untaught]


def test_nobody_lets_the_activity_of_another_teach(database: Database) -> None:
    with pytest.raises(NotYourActivity):
        taken(database, a_topic(database), a_publication(database), by=a_provider(UNIVERSITY))


def test_what_is_no_longer_wanted_is_neither_listed_nor_taken(database: Database) -> None:
    topic = a_topic(database)

    closed = topics.close_topic(database, CloseTopic(topic_id=topic.topic_id))
    again = topics.close_topic(database, CloseTopic(topic_id=topic.topic_id))

    assert closed.closed_at == again.closed_at is not None
    assert wanted(database) == []
    with pytest.raises(TopicClosed):
        taken(database, topic, a_publication(database))


def test_questions_are_answered_for_all_who_take_part(database: Database) -> None:
    activity, asking, listening = a_publication(database), a_specialist(), a_specialist()
    for person in (asking, listening):
        enrolled(database, activity, person=person)
    first, second = asked(database, activity, asking), asked(database, activity, asking, "А у детей?")

    told = answered(database, activity, first)

    assert queue(database, activity, listening).items == (told, second)
    assert queue(database, activity, a_provider(), waiting_only=True).items == (second,)


def test_who_takes_no_part_neither_asks_nor_reads(database: Database) -> None:
    activity, stranger = a_publication(database), a_specialist()

    with pytest.raises(NotTakingPart):
        asked(database, activity, stranger)
    with pytest.raises(NotTakingPart):
        queue(database, activity, stranger)
    with pytest.raises(NotTakingPart):
        queue(database, activity, a_provider(UNIVERSITY))


def test_a_question_is_answered_where_it_was_asked_by_whom_it_was_asked(database: Database) -> None:
    activity, person = a_publication(database), a_specialist()
    enrolled(database, activity, person=person)
    question = asked(database, activity, person)

    with pytest.raises(UnknownQuestion):
        answered(database, a_publication(database), question)
    with pytest.raises(NotYourActivity):
        answered(database, activity, question, by=a_provider(UNIVERSITY))
