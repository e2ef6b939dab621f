"""A route: one method and path, bound to one operation."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from gateway.refusals import (
    AddressTooLong,
    BodyTooLarge,
    MalformedRequest,
    TooManyRequests,
    UnsupportedMediaType,
)
from gateway.together import Together
from kernel.messages import (
    ANYONE,
    Forbidden,
    IdempotencyKeyReused,
    Invalid,
    Operation,
    ServiceError,
    StepUpRequired,
    Unauthenticated,
    Unavailable,
)

PARAMETER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Composed:
    """An answer that the gateway puts together of what several services say.

    operation: as callers see it; nobody serves it. parts: what is asked for it.
    """

    operation: Operation[Any, Any]
    parts: tuple[Operation[Any, Any], ...]
    compose: Callable[[Together, Any], Any]


@dataclass(frozen=True)
class Route:
    """method, path, and the operation that answers.

    Path parameters fill the fields of the command that bear their names; the query fills
    those of a GET, the body those of everything else.

    status: of an answer. location: where the new thing is, filled from the answer's fields.
    form: the body is a form, and refusals are in the words of OAuth.
    launched: content asks that was launched, in the words of xAPI: see `gateway.xapi`.
    """

    method: str
    path: str
    answers: Operation[Any, Any] | Composed
    status: int = 200
    location: str | None = None
    form: bool = False
    launched: bool = False

    def __post_init__(self) -> None:
        unknown = set(self.parameters) - {field.name for field in fields(self.operation.takes)}
        if unknown:
            raise TypeError(f"{self.path}: {self.operation.takes.__name__} has no {', '.join(unknown)}")

    @property
    def operations(self) -> tuple[Operation[Any, Any], ...]:
        """What services are asked."""
        return self.answers.parts if isinstance(self.answers, Composed) else (self.answers,)

    @property
    def operation(self) -> Operation[Any, Any]:
        """What the caller asks."""
        return self.answers.operation if isinstance(self.answers, Composed) else self.answers

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names in the path."""
        return tuple(PARAMETER.findall(self.path))

    @property
    def has_body(self) -> bool:
        return self.method not in ("GET", "DELETE")

    @property
    def has_version(self) -> bool:
        """Whether the command names the version that its sender has read."""
        return any(field.name == "version" for field in fields(self.operation.takes))

    @property
    def is_limited(self) -> bool:
        """Whether one address may send it only so often: a write that is open to anyone."""
        return self.operation.roles == ANYONE and not self.operation.reads

    @property
    def errors(self) -> tuple[type[ServiceError], ...]:
        """What it may be refused with, besides what any request may."""
        own = self.operation
        return (
            *own.raises,
            *((Invalid,) if fields(own.takes) else ()),
            *((Unauthenticated, Forbidden) if own.roles else ()),
            *((StepUpRequired,) if own.step_up else ()),
            *((MalformedRequest, BodyTooLarge, UnsupportedMediaType) if self.has_body else ()),
            *((IdempotencyKeyReused,) if own.once and not own.reads else ()),
            *((TooManyRequests,) if self.is_limited or self.launched else ()),
            *((AddressTooLong,) if self.launched else ()),
            Unavailable,
        )

    @property
    def name(self) -> str:
        """A unique name for generated clients: `catalogue.enrol`."""
        return self.operation.name if isinstance(self.answers, Composed) else self.operation.key
