"""Launches: an interactive module is opened by somebody, whom its content knows by a pseudonym only.

The address of a launch holds a token that is good once and for a short time. The content exchanges
it, as cmi5 has it, for a key under which it tells what happens: see `statements`.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Modules".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from contracts.catalogue.activities import ActivityMoveRefused, UnknownActivity
from contracts.catalogue.enrolments import SPECIALISTS, EnrolmentClosed, UnknownEnrolment
from contracts.catalogue.module_tests import ModulePart
from kernel.messages import ANYONE, Conflict, Event, Operation, Unauthenticated
from kernel.values import ActivityId, EnrolmentId, PersonId, Role, Secret

LaunchId = NewType("LaunchId", UUID)
RegistrationId = NewType("RegistrationId", UUID)


class LaunchPurpose(StrEnum):
    """study: by somebody enrolled. rehearsal: by the provider, or by whoever tries it; it earns nothing."""

    STUDY = "study"
    REHEARSAL = "rehearsal"


class NoContent(Conflict, ru="У этого модуля нет содержания, которое можно открыть."):
    """The module has no content that could be shown."""


class LaunchRefused(Unauthenticated, ru="Запуск модуля больше не действует. Откройте модуль заново."):
    """The launch is not, or no longer, good; details name the rule. Open the module anew."""


@dataclass(frozen=True, kw_only=True)
class LaunchModule:
    """Open a module."""

    activity_id: ActivityId
    purpose: LaunchPurpose = LaunchPurpose.STUDY


@dataclass(frozen=True, kw_only=True)
class Launch:
    """url: where to go, once and soon. registration_id: what all launches of one enrolment share.

    progress: percent of the content so far. expires_at: of the address.
    """

    launch_id: LaunchId
    registration_id: RegistrationId
    activity_id: ActivityId
    purpose: LaunchPurpose
    url: str
    expires_at: datetime
    progress: int


@dataclass(frozen=True, kw_only=True)
class ExchangeLaunch:
    """launch: the token of the address; good once."""

    launch: Secret


@dataclass(frozen=True, kw_only=True)
class LaunchKey:
    """auth_token: `auth-token` on the wire, as cmi5 has it."""

    auth_token: str


@dataclass(frozen=True, kw_only=True)
class ReadModuleProgress:
    enrolment_id: EnrolmentId


@dataclass(frozen=True, kw_only=True)
class ModuleProgress:
    """How far somebody has come with the content. progress: percent. score: percent, where one was told.

    minutes: measured so far, of those that the card asks for; parts_left: what else is to be done.
    """

    enrolment_id: EnrolmentId
    activity_id: ActivityId
    progress: int
    score: int | None
    launches: int
    statements: int
    first_launched_at: datetime | None
    done_at: datetime | None
    minutes: int = 0
    min_minutes: int = 0
    missing_minutes: int = 0
    parts_left: tuple[ModulePart, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ModuleProgressed(Event, name="catalogue.module.progressed", subject="person_id"):
    """Somebody has come further with the content of a module. progress: percent."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    activity_id: ActivityId
    progress: int
    is_done: bool


launch_module = Operation(
    "catalogue",
    "launch_module",
    LaunchModule,
    Launch,
    (UnknownActivity, UnknownEnrolment, EnrolmentClosed, ActivityMoveRefused, NoContent),
    roles=SPECIALISTS | {Role.PROVIDER},
)
# Open: the content has nothing but the token of its launch.
exchange_launch = Operation(
    "catalogue", "exchange_launch", ExchangeLaunch, LaunchKey, (LaunchRefused,), roles=ANYONE
)
read_module_progress = Operation(
    "catalogue",
    "read_module_progress",
    ReadModuleProgress,
    ModuleProgress,
    (UnknownEnrolment,),
    roles=SPECIALISTS,
    reads=True,
)
