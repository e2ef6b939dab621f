"""Attempts at the test of a module: begun, answered question by question, finished, and replayed.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Modules".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from contracts.catalogue.activities import (
    MODERATORS,
    PROVIDERS,
    ActivityMoveRefused,
    NotYourActivity,
    UnknownActivity,
)
from contracts.catalogue.enrolments import SPECIALISTS, UnknownEnrolment
from contracts.catalogue.items import ItemId, ItemKind, Option
from contracts.catalogue.module_tests import AttemptId, FormOfTest, UnknownModuleTest
from kernel.messages import Conflict, Invalid, NotFound, Operation
from kernel.values import ActivityId, EnrolmentId, Length, Limit, Line, PersonId, Range

Answer = Annotated[tuple[Line, ...], Length(1, 12)]
Position = Annotated[int, Range(1, 1000)]


class AttemptState(StrEnum):
    """open: it goes on, or waits to be finished."""

    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"


class UnknownAttempt(NotFound, ru="Такой попытки нет."):
    """There is no such attempt."""


class AttemptRefused(Conflict, ru="Сейчас начать попытку нельзя."):
    """No attempt can begin now; details name the rule, and until when where it is a matter of time."""


class AttemptClosed(Conflict, ru="Попытка завершена."):
    """The attempt is finished, or its time is over."""


class TooSoon(Conflict, ru="Слишком рано: минимальное время ещё не прошло."):
    """The least time has not passed; details name the rule, and how many seconds are left."""


class NotAsked(Conflict, ru="Этот вопрос вам ещё не задан."):
    """This question has not been asked yet."""


class AnswerUnsound(Invalid, ru="Это не ответ на заданный вопрос."):
    """It is no answer to the question: an option that is not there, or no number."""


@dataclass(frozen=True, kw_only=True)
class StartAttempt:
    """Begin an attempt, or go on with the one that is open."""

    activity_id: ActivityId


@dataclass(frozen=True, kw_only=True)
class PickAttempt:
    attempt_id: AttemptId


@dataclass(frozen=True, kw_only=True)
class GiveAnswer:
    """answer: the codes of what is chosen, or the number that is typed."""

    attempt_id: AttemptId
    position: Position
    answer: Answer


@dataclass(frozen=True, kw_only=True)
class AskedItem:
    """What is asked; what is right is told to nobody who is asked. position: the first is 1."""

    position: int
    kind: ItemKind
    text: str
    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class AttemptProgress:
    """How far an attempt has come.

    question: that waits for an answer; none once enough has been asked, and the attempt can be finished.
    stands: the answer that counts, where one was sent: the first one, if others followed it.
    """

    attempt_id: AttemptId
    activity_id: ActivityId
    number: int
    state: AttemptState
    started_at: datetime
    ends_at: datetime
    answered: int
    most: int
    is_enough: bool
    question: AskedItem | None
    stands: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class AttemptStep:
    """One question of a finished attempt. ability, error: in logits, after the answer; adaptive tests only.

    seconds: from the question to the answer. explanation: once the test is passed.
    """

    position: int
    item_id: ItemId
    item_version: int
    topic: str
    answer: tuple[str, ...] | None
    is_right: bool | None
    seconds: int | None
    ability: Decimal | None
    error: Decimal | None
    explanation: str | None = None


@dataclass(frozen=True, kw_only=True)
class AttemptOutcome:
    """What an attempt came to, and why.

    share: percent of right answers; of an adaptive test, of the whole bank, as the ability leads to expect.
    ability, error, mark: in logits. confidence: percent; how likely the ability is at the mark or above it.
    rule: because of which it failed, besides the share.
    """

    attempt_id: AttemptId
    activity_id: ActivityId
    enrolment_id: EnrolmentId
    number: int
    state: AttemptState
    form: FormOfTest
    started_at: datetime
    finished_at: datetime | None
    share: int | None
    pass_share: int
    ability: Decimal | None
    error: Decimal | None
    mark: Decimal | None
    confidence: int | None
    rule: str | None
    steps: tuple[AttemptStep, ...]


@dataclass(frozen=True, kw_only=True)
class ListMyAttempts:
    """activity_id: only at the test of this module."""

    activity_id: ActivityId | None = None
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class ListAttempts:
    activity_id: ActivityId
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class AttemptSummary:
    attempt_id: AttemptId
    activity_id: ActivityId
    enrolment_id: EnrolmentId
    person_id: PersonId
    number: int
    state: AttemptState
    started_at: datetime
    finished_at: datetime | None
    share: int | None


@dataclass(frozen=True, kw_only=True)
class AttemptPage:
    """The newest first."""

    items: tuple[AttemptSummary, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class AttemptReplay:
    """An attempt gone through anew from its seed, its bank and its answers.

    agrees: the same questions in the same order, the same abilities, the same outcome.
    differs_at: the first position that does not.
    """

    outcome: AttemptOutcome
    seed: str
    agrees: bool
    differs_at: int | None


_OWN = (UnknownAttempt, AttemptClosed)

start_attempt = Operation(
    "catalogue",
    "start_attempt",
    StartAttempt,
    AttemptProgress,
    (UnknownActivity, UnknownEnrolment, UnknownModuleTest, AttemptRefused, ActivityMoveRefused),
    roles=SPECIALISTS,
    deadline=45.0,
)
# Not remembered by key: the first answer stands of itself. So the address comes along, as evidence.
give_answer = Operation(
    "catalogue",
    "give_answer",
    GiveAnswer,
    AttemptProgress,
    (*_OWN, NotAsked, TooSoon, AnswerUnsound, ActivityMoveRefused),
    roles=SPECIALISTS,
    once=False,
    deadline=45.0,
)
finish_attempt = Operation(
    "catalogue",
    "finish_attempt",
    PickAttempt,
    AttemptOutcome,
    (UnknownAttempt, TooSoon, ActivityMoveRefused),
    roles=SPECIALISTS,
    deadline=45.0,
)
read_attempt = Operation(
    "catalogue",
    "read_attempt",
    PickAttempt,
    AttemptProgress,
    (UnknownAttempt,),
    roles=SPECIALISTS,
    reads=True,
)
read_outcome = Operation(
    "catalogue", "read_outcome", PickAttempt, AttemptOutcome, (UnknownAttempt,), roles=SPECIALISTS, reads=True
)
my_attempts = Operation(
    "catalogue", "my_attempts", ListMyAttempts, AttemptPage, roles=SPECIALISTS, reads=True
)
list_attempts = Operation(
    "catalogue",
    "list_attempts",
    ListAttempts,
    AttemptPage,
    (UnknownActivity, NotYourActivity),
    roles=PROVIDERS,
    reads=True,
)
replay_attempt = Operation(
    "catalogue",
    "replay_attempt",
    PickAttempt,
    AttemptReplay,
    (UnknownAttempt,),
    roles=PROVIDERS | MODERATORS,
    reads=True,
    deadline=60.0,
)
