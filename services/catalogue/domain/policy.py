"""The dated policies of one day, read as the types they have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kernel.messages import Unavailable
from kernel.values import Credits


@dataclass(frozen=True)
class Policies:
    """Raises everywhere: Unavailable -- the policy is missing: without it nothing can be decided."""

    values: Mapping[str, str]

    def text(self, key: str) -> str:
        try:
            return self.values[key]
        except KeyError as missing:
            raise Unavailable(policy=key) from missing

    def whole(self, key: str) -> int:
        return int(self.text(key))

    def credits(self, key: str) -> Credits:
        return Credits.parse(self.text(key))

    def words(self, key: str) -> frozenset[str]:
        return frozenset(self.text(key).split(";"))
