"""Whether a speciality is in force on a day, by the version of the nomenclature of that day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Entry(Protocol):
    """A speciality of one version, from a day on and before another; open where nothing is said."""

    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_before(self) -> date | None: ...
    @property
    def successor(self) -> str | None: ...


@dataclass(frozen=True, kw_only=True)
class Lapse:
    """Why a speciality earns nothing on a day. version: by which; successor: what has taken its place."""

    version: str
    successor: str | None


def lapse(entries: Iterable[Entry], version: str, on: date) -> Lapse | None:
    """None: it is in force. entries: what the version says of the speciality; nothing where it is unknown."""
    successor = None
    for entry in entries:
        begun = entry.valid_from is None or entry.valid_from <= on
        if begun and (entry.valid_before is None or on < entry.valid_before):
            return None
        successor = entry.successor or successor
    return Lapse(version=version, successor=successor)
