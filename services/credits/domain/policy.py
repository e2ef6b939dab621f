"""Policies: dated rows of the law, asked for by key and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from contracts.credits.policies import PolicyMissing
from kernel.values import Credits


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One row, in force on the days [valid_from, valid_before). verified: the act itself was read."""

    key: str
    value: str
    unit: str
    valid_from: date
    valid_before: date | None
    legal_act: str
    source: str
    verified: bool

    def is_in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_before is None or on < self.valid_before)

    @property
    def holds(self) -> bool:
        return self.value == "yes"

    @property
    def credits(self) -> Credits:
        return Credits.parse(self.value)

    @property
    def whole(self) -> int:
        return int(self.value)

    @property
    def wholes(self) -> tuple[int, ...]:
        return tuple(int(item) for item in self.value.split(";"))


class Policies:
    """The rows a decision may need; of any key, of any time."""

    def __init__(self, rows: Iterable[Policy]) -> None:
        self._rows = defaultdict[str, list[Policy]](list)
        for row in sorted(rows, key=lambda row: row.valid_from):
            self._rows[row.key].append(row)

    def on(self, key: str, day: date) -> Policy:
        """The row of `key` in force on `day`.

        Raises: PolicyMissing -- none is.
        """
        for row in self._rows.get(key, ()):
            if row.is_in_force(day):
                return row
        raise PolicyMissing(key=key, on=day)

    def begins(self, key: str) -> date:
        """The first day for which `key` is known.

        Raises: PolicyMissing -- there is no such day.
        """
        if key not in self._rows:
            raise PolicyMissing(key=key)
        return self._rows[key][0].valid_from
