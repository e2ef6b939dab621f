"""What the services answer in these tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from contracts.catalogue.activities import (
    Activity,
    ActivityFormat,
    ActivityKind,
    ActivityState,
    MoveActivity,
    Presence,
    ReadActivity,
)
from contracts.catalogue.enrolments import Enrol, Enrolment, EnrolmentState
from contracts.catalogue.launches import LaunchRefused
from contracts.catalogue.statements import ReadStatements, StatementsRead
from kernel import context
from kernel.messages import ServiceError
from kernel.values import Credits, EnrolmentId, new_id
from tests.builders.requests import ORGANISATION

STARTS = datetime(2026, 12, 1, 9, tzinfo=UTC)
VERSION = 3
LAUNCHED = "a-key-of-a-launch"
SECRET = "the secret of the service"


def an_activity(command: ReadActivity | MoveActivity) -> Activity:
    """version: one more than the command has read."""
    return Activity(
        activity_id=command.activity_id,
        number="НМО-2026-00001",
        provider_id=ORGANISATION,
        title="Аллергия у детей",
        kind=ActivityKind.EVENT,
        format=ActivityFormat.ONLINE,
        goals="Узнавать и лечить.",
        specialities=("31.08.49",),
        credits=Credits(Decimal("4.2")),
        starts_at=STARTS,
        ends_at=STARTS,
        presence=Presence(min_minutes=90),
        capacity=100,
        seats_left=7,
        price=Decimal(0),
        region=None,
        state=ActivityState.PUBLISHED,
        return_reason=None,
        demo=False,
        version=command.version + 1 if isinstance(command, MoveActivity) else VERSION,
    )


def an_enrolment(command: Enrol) -> Enrolment:
    request = context.current()
    assert request is not None
    return Enrolment(
        enrolment_id=EnrolmentId(new_id()),
        activity_id=command.activity_id,
        activity_version=VERSION,
        person_id=request.caller.person,
        speciality=command.speciality,
        title="Аллергия у детей",
        credits=Credits(Decimal("4.2")),
        state=EnrolmentState.ENROLLED,
        enrolled_at=STARTS,
        completed_on=None,
        minutes=None,
    )


def a_statement(query: ReadStatements) -> StatementsRead:
    """Raises: LaunchRefused -- for every key but one."""
    if query.token != LAUNCHED:
        raise LaunchRefused(rule="launch.unknown")
    return StatementsRead(content={"statements": [], "more": ""})


def refuse(error: ServiceError) -> Callable[[Any], Any]:
    def refused(_: Any) -> Any:
        raise error

    return refused


def stumble(_: Any) -> Any:
    raise ValueError(SECRET)
