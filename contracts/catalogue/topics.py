"""Topics: what ought to be taught, since something has shown that it is wanting, and who teaches it.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Activities".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from contracts.catalogue.activities import PROVIDERS, NotYourActivity, UnknownActivity
from kernel.messages import ANYONE, Conflict, NotFound, Operation
from kernel.values import ActivityId, Code, Limit, Line, Role, Text

TopicId = NewType("TopicId", UUID)


class TopicCause(StrEnum):
    """deviation: of an indicator. refusal_reason: for which many are refused. demand: asked for."""

    DEVIATION = "deviation"
    REFUSAL_REASON = "refusal_reason"
    DEMAND = "demand"


class UnknownTopic(NotFound, ru="Такой темы нет."):
    """There is no such topic."""


class TopicClosed(Conflict, ru="Тема закрыта."):
    """The topic is no longer wanted."""


@dataclass(frozen=True, kw_only=True)
class PlanTopic:
    """reference: what has shown it, like the code of an indicator or of a reason: R03."""

    title: Line
    rationale: Text
    speciality: Code
    cause: TopicCause
    reference: Code
    wanted_by: date


@dataclass(frozen=True, kw_only=True)
class TakeTopic:
    """Let one's own activity teach a topic; the same again changes nothing."""

    topic_id: TopicId
    activity_id: ActivityId


@dataclass(frozen=True, kw_only=True)
class CloseTopic:
    topic_id: TopicId


@dataclass(frozen=True, kw_only=True)
class ListTopics:
    """untaught_only: only what no activity teaches yet."""

    speciality: Code | None = None
    untaught_only: bool = False
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class Topic:
    """activities: that teach it, of those known to all."""

    topic_id: TopicId
    title: str
    rationale: str
    speciality: str
    cause: TopicCause
    reference: str
    wanted_by: date
    activities: tuple[ActivityId, ...]
    closed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class TopicPage:
    """What is wanted, the most urgent first."""

    items: tuple[Topic, ...]
    next_cursor: str | None


PLANNERS = frozenset({Role.ADMINISTRATOR, Role.REGULATOR})

plan_topic = Operation("catalogue", "plan_topic", PlanTopic, Topic, roles=PLANNERS)
take_topic = Operation(
    "catalogue",
    "take_topic",
    TakeTopic,
    Topic,
    (UnknownTopic, TopicClosed, UnknownActivity, NotYourActivity),
    roles=PROVIDERS,
)
close_topic = Operation("catalogue", "close_topic", CloseTopic, Topic, (UnknownTopic,), roles=PLANNERS)
list_topics = Operation("catalogue", "list_topics", ListTopics, TopicPage, roles=ANYONE, reads=True)
