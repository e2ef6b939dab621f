"""What all tables of the catalogue share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator

from kernel import wire
from kernel.database import new_metadata

metadata = new_metadata()
mapper = registry(metadata=metadata)


class MessageColumn(TypeDecorator[Any]):
    """A message of the published language, as the JSON by which it is known everywhere."""

    impl = JSONB
    cache_ok = True

    def __init__(self, kind: type) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else wire.dump(value)

    def process_result_value(self, value: dict[str, Any] | None, dialect: Dialect) -> Any:
        return None if value is None else wire.load(self.kind, value)


class MessagesColumn(TypeDecorator[tuple[Any, ...]]):
    """Several of them, in their order."""

    impl = JSONB
    cache_ok = True

    def __init__(self, kind: type) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> list[dict[str, Any]] | None:
        return None if value is None else [wire.dump(each) for each in value]

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[Any, ...] | None:
        return None if value is None else tuple(wire.load(self.kind, each) for each in value)
