"""Launches: who may open a module, for how long, and under which pseudonym."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from urllib.parse import quote, urlencode
from uuid import UUID, uuid4

from contracts.catalogue.enrolments import EnrolmentClosed
from contracts.catalogue.launches import LaunchId, LaunchPurpose, LaunchRefused, RegistrationId
from contracts.catalogue.packages import MoveOn, PackageId
from kernel.values import ActivityId, EnrolmentId, PersonId, new_id
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.enrolment import TAKING_PART, Enrolment
from services.catalogue.domain.package import Package
from services.catalogue.domain.policy import Policies

STATEMENTS = "/v1/xapi/"
LAUNCHES = "/v1/xapi/launches"


class Audience(StrEnum):
    """What a token is for. launch: to be exchanged, once. statements: to tell what happens."""

    LAUNCH = "launch"
    STATEMENTS = "statements"


@dataclass(frozen=True, kw_only=True)
class LaunchLaw:
    """address: for how long the address of a launch is good. session: for how long its key is."""

    address: timedelta
    session: timedelta

    @classmethod
    def of(cls, rules: Policies) -> LaunchLaw:
        """Raises: Unavailable."""
        return cls(
            address=timedelta(seconds=rules.whole("launch.address_seconds")),
            session=timedelta(minutes=rules.whole("launch.session_minutes")),
        )


@dataclass(frozen=True, kw_only=True)
class Pass:
    """What a token says; it names no person. digest: of the package that is shown."""

    audience: Audience
    launch_id: LaunchId
    registration_id: RegistrationId
    digest: str
    purpose: LaunchPurpose
    expires_at: datetime

    def require(self, audience: Audience, at: datetime) -> None:
        """Raises: LaunchRefused -- it is for something else, or no longer good."""
        if self.audience is not audience:
            raise LaunchRefused(rule="launch.audience")
        if at >= self.expires_at:
            raise LaunchRefused(rule="launch.expired")


@dataclass(eq=False, kw_only=True)
class Registration:
    """One person's way through one module, over all its launches.

    actor: the pseudonym by which the content knows the person; it is used in this registration only.
    progress: percent. score: from 0 to 1, the best that was told. done_at: when all was done that the
    package asks for. failed_first: whether a try was lost before one was won.
    """

    registration_id: RegistrationId
    activity_id: ActivityId
    person_id: PersonId
    purpose: LaunchPurpose
    actor: UUID
    package_id: PackageId
    opened_at: datetime
    enrolment_id: EnrolmentId | None = None
    launches: int = 0
    statements: int = 0
    progress: int = 0
    score: Decimal | None = None
    completed_at: datetime | None = None
    passed_at: datetime | None = None
    failed_first: bool = False
    done_at: datetime | None = None

    @classmethod
    def open(
        cls,
        activity: Activity,
        person_id: PersonId,
        purpose: LaunchPurpose,
        enrolment_id: EnrolmentId | None,
        package: Package,
        at: datetime,
    ) -> Registration:
        return cls(
            registration_id=RegistrationId(new_id()),
            activity_id=activity.activity_id,
            person_id=person_id,
            purpose=purpose,
            # Not ordered by time: it tells the content nothing.
            actor=uuid4(),
            package_id=package.package_id,
            opened_at=at,
            enrolment_id=enrolment_id if purpose is LaunchPurpose.STUDY else None,
        )

    @property
    def earns(self) -> bool:
        return self.purpose is LaunchPurpose.STUDY

    def follow(self, package: Package) -> None:
        """Go on with what the version shows that is enrolled for."""
        self.package_id = package.package_id
        self.launches += 1

    def settle(self, move_on: MoveOn, at: datetime) -> bool:
        """Whether all that the package asks for has been done just now."""
        if self.done_at is not None or not self.fulfils(move_on):
            return False
        self.done_at, self.progress = at, 100
        return True

    def forget(self) -> None:
        """Begin anew: what was told is told again."""
        self.progress, self.score, self.failed_first = 0, None, False
        self.completed_at = self.passed_at = self.done_at = None

    def fulfils(self, move_on: MoveOn) -> bool:
        """Whether all is told that a package asks for."""
        completed, passed = self.completed_at is not None, self.passed_at is not None
        return {
            MoveOn.COMPLETED: completed,
            MoveOn.PASSED: passed,
            MoveOn.COMPLETED_AND_PASSED: completed and passed,
            MoveOn.COMPLETED_OR_PASSED: completed or passed,
            # Who asks for nothing has it with the first word of the content.
            MoveOn.NOT_APPLICABLE: self.statements > 0,
        }[move_on]


@dataclass(eq=False, kw_only=True)
class Launch:
    """One opening. ends_at: of the time in which its key is good. superseded_at: since the next one."""

    launch_id: LaunchId
    registration_id: RegistrationId
    digest: str
    launched_at: datetime
    expires_at: datetime
    ends_at: datetime
    exchanged_at: datetime | None = None
    superseded_at: datetime | None = None

    @classmethod
    def begin(cls, registration: Registration, package: Package, law: LaunchLaw, at: datetime) -> Launch:
        return cls(
            launch_id=LaunchId(new_id()),
            registration_id=registration.registration_id,
            digest=package.digest,
            launched_at=at,
            expires_at=at + law.address,
            ends_at=at + law.session,
        )

    def exchange(self, at: datetime) -> None:
        """Raises: LaunchRefused -- somebody has done it before, or the module was opened anew."""
        if self.exchanged_at is not None:
            raise LaunchRefused(rule="launch.used")
        self.require_current()
        self.exchanged_at = at

    def require_current(self) -> None:
        """Raises: LaunchRefused."""
        if self.superseded_at is not None:
            raise LaunchRefused(rule="launch.superseded")

    def grant(self, audience: Audience, purpose: LaunchPurpose) -> Pass:
        until = self.expires_at if audience is Audience.LAUNCH else self.ends_at
        return Pass(
            audience=audience,
            launch_id=self.launch_id,
            registration_id=self.registration_id,
            digest=self.digest,
            purpose=purpose,
            expires_at=until,
        )


@dataclass(frozen=True, kw_only=True)
class Site:
    """public_url: of the API. content_url: where modules are shown."""

    public_url: str
    content_url: str

    def unit(self, activity_id: ActivityId) -> str:
        """What statements call the content of a module."""
        return f"{self.public_url}/v1/activities/{activity_id}"

    def actor(self, registration: Registration) -> dict[str, object]:
        """The person, as the content knows them."""
        account = {"homePage": self.public_url, "name": str(registration.actor)}
        return {"objectType": "Agent", "account": account}

    def address(self, registration: Registration, package: Package, token: str) -> str:
        """Where a launch leads: the entry of its package, with the parameters of cmi5."""
        told = {
            "endpoint": f"{self.public_url}{STATEMENTS}",
            "fetch": f"{self.public_url}{LAUNCHES}?{urlencode({'launch': token})}",
            "actor": json.dumps(self.actor(registration)),
            "registration": str(registration.registration_id),
            "activityId": self.unit(registration.activity_id),
        }
        own = f"{package.parameters}&" if package.parameters else ""
        return f"{self.content_url}/content/{package.digest}/{quote(package.entry)}?{own}{urlencode(told)}"


def require_studying(activity: Activity, enrolment: Enrolment, at: datetime) -> None:
    """Let somebody open what they take part in. Raises: ActivityMoveRefused, EnrolmentClosed."""
    activity.require_number()
    if enrolment.state not in TAKING_PART:
        raise EnrolmentClosed(state=enrolment.state)
    if at >= activity.card.ends_at:
        raise EnrolmentClosed(rule="activity.ended")
