"""How people get on with modules, as far as enough of them stand behind a figure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from contracts.catalogue import module_figures as contract
from kernel import cursors, wire
from services.catalogue.domain.figures import of_enough, share


def figures(record: Any, least: int) -> contract.ModuleFigures:
    return contract.ModuleFigures(
        activity_id=record.activity_id,
        opened=record.opened,
        done=record.done,
        completed=record.completed,
        minutes_to_done=of_enough(record.minutes, record.done, least),
        first_try_share=share(record.passed_at_once, record.passed, least),
        tested=record.tested,
        knowledge_before=of_enough(record.before, record.tested, least),
        knowledge_after=of_enough(record.after, record.tested, least),
        counted_at=record.counted_at,
        minutes_studied=of_enough(record.studied, record.completed, least),
    )


def page(records: Sequence[Any], limit: int, least: int) -> contract.ModuleFiguresPage:
    items = tuple(figures(record, least) for record in records[:limit])
    cursor = cursors.encode(str(items[-1].activity_id)) if len(records) > limit else None
    return contract.ModuleFiguresPage(items=items, next_cursor=cursor)


def file(records: Iterable[Any], least: int) -> contract.FiguresFile:
    """One line for each module, under the names that the JSON has."""
    text = io.StringIO()
    names = [field.name for field in fields(contract.ModuleFigures)]
    writer = csv.DictWriter(text, names, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(wire.dump(figures(record, least)) for record in records)
    return contract.FiguresFile(
        filename="module-figures.csv", media_type="text/csv; charset=utf-8", content=text.getvalue()
    )
