"""The item bank: the questions of a provider, out of which tests are drawn.

Whoever takes a test is shown a question without its key and its explanation.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Modules".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from contracts.catalogue.activities import PROVIDERS, NotAProvider
from kernel.messages import Conflict, Invalid, NotFound, Operation, StaleVersion
from kernel.values import Code, Length, Limit, Line, PersonId, Text

ItemId = NewType("ItemId", UUID)

Options = Annotated[tuple["Option", ...], Length(0, 12)]
Marks = Annotated[tuple[Code, ...], Length(1, 12)]


class ItemKind(StrEnum):
    """single: one option is right. multiple: all that are right, and no other. number: a number is typed."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    NUMBER = "number"


class ItemState(StrEnum):
    """draft: in no test yet. active: tests draw it. retired: no longer; attempts that have it go on."""

    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"


class ItemRowVerdict(StrEnum):
    """What became of one row of a file.

    repeated: an earlier row of it bears the same code. retired: the question is, and stays as it was.
    """

    ADDED = "added"
    REVISED = "revised"
    UNCHANGED = "unchanged"
    REPEATED = "repeated"
    RETIRED = "retired"
    MALFORMED = "malformed"


class UnknownItem(NotFound, ru="Такого вопроса нет."):
    """There is no such question."""


class ItemCodeTaken(Conflict, ru="Вопрос с таким кодом уже есть."):
    """Another question of the provider bears this code."""


class ItemMoveRefused(Conflict, ru="В нынешнем состоянии вопроса это действие невозможно."):
    """The state of the question does not allow this."""


class ItemUnsound(Invalid, ru="Вопрос противоречит правилам."):
    """The question contradicts a rule; details: field -> rule."""


class ItemsUnreadable(Invalid, ru="Файл с вопросами не удалось прочитать."):
    """The file is no table of questions; details name the rule and the row."""


@dataclass(frozen=True, kw_only=True)
class Option:
    code: Code
    text: Text


@dataclass(frozen=True, kw_only=True)
class ItemParameters:
    """By item response theory, on the scale of ability in logits.

    a: how sharply the item tells those who know from those who do not; b: the ability at which half of
    those who do not guess answer; c: the share of those who guess it.
    """

    a: Decimal
    b: Decimal
    c: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class ItemContent:
    """key: the codes of what is right, or the number. tolerance: how far from the number is still right.

    parameters: absent while the item has not been calibrated; adaptive tests do not draw it then.
    """

    kind: ItemKind
    topic: Line
    text: Text
    options: Options = ()
    key: Marks
    tolerance: Decimal = Decimal(0)
    explanation: Text | None = None
    parameters: ItemParameters | None = None


@dataclass(frozen=True, kw_only=True)
class WriteItem:
    """code: how the provider calls it."""

    code: Code
    content: ItemContent


@dataclass(frozen=True, kw_only=True)
class ReviseItem:
    """Write a question anew; an attempt that has it keeps the version it was asked in."""

    item_id: ItemId
    version: int
    content: ItemContent


@dataclass(frozen=True, kw_only=True)
class MoveItem:
    item_id: ItemId
    version: int


@dataclass(frozen=True, kw_only=True)
class ReadItem:
    """version: the newest when absent."""

    item_id: ItemId
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class ListItems:
    """state, topic: only those of it."""

    state: ItemState | None = None
    topic: Line | None = None
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class Item:
    """A question as its provider sees it."""

    item_id: ItemId
    code: str
    state: ItemState
    version: int
    content: ItemContent
    written_by: PersonId
    written_at: datetime


@dataclass(frozen=True, kw_only=True)
class ItemPage:
    items: tuple[Item, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class ImportItems:
    """Take questions over from a table: CSV (UTF-8 or Windows-1251), XLSX, or a JSON array of objects.

    Columns: code, kind, topic, text, option_1 … option_12, key (numbers of options, or the number),
    tolerance, explanation, a, b, c; they may bear their Russian names. A code that is known is revised.
    state: in which new questions begin. content: the file in base64.
    """

    media_type: Line
    content: Annotated[str, Length(1, 1_000_000)]
    state: ItemState = ItemState.DRAFT


@dataclass(frozen=True, kw_only=True)
class ItemRow:
    """number: of the row in the file, the heading being the first. faults: column -> rule."""

    number: int
    code: str | None
    item_id: ItemId | None
    verdict: ItemRowVerdict
    faults: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class ItemImport:
    """ignored: columns of which we know nothing."""

    taken: int
    rows: tuple[ItemRow, ...]
    ignored: tuple[str, ...]


_MOVED = (UnknownItem, StaleVersion, ItemMoveRefused)

write_item = Operation(
    "catalogue",
    "write_item",
    WriteItem,
    Item,
    (NotAProvider, ItemCodeTaken, ItemUnsound),
    roles=PROVIDERS,
)
revise_item = Operation("catalogue", "revise_item", ReviseItem, Item, (*_MOVED, ItemUnsound), roles=PROVIDERS)
activate_item = Operation("catalogue", "activate_item", MoveItem, Item, _MOVED, roles=PROVIDERS)
retire_item = Operation("catalogue", "retire_item", MoveItem, Item, _MOVED, roles=PROVIDERS)
read_item = Operation("catalogue", "read_item", ReadItem, Item, (UnknownItem,), roles=PROVIDERS, reads=True)
list_items = Operation("catalogue", "list_items", ListItems, ItemPage, roles=PROVIDERS, reads=True)
import_items = Operation(
    "catalogue",
    "import_items",
    ImportItems,
    ItemImport,
    (NotAProvider, ItemsUnreadable),
    roles=PROVIDERS,
    deadline=30.0,
)
