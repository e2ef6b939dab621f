"""The test of an interactive module: its terms, and what passing it leads to.

A module consists of parts: the test, the content, or both. It is completed once every part is done.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Modules".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from contracts.catalogue.activities import (
    MODERATORS,
    PROVIDERS,
    ActivityMoveRefused,
    NotYourActivity,
    UnknownActivity,
)
from contracts.catalogue.enrolments import SPECIALISTS
from kernel.messages import Conflict, Event, Invalid, NotFound, Operation
from kernel.values import ActivityId, EnrolmentId, Length, Line, OrganisationId, PersonId, Range

AttemptId = NewType("AttemptId", UUID)

Whole = Annotated[int, Range(1, 1000)]
Seconds = Annotated[int, Range(0, 86_400)]
Percent = Annotated[int, Range(1, 100)]


class ModulePart(StrEnum):
    """What a module may ask for: that its test is passed, that its content is gone through."""

    TEST = "test"
    CONTENT = "content"


class FormOfTest(StrEnum):
    """fixed: as many questions for everybody. adaptive: the next question follows from the answers."""

    FIXED = "fixed"
    ADAPTIVE = "adaptive"


class NotAModule(Conflict, ru="Тест бывает только у интерактивного образовательного модуля."):
    """Only interactive modules have a test."""


class UnknownModuleTest(NotFound, ru="У этого модуля нет теста."):
    """The module has no test."""


class ModuleTestUnsound(Invalid, ru="Условия теста мягче, чем требуют правила, или противоречат им."):
    """The terms are weaker than the law, or contradict each other; details: field -> rule."""


@dataclass(frozen=True, kw_only=True)
class ModuleTestTerms:
    """What a test asks. A provider may ask for more than the law, never for less.

    pass_share: percent of right answers to the whole bank; an adaptive test expects it from the ability.
    items_least, items_most: how many questions; a fixed test has the most.
    pause_minutes: between two attempts. item_seconds, attempt_seconds: the least time that they take.
    minutes: the most that an attempt may take. largest_error: of the ability in logits, at which an
    adaptive test has seen enough. candidates: each question is drawn from so many of the most
    informative ones. topics: of the bank; all of them when empty.
    """

    form: FormOfTest
    pass_share: Percent
    items_least: Whole
    items_most: Whole
    attempts: Whole
    pause_minutes: Annotated[int, Range(0, 100_000)]
    item_seconds: Seconds = 0
    attempt_seconds: Seconds = 0
    minutes: Whole
    largest_error: Decimal = Decimal("0.4")
    candidates: Annotated[int, Range(1, 50)] = 5
    topics: Annotated[tuple[Line, ...], Length(0, 50)] = ()


@dataclass(frozen=True, kw_only=True)
class SetModuleTest:
    """Give a module a test, or its test other terms; attempts that have begun keep theirs."""

    activity_id: ActivityId
    terms: ModuleTestTerms


@dataclass(frozen=True, kw_only=True)
class ReadModuleTest:
    activity_id: ActivityId


@dataclass(frozen=True, kw_only=True)
class ModuleTest:
    """revision: grows with every change of the terms.

    items: how many questions of the bank the test can draw; at least its most are needed to offer it.
    """

    activity_id: ActivityId
    revision: int
    terms: ModuleTestTerms
    set_at: datetime
    items: int = 0


@dataclass(frozen=True, kw_only=True)
class ModuleTestPassed(Event, name="catalogue.module.test_passed", subject="person_id"):
    """A specialist has passed the test of a module. share: percent, as the pass mark."""

    attempt_id: AttemptId
    enrolment_id: EnrolmentId
    person_id: PersonId
    activity_id: ActivityId
    provider_id: OrganisationId
    number: int
    share: int


@dataclass(frozen=True, kw_only=True)
class ModuleTestFailed(Event, name="catalogue.module.test_failed", subject="person_id"):
    """A specialist has failed an attempt at the test of a module."""

    attempt_id: AttemptId
    enrolment_id: EnrolmentId
    person_id: PersonId
    activity_id: ActivityId
    provider_id: OrganisationId
    number: int
    share: int


set_module_test = Operation(
    "catalogue",
    "set_module_test",
    SetModuleTest,
    ModuleTest,
    (UnknownActivity, NotYourActivity, ActivityMoveRefused, NotAModule, ModuleTestUnsound),
    roles=PROVIDERS,
)
read_module_test = Operation(
    "catalogue",
    "read_module_test",
    ReadModuleTest,
    ModuleTest,
    (UnknownActivity, UnknownModuleTest),
    roles=SPECIALISTS | PROVIDERS | MODERATORS,
    reads=True,
)
