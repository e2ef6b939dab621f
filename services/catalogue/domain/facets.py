"""Counting what a search would find, by each of the values that people choose between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.catalogue.search import SearchFilters


@dataclass(frozen=True, kw_only=True)
class Cell:
    """How many activities have one combination of values. values: by the name of the filter."""

    values: Mapping[str, Any]
    number: int


def counts(cells: Iterable[Cell], filters: SearchFilters, name: str) -> Counter[Any]:
    """By each value of `name`, under the filters on all other values."""
    counted: Counter[Any] = Counter()
    for cell in cells:
        if _fits(cell, filters, leaving_out=name):
            counted[cell.values[name]] += cell.number
    return counted


def total(cells: Sequence[Cell], filters: SearchFilters) -> int:
    """Under all filters."""
    return sum(cell.number for cell in cells if _fits(cell, filters, leaving_out=None))


def _fits(cell: Cell, filters: SearchFilters, *, leaving_out: str | None) -> bool:
    return all(
        name == leaving_out or _is_open(filters, name) or value == getattr(filters, name)
        for name, value in cell.values.items()
    )


def _is_open(filters: SearchFilters, name: str) -> bool:
    """Whether a filter admits every value, as it does when it is absent."""
    return getattr(filters, name) is getattr(SearchFilters, name)
