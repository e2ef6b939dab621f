"""Files of claims, of which a test names only what matters to it."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from contracts.credits.imports import AnnounceImport

CSV, JSON = "text/csv", "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = {
    "form": "Форма",
    "speciality": "Специальность",
    "title": "Название",
    "organiser": "Организатор",
    "day": "Дата",
    "credits": "ЗЕТ",
    "place": "Место проведения",
    "minutes": "minutes",
    "evidence": "Документы",
}
HEADING = tuple(COLUMNS.values())


def a_csv(*rows: Sequence[Any], heading: Sequence[str] = HEADING) -> bytes:
    return "\r\n".join(";".join(map(str, row)) for row in (heading, *rows)).encode("cp1251")


def a_workbook(*rows: Sequence[Any]) -> bytes:
    book, content = Workbook(), io.BytesIO()
    for row in (HEADING, *rows):
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def some_json(*rows: Sequence[Any]) -> bytes:
    return json.dumps([dict(zip(HEADING, row, strict=True)) for row in rows]).encode()


def an_announcement(content: bytes, media_type: str = CSV, **told: Any) -> AnnounceImport:
    return AnnounceImport(
        filename="заявки",
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        **told,
    )
