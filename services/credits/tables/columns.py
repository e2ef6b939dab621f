"""Where all tables of credits belong, and the columns that only credits has."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from contracts.credits.policies import RuleTrace
from kernel import wire
from kernel.database import new_metadata

metadata = new_metadata()


class TracesColumn(TypeDecorator[tuple[RuleTrace, ...]]):
    """The traces of a verdict as JSON."""

    impl = JSONB
    cache_ok = True

    def process_bind_param(self, value: tuple[RuleTrace, ...] | None, dialect: sa.Dialect) -> Any:
        return None if value is None else [wire.dump(trace) for trace in value]

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> tuple[RuleTrace, ...] | None:
        return None if value is None else tuple(wire.load(RuleTrace, trace) for trace in value)


class MessageColumn(TypeDecorator[Any]):
    """A message of the published language, as the JSON by which it is known everywhere."""

    impl = JSONB
    cache_ok = True

    def __init__(self, kind: type) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> dict[str, Any] | None:
        return None if value is None else wire.dump(value)

    def process_result_value(self, value: dict[str, Any] | None, dialect: sa.Dialect) -> Any:
        return None if value is None else wire.load(self.kind, value)
