"""Rosters as files, of which a test names only what matters to it."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from contracts.catalogue.rosters import AnnounceRoster
from kernel.identifiers import Snils
from kernel.values import ActivityId

CSV = "text/csv"
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIXES = {CSV: "csv", JSON: "json", XLSX: "xlsx"}
HEADING = ("СНИЛС", "Дата", "Минуты", "Проверки")


def a_snils(number: int) -> Snils:
    """The valid one that begins with these digits."""
    digits = f"{200_000_000 + number:09}"
    control = sum(int(digit) * (9 - place) for place, digit in enumerate(digits)) % 101 % 100
    return Snils(f"{digits}{control:02}")


def a_csv(*rows: Sequence[object], heading: Sequence[str] = HEADING, delimiter: str = ";") -> bytes:
    return "\r\n".join(delimiter.join(map(str, row)) for row in (heading, *rows)).encode()


def a_workbook(*rows: Sequence[Any], heading: Sequence[str] = HEADING) -> bytes:
    book, file = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for row in (heading, *rows):
        sheet.append(row)
    book.save(file)
    return file.getvalue()


def some_json(rows: Iterable[Mapping[str, object]]) -> bytes:
    return json.dumps(list(rows), ensure_ascii=False, default=str).encode()


def an_announcement(activity_id: ActivityId, content: bytes, media_type: str = CSV) -> AnnounceRoster:
    return AnnounceRoster(
        activity_id=activity_id,
        filename=f"ведомость.{SUFFIXES[media_type]}",
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
