"""The figures of questions, as their provider sees them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

from contracts.catalogue import item_statistics as contract
from kernel import cursors, wire
from services.catalogue.domain.item_figures import LawOfFigures, flags

COLUMNS = [field.name for field in fields(contract.ItemFigures)]
TENTH, THOUSANDTH = Decimal("0.1"), Decimal("0.001")
# By it Excel knows that the text is UTF-8.
MARK = "\ufeff"


def figures(record: Any, law: LawOfFigures) -> contract.ItemFigures:
    told = record.discrimination
    return contract.ItemFigures(
        item_id=record.item_id,
        code=record.code,
        version=record.version,
        answers=record.answers,
        right_share=record.right_share.quantize(TENTH),
        discrimination=None if told is None else told.quantize(THOUSANDTH),
        mean_seconds=record.mean_seconds.quantize(TENTH),
        exposure=record.exposure.quantize(TENTH),
        flags=flags(record, law),
        computed_at=record.computed_at,
    )


def page(records: Sequence[Any], law: LawOfFigures, limit: int) -> contract.ItemFiguresPage:
    items = tuple(figures(record, law) for record in records[:limit])
    last = items[-1] if len(records) > limit else None
    cursor = cursors.encode(str(last.item_id), str(last.version)) if last else None
    return contract.ItemFiguresPage(items=items, next_cursor=cursor)


def file(
    records: Sequence[Any], law: LawOfFigures, chosen: contract.StatisticsFormat
) -> contract.ItemFiguresFile:
    rows = [wire.dump(figures(record, law)) for record in records]
    is_csv = chosen is contract.StatisticsFormat.CSV
    return contract.ItemFiguresFile(
        filename=f"item-statistics.{chosen}",
        media_type="text/csv; charset=utf-8" if is_csv else "application/json",
        content=_csv(rows) if is_csv else wire.canonical(rows).decode(),
    )


def _csv(rows: Sequence[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, delimiter=";")
    writer.writeheader()
    writer.writerows({**row, "code": _plain(row["code"]), "flags": " ".join(row["flags"])} for row in rows)
    return MARK + text.getvalue()


def _plain(text: str) -> str:
    """What a spreadsheet takes for text, not for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
