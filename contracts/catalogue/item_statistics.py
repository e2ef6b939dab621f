"""How the questions of a bank have done, and what their parameters might be.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Modules".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from contracts.catalogue.activities import PROVIDERS
from contracts.catalogue.items import ItemId, ItemParameters, ReadItem, UnknownItem
from kernel.messages import Conflict, Operation
from kernel.values import Limit, Line


class ItemFlag(StrEnum):
    """Why a provider may want to look at a question again; none of them retires it."""

    TOO_EASY = "too_easy"
    TOO_HARD = "too_hard"
    WEAK = "weak"
    OVEREXPOSED = "overexposed"


class StatisticsFormat(StrEnum):
    CSV = "csv"
    JSON = "json"


class TooFewAnswers(Conflict, ru="Ответов пока мало для калибровки."):
    """There are too few answers to calibrate the question by; details count them."""


@dataclass(frozen=True, kw_only=True)
class ItemFigures:
    """One version of a question, by the answers of finished attempts.

    right_share: percent. discrimination: correlation of the answer with the share of right answers to the
    rest of the attempt, -1 to 1; absent while it cannot be told. exposure: percent of the attempts that
    could have drawn it. flags: only with enough answers.
    """

    item_id: ItemId
    code: str
    version: int
    answers: int
    right_share: Decimal
    discrimination: Decimal | None
    mean_seconds: Decimal
    exposure: Decimal
    flags: tuple[ItemFlag, ...]
    computed_at: datetime


@dataclass(frozen=True, kw_only=True)
class ListItemFigures:
    cursor: Line | None = None
    limit: Limit = 100


@dataclass(frozen=True, kw_only=True)
class ItemFiguresPage:
    items: tuple[ItemFigures, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class ExportItemFigures:
    format: StatisticsFormat = StatisticsFormat.CSV


@dataclass(frozen=True, kw_only=True)
class ItemFiguresFile:
    """The figures of the whole bank. content: text in UTF-8; CSV begins with a byte order mark for Excel."""

    filename: str
    media_type: str
    content: str


@dataclass(frozen=True, kw_only=True)
class CalibrationProposal:
    """What the parameters of a question might be by its answers; it changes nothing by itself.

    To accept it, write the question anew with them. present: those it has. c is not estimated.
    """

    item_id: ItemId
    version: int
    answers: int
    present: ItemParameters | None
    proposed: ItemParameters


list_item_figures = Operation(
    "catalogue", "list_item_figures", ListItemFigures, ItemFiguresPage, roles=PROVIDERS, reads=True
)
export_item_figures = Operation(
    "catalogue", "export_item_figures", ExportItemFigures, ItemFiguresFile, roles=PROVIDERS, reads=True
)
propose_calibration = Operation(
    "catalogue",
    "propose_calibration",
    ReadItem,
    CalibrationProposal,
    (UnknownItem, TooFewAnswers),
    roles=PROVIDERS,
    reads=True,
    deadline=45.0,
)
