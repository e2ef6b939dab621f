"""The operation every service answers without declaring it: is it ready?

A round trip through the broker, because a consumer may be deaf on a healthy connection.
"""

from __future__ import annotations

from dataclasses import dataclass

from kernel.messages import ANYONE, Nothing, Operation


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """database: whether it answers; absent where the service has none."""

    service: str
    database: bool | None


def ping(service: str) -> Operation[Nothing, Readiness]:
    """Whether `service` answers, and its database does. It may also be asked by itself: deploy.health."""
    return Operation(
        service,
        "ping",
        Nothing,
        Readiness,
        roles=ANYONE,
        callers=tuple(sorted({"gateway", "monitoring", service})),
        reads=True,
        deadline=3.0,
    )
