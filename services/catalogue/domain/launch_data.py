"""What content is told of its launch (cmi5, 10), and what it may ask about."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from contracts.catalogue.launches import LaunchId
from contracts.catalogue.statements import StatementUnsound
from services.catalogue.domain.launch import Registration, Site
from services.catalogue.domain.package import Package

STATE = "LMS.LaunchData"
SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"


def of(registration: Registration, package: Package, launch_id: LaunchId, site: Site) -> dict[str, Any]:
    """The document `LMS.LaunchData`. Whoever rehearses browses."""
    unit = site.unit(registration.activity_id)
    told: dict[str, Any] = {
        "contextTemplate": {
            "contextActivities": {"grouping": [{"id": unit}]},
            "extensions": {SESSION: str(launch_id)},
        },
        "launchMode": "Normal" if registration.earns else "Browse",
        "launchMethod": "AnyWindow",
        "launchParameters": package.launch_parameters,
        "moveOn": package.move_on.value,
    }
    return told if package.mastery is None else {**told, "masteryScore": json.loads(str(package.mastery))}


def require_own(
    registration: Registration, site: Site, activity: str, agent: str, named: UUID | None
) -> None:
    """Raises: StatementUnsound -- it is asked about another module, person or registration."""
    try:
        told = json.loads(agent)
    except (ValueError, RecursionError):
        told = None
    if activity != site.unit(registration.activity_id):
        raise StatementUnsound(activityId="xapi.unit")
    if not isinstance(told, dict) or {"objectType": "Agent", **told} != site.actor(registration):
        raise StatementUnsound(agent="xapi.actor")
    if named not in (None, registration.registration_id):
        raise StatementUnsound(registration="xapi.registration")
