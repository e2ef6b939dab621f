"""Planning what ought to be taught, and letting activities teach it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from contracts.catalogue import topics as contract
from kernel import clock, cursors, journal
from kernel.database import Database
from kernel.messages import Caller
from services.catalogue import store, views


def plan_topic(database: Database, caller: Caller, command: contract.PlanTopic) -> contract.Topic:
    """Say what ought to be taught by when, and what has shown it."""
    with database.transaction() as session:
        topic_id = store.topics.plan(session, command, caller.person)
        journal.record(session, "catalogue.topic.planned", str(topic_id))
        return views.topics.topic(store.topics.of(session, topic_id))


def take_topic(database: Database, caller: Caller, command: contract.TakeTopic) -> contract.Topic:
    """Let an activity of the caller's organisation teach a topic.

    Raises: UnknownTopic, TopicClosed, UnknownActivity, NotYourActivity.
    """
    with database.transaction() as session:
        store.activities.held(session, command.activity_id).require_owner(caller)
        store.topics.take(session, command.topic_id, command.activity_id)
        journal.record(session, "catalogue.topic.taken", str(command.topic_id))
        return views.topics.topic(store.topics.of(session, command.topic_id))


def close_topic(database: Database, command: contract.CloseTopic) -> contract.Topic:
    """Want it no longer.

    Raises: UnknownTopic.
    """
    with database.transaction() as session:
        store.topics.close(session, command.topic_id, clock.now())
        journal.record(session, "catalogue.topic.closed", str(command.topic_id))
        return views.topics.topic(store.topics.of(session, command.topic_id))


def list_topics(database: Database, query: contract.ListTopics) -> contract.TopicPage:
    """What is wanted, the most urgent first.

    Raises: Invalid -- the cursor is not of this list.
    """
    after = cursors.read(query.cursor, date.fromisoformat, UUID) if query.cursor else None
    with database.reading() as session:
        return views.topics.topics(store.topics.wanted(session, query, after=after), query.limit)
