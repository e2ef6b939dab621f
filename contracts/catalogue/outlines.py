"""Outlines: what a module asks for besides its package: films to be watched, a scenario to be played.

An outline is pinned like a package: the next version of the activity has it, former ones keep theirs.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Modules".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from contracts.catalogue.activities import PROVIDERS, ActivityMoveRefused, NotYourActivity, UnknownActivity
from contracts.catalogue.enrolments import SPECIALISTS, EnrolmentClosed, UnknownEnrolment
from contracts.catalogue.launches import LaunchPurpose, NoContent
from contracts.catalogue.module_tests import NotAModule
from kernel.messages import Conflict, Invalid, NotFound, Operation
from kernel.values import ActivityId, Code, EnrolmentId, Length, Line, Range, Role, Text

PlayId = NewType("PlayId", UUID)
Second = Annotated[int, Range(0, 36_000)]
Score = Annotated[int, Range(-1000, 1000)]


class OutlineUnsound(Invalid, ru="В плане модуля есть противоречия."):
    """The outline contradicts itself; details: field -> rule."""


class UnknownSegment(NotFound, ru="Такого фильма в модуле нет."):
    """The module has no such film."""


class UnknownPlay(NotFound, ru="Такого прохождения сценария нет."):
    """There is no such play."""


class PlayMoved(Conflict, ru="Этот шаг сценария уже пройден. Обновите страницу."):
    """The play is at another step, or over; details name it."""


@dataclass(frozen=True, kw_only=True)
class FilmSegment:
    """A film, or a part of one. seconds: its length."""

    code: Code
    title: Line
    seconds: Annotated[int, Range(1, 36_000)]


@dataclass(frozen=True, kw_only=True)
class ScenarioChoice:
    """leads_to: the code of the next step. score: what it earns, or costs."""

    code: Code
    text: Line
    leads_to: Code
    score: Score = 0


@dataclass(frozen=True, kw_only=True)
class ScenarioStep:
    """A situation. is_end: the scenario ends here; elsewhere one chooses."""

    code: Code
    text: Text
    choices: Annotated[tuple[ScenarioChoice, ...], Length(0, 20)] = ()
    is_end: bool = False


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """start: the code of the first step. pass_score: the least with which it is passed."""

    start: Code
    steps: Annotated[tuple[ScenarioStep, ...], Length(1, 200)]
    pass_score: Score = 0


@dataclass(frozen=True, kw_only=True)
class ModuleOutline:
    """films: each to be watched for the share that the law asks. scenario: to be passed once."""

    films: Annotated[tuple[FilmSegment, ...], Length(0, 100)] = ()
    scenario: Scenario | None = None


@dataclass(frozen=True, kw_only=True)
class SetOutline:
    """Let the next version of a module ask for this."""

    activity_id: ActivityId
    outline: ModuleOutline


@dataclass(frozen=True, kw_only=True)
class ReadOutlines:
    activity_id: ActivityId


@dataclass(frozen=True, kw_only=True)
class PinnedOutline:
    """version: of the activity; absent for the version that is to be approved next."""

    version: int | None
    outline: ModuleOutline


@dataclass(frozen=True, kw_only=True)
class Outlines:
    """What is to come first, then the newest version."""

    items: tuple[PinnedOutline, ...]


@dataclass(frozen=True, kw_only=True)
class WatchFilm:
    """A film is being watched: from `begins` to `ends`, seconds of it, since the last word.

    As much counts as time has passed on our clock; what was seen before counts once.
    """

    enrolment_id: EnrolmentId
    segment: Code
    begins: Second
    ends: Second


@dataclass(frozen=True, kw_only=True)
class FilmWatched:
    """seconds: of the film, seen so far. share: percent. again_in: seconds until the next word."""

    segment: str
    seconds: int
    share: int
    is_enough: bool
    again_in: int


@dataclass(frozen=True, kw_only=True)
class BeginPlay:
    """Begin a scenario anew; a play that has not ended is left as it is."""

    activity_id: ActivityId
    purpose: LaunchPurpose = LaunchPurpose.STUDY


@dataclass(frozen=True, kw_only=True)
class ChooseInPlay:
    """step: the one that is answered. The same answer again is the same answer."""

    play_id: PlayId
    step: Code
    choice: Code


@dataclass(frozen=True, kw_only=True)
class ReadPlay:
    play_id: PlayId


@dataclass(frozen=True, kw_only=True)
class OpenChoice:
    """What one may choose; where it leads is told to nobody."""

    code: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Play:
    """How a scenario goes. is_passed: absent until it has ended."""

    play_id: PlayId
    activity_id: ActivityId
    purpose: LaunchPurpose
    step: str
    text: str
    choices: tuple[OpenChoice, ...]
    score: int
    begun_at: datetime
    ended_at: datetime | None
    is_passed: bool | None


_OWN = (UnknownActivity, NotYourActivity)

set_outline = Operation(
    "catalogue",
    "set_outline",
    SetOutline,
    Outlines,
    (*_OWN, NotAModule, ActivityMoveRefused, OutlineUnsound),
    roles=PROVIDERS,
)
read_outlines = Operation(
    "catalogue", "read_outlines", ReadOutlines, Outlines, _OWN, roles=PROVIDERS, reads=True
)
watch_film = Operation(
    "catalogue",
    "watch_film",
    WatchFilm,
    FilmWatched,
    (UnknownEnrolment, EnrolmentClosed, ActivityMoveRefused, UnknownSegment),
    roles=SPECIALISTS,
)
begin_play = Operation(
    "catalogue",
    "begin_play",
    BeginPlay,
    Play,
    (UnknownActivity, UnknownEnrolment, EnrolmentClosed, ActivityMoveRefused, NoContent),
    roles=SPECIALISTS | {Role.PROVIDER},
)
choose_in_play = Operation(
    "catalogue",
    "choose_in_play",
    ChooseInPlay,
    Play,
    (UnknownPlay, PlayMoved, ActivityMoveRefused),
    roles=SPECIALISTS | {Role.PROVIDER},
)
read_play = Operation(
    "catalogue",
    "read_play",
    ReadPlay,
    Play,
    (UnknownPlay,),
    roles=SPECIALISTS | {Role.PROVIDER},
    reads=True,
)
