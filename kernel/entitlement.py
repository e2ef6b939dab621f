"""Who may ask what: asked by the gateway first, and again by the service, which trusts no gateway."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kernel.messages import (
    STEP_UP_AT,
    STEP_UP_LASTS,
    Caller,
    Forbidden,
    Operation,
    StepUpRequired,
    Unauthenticated,
)


def check(caller: Caller, operation: Operation[Any, Any], now: datetime) -> None:
    """Raises: Unauthenticated -- nobody has logged in.
    Forbidden -- the caller holds none of the roles, or a program lacks the scope.
    StepUpRequired -- the second factor was not shown lately; details say how to.
    """
    if not operation.roles:
        return
    if not caller.has(*operation.roles):
        if caller.person_id is None and not caller.roles:
            raise Unauthenticated
        raise Forbidden(roles=" ".join(sorted(operation.roles)))
    if caller.client_id is not None and operation.scope not in caller.scopes:
        raise Forbidden(scope=operation.scope or "none")
    if operation.step_up and not caller.has_stepped_up(now):
        raise StepUpRequired(how=STEP_UP_AT, max_age=int(STEP_UP_LASTS.total_seconds()))
