"""A transcript as a workbook: a sheet of entries, a sheet of rules."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from services.credits.domain.transcript import Told
from services.credits.paper.words import KINDS

WIDTHS = {"A": 14, "B": 60, "C": 18, "D": 24, "E": 10}
# What a table program would take for a formula is text all the same.
TEXT = "s"


def written(told: Told) -> bytes:
    book = Workbook()
    book.properties.title = told.number
    book.properties.creator = told.verify_at
    book.properties.created = told.drawn_at.replace(tzinfo=None)
    book.properties.modified = book.properties.created
    entries = book.active
    if not isinstance(entries, Worksheet):
        raise TypeError("a new workbook has a sheet")
    _entries(entries, told)
    _rules(book.create_sheet("Требования"), told)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _entries(sheet: Worksheet, told: Told) -> None:
    sheet.title = "Зачтено"
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.append([told.number, told.person, told.snils, told.cycle.speciality, told.verify_at])
    sheet.append(["Завершено", "Название", "Вид", "Номер в реестре", "ЗЕТ"])
    for entry in told.entries:
        number = entry.activity_number or ""
        sheet.append([entry.completed_on, "", KINDS[entry.kind], number, entry.credits.amount])
        title = sheet.cell(sheet.max_row, 2)
        title.value, title.data_type = entry.title, TEXT
    sheet.append(["", "", "", "Всего", told.total.amount])
    sheet.freeze_panes = "A3"


def _rules(sheet: Worksheet, told: Told) -> None:
    sheet.append(["Правило", "Требуется", "Найдено", "Итог", "Основание"])
    for rule in told.rules:
        sheet.append([rule.rule, rule.required, rule.found, rule.outcome.value, rule.legal_act])
