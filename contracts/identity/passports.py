"""What the passport of a citizen of Russia says. Owner: services/identity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kernel.identifiers import DepartmentCode, PassportNumber, PassportSeries
from kernel.values import Line


@dataclass(frozen=True, kw_only=True)
class StatePassport:
    """State the numbers of one's passport. issued_by, department: who issued it, and their code."""

    series: PassportSeries
    number: PassportNumber
    issued_on: date
    issued_by: Line
    department: DepartmentCode


@dataclass(frozen=True, kw_only=True)
class OwnPassport:
    """A passport as shown to whom it belongs. masked: the last two digits of its number."""

    masked: str
    issued_on: date
    issued_by: str
    department: str
