"""Figures of modules: how fast people learn, and how much better they do afterwards.

Counted anew every hour, and open to all; a figure of too few people is absent.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Modules".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from contracts.catalogue.activities import UnknownActivity
from kernel.messages import ANYONE, NotFound, Nothing, Operation
from kernel.values import ActivityId, Limit, Line


class NoModuleFigures(NotFound, ru="По этому модулю ещё нет показателей.", is_suspect=False):
    """Nothing has been counted of this module yet."""


@dataclass(frozen=True, kw_only=True)
class ReadModuleFigures:
    activity_id: ActivityId


@dataclass(frozen=True, kw_only=True)
class ModuleFigures:
    """How people get on with a module.

    opened: who has begun it; done: who has gone through its content, or where there is none passed its test;
    completed: who has earned by it. minutes_to_done: from the first launch, in the median; minutes_studied:
    of work on it, as measured, in the median of those who have earned. first_try_share: percent of those
    who passed without losing a try. knowledge_before, knowledge_after: percent in the tests before and
    after, on average, of `tested` people. A figure of fewer people than the policy asks for is absent.
    """

    activity_id: ActivityId
    opened: int
    done: int
    completed: int
    minutes_to_done: Decimal | None
    first_try_share: Decimal | None
    tested: int
    knowledge_before: Decimal | None
    knowledge_after: Decimal | None
    counted_at: datetime
    minutes_studied: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class ListModuleFigures:
    cursor: Line | None = None
    limit: Limit = 50


@dataclass(frozen=True, kw_only=True)
class ModuleFiguresPage:
    items: tuple[ModuleFigures, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class FiguresFile:
    """content: the whole table, as CSV in UTF-8."""

    filename: str
    media_type: str
    content: str


read_module_figures = Operation(
    "catalogue",
    "read_module_figures",
    ReadModuleFigures,
    ModuleFigures,
    (UnknownActivity, NoModuleFigures),
    roles=ANYONE,
    reads=True,
)
list_module_figures = Operation(
    "catalogue", "list_module_figures", ListModuleFigures, ModuleFiguresPage, roles=ANYONE, reads=True
)
export_module_figures = Operation(
    "catalogue", "export_module_figures", Nothing, FiguresFile, roles=ANYONE, reads=True
)
