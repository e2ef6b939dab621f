"""Rosters as files: CSV, XLSX and JSON, read row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from kernel import sheets
from services.catalogue.domain import roster_row
from services.catalogue.domain.roster_row import RosterLine


@dataclass(frozen=True)
class Sheet:
    """ignored: headings of which we know nothing."""

    lines: Iterator[RosterLine]
    ignored: tuple[str, ...]


def read(file: IO[bytes], media_type: str, *, most_rows: int) -> Sheet:
    """The rows that say anything, in their order.

    Raises: Unreadable -- at once, or from the row where reading ends.
    """
    sheet = sheets.read(
        file,
        media_type,
        column=roster_row.column,
        is_heading=roster_row.is_heading,
        most_rows=most_rows,
        lacking="roster.heading",
    )
    return Sheet((roster_row.line(number, cells) for number, cells in sheet.rows), sheet.ignored)
