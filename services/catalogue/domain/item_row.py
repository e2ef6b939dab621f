"""One row of a table of questions: from the texts of its cells to a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from contracts.catalogue.items import ItemContent, ItemKind, ItemParameters, Option
from kernel.values import InvalidValue
from services.catalogue.domain.item import faults as unsound
from services.catalogue.domain.item import number_of

MOST_OPTIONS = 12
MOST_TEXT = {"code": 64, "topic": 200, "text": 5000, "explanation": 5000}
NEEDED = ("code", "kind", "topic", "text", "key")

# How the columns are called in files, in the language of the interface and in that of people.
NAMES: Mapping[str, str] = {
    **{name: name for name in (*NEEDED, "tolerance", "explanation", "a", "b", "c")},
    **{f"option_{number}": f"option_{number}" for number in range(1, MOST_OPTIONS + 1)},
    **{f"вариант {number}": f"option_{number}" for number in range(1, MOST_OPTIONS + 1)},
    "код": "code",
    "вид": "kind",
    "тема": "topic",
    "вопрос": "text",
    "ключ": "key",
    "правильный ответ": "key",
    "допуск": "tolerance",
    "пояснение": "explanation",
    "различение": "a",
    "трудность": "b",
    "угадывание": "c",
}
KINDS: Mapping[str, ItemKind] = {
    **{kind.value: kind for kind in ItemKind},
    "один": ItemKind.SINGLE,
    "несколько": ItemKind.MULTIPLE,
    "число": ItemKind.NUMBER,
}


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """What one row says. faults: column -> rule; where there are any, there is no content."""

    number: int
    code: str | None = None
    content: ItemContent | None = None
    faults: Mapping[str, str] = field(default_factory=dict)


def column(heading: str) -> str | None:
    """Which column a heading means; none of ours where it is unknown."""
    return NAMES.get(" ".join(heading.casefold().replace("ё", "е").split()))


def is_heading(columns: set[str]) -> bool:
    """Whether these columns are enough for questions."""
    return set(NEEDED) <= columns


def line(number: int, cells: Mapping[str, str]) -> ItemLine:
    """Read one row. cells: column -> text; blank cells may be left out."""
    told = {name: text.strip() for name, text in cells.items() if text.strip()}
    faults = {name: rule for name, text in told.items() if (rule := _fault(name, text))}
    faults |= {name: "required" for name in NEEDED if name not in told}
    code = None if "code" in faults else told["code"]
    if faults:
        return ItemLine(number=number, code=code, faults=faults)
    try:
        content = _content(told)
    except InvalidValue as broken:
        return ItemLine(number=number, code=code, faults={broken.rule.partition(".")[2]: broken.rule})
    faults = unsound(content)
    return ItemLine(number=number, code=code, content=None if faults else content, faults=faults)


def _fault(name: str, text: str) -> str | None:
    if text.startswith("="):
        return "table.formula"
    if len(text) > MOST_TEXT.get(name, 5000):
        return "text.long"
    if name == "kind" and text.casefold() not in KINDS:
        return "choice"
    if name in ("a", "b", "c", "tolerance") and number_of(text) is None:
        return "decimal.format"
    return None


def _content(told: Mapping[str, str]) -> ItemContent:
    """Raises: InvalidValue -- some of the parameters are missing."""
    kind = KINDS[told["kind"].casefold()]
    key = (told["key"],) if kind is ItemKind.NUMBER else tuple(re.split(r"[;,\s]+", told["key"]))
    return ItemContent(
        kind=kind,
        topic=told["topic"],
        text=told["text"],
        options=tuple(
            Option(code=str(number), text=told[f"option_{number}"])
            for number in range(1, MOST_OPTIONS + 1)
            if f"option_{number}" in told
        ),
        key=tuple(mark for mark in key if mark),
        tolerance=number_of(told.get("tolerance", "0")) or Decimal(0),
        explanation=told.get("explanation"),
        parameters=_parameters(told),
    )


def _parameters(told: Mapping[str, str]) -> ItemParameters | None:
    if not {"a", "b", "c"} & told.keys():
        return None
    a, b, c = (number_of(told.get(name, "")) for name in ("a", "b", "c"))
    if a is None or b is None:
        raise InvalidValue("item.parameters")
    return ItemParameters(a=a, b=b, c=c or Decimal(0))
