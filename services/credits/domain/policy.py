"""Policies: dated rows of the law, asked for by key and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import chain, count, groupby
from uuid import UUID

from contracts.credits.policies import PolicyMissing
from kernel.values import Credits

ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
"""Since when we know what we were installed with."""


class PolicyType(StrEnum):
    """How the value of a policy is written. The plurals are lists, their items parted by `;`."""

    INTEGER = "integer"
    INTEGERS = "integers"
    DECIMAL = "decimal"
    CREDITS = "credits"
    BOOLEAN = "boolean"
    DATE = "date"
    TEXT = "text"
    TEXTS = "texts"
    REGEX = "regex"


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One row, in force on the days [valid_from, valid_before). verified: the act itself was read.

    version: its place among the rows of its key, from 1, in the order in which we learned of them.
    recorded_at: since when we know it. published_by: the draft it was; None for what was installed.
    """

    key: str
    version: int = 1
    value: str
    type: PolicyType
    unit: str
    valid_from: date
    valid_before: date | None
    legal_act: str
    source: str
    verified: bool
    recorded_at: datetime = ALWAYS
    published_by: UUID | None = None

    @property
    def rank(self) -> tuple[bool, int]:
        """Of two rows for one day the higher holds: what was published, then what was recorded later."""
        return self.published_by is not None, self.version

    def says(self, other: Policy) -> bool:
        """Whether both are the same law, whenever and however it was learned."""
        learned = replace(self, version=other.version, recorded_at=other.recorded_at)
        return replace(learned, published_by=other.published_by) == other

    def is_in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_before is None or on < self.valid_before)

    @property
    def holds(self) -> bool:
        return self.value == "yes"

    @property
    def credits(self) -> Credits:
        return Credits.parse(self.value)

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.value)

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

    def joined_by(self, row: Policy) -> Policies:
        """The same law and one row more."""
        return Policies([*chain.from_iterable(self._rows.values()), row])

    def on(self, key: str, day: date) -> Policy:
        """The row of `key` in force on `day`.

        Raises: PolicyMissing -- none is.
        """
        row = self._find(key, day)
        if row is None:
            raise PolicyMissing(key=key, on=day)
        return row

    def in_force(self, day: date) -> list[Policy]:
        """The row of each key in force on `day`, by key."""
        found = (self._find(key, day) for key in sorted(self._rows))
        return [row for row in found if row is not None]

    def ends(self, row: Policy, day: date) -> date | None:
        """The first day after `day`, on which `row` is in force, when it no longer is."""
        edges = {edge for each in self._rows[row.key] for edge in (each.valid_from, each.valid_before)}
        later = sorted(edge for edge in edges if edge is not None and edge > day)
        return next((edge for edge in later if self._find(row.key, edge) is not row), None)

    def begins(self, key: str) -> date:
        """The first day for which `key` is known.

        Raises: PolicyMissing -- there is no such day.
        """
        if key not in self._rows:
            raise PolicyMissing(key=key)
        return self._rows[key][0].valid_from

    def history(self, key: str) -> list[Policy]:
        """Every row of `key`, in the order in which they were recorded."""
        return sorted(self._rows.get(key, ()), key=lambda row: row.version)

    def latest(self, key: str) -> Policy | None:
        """The row of `key` that was recorded last."""
        return next(reversed(self.history(key)), None)

    def next_version(self, key: str) -> int:
        latest = self.latest(key)
        return 1 if latest is None else latest.version + 1

    def new_among(self, installed: Iterable[Policy], at: datetime) -> Iterator[Policy]:
        """What an installation brings that it did not bring before, to be recorded at `at`.

        The first row of a key has been known from the beginning: whoever asks what was known then needs it.
        """
        for key, rows in groupby(sorted(installed, key=_place), key=lambda row: row.key):
            versions = count(self.next_version(key))
            learned = at if self.history(key) else ALWAYS
            for row in rows:
                if not any(row.says(old) for old in self._installed(row)[-1:]):
                    yield replace(row, version=next(versions), recorded_at=learned)

    def _installed(self, row: Policy) -> list[Policy]:
        """What earlier installations said of the day on which `row` begins, the oldest first."""
        return [
            old
            for old in self.history(row.key)
            if old.valid_from == row.valid_from and old.published_by is None
        ]

    def _find(self, key: str, day: date) -> Policy | None:
        in_force = (row for row in self._rows.get(key, ()) if row.is_in_force(day))
        return max(in_force, key=lambda row: row.rank, default=None)


def _place(row: Policy) -> tuple[str, date]:
    return row.key, row.valid_from
