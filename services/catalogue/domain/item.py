"""A question of the bank: what it asks, what is right, and its way from draft to retirement."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from contracts.catalogue.items import (
    ItemContent,
    ItemId,
    ItemKind,
    ItemMoveRefused,
    ItemParameters,
    ItemState,
    ItemUnsound,
)
from kernel.messages import StaleVersion
from kernel.values import OrganisationId, PersonId, new_id

MOVES: dict[ItemState, frozenset[ItemState]] = {
    ItemState.DRAFT: frozenset({ItemState.ACTIVE, ItemState.RETIRED}),
    ItemState.ACTIVE: frozenset({ItemState.RETIRED}),
    ItemState.RETIRED: frozenset({ItemState.ACTIVE}),
}
# Outside of these an item tells nobody from anybody, or the estimate of an ability leaves the scale.
LEAST_A, MOST_A = Decimal("0.1"), Decimal(4)
MOST_B = Decimal(4)
MOST_C = Decimal("0.5")
MOST_TOLERANCE = 10**12
NUMBER = re.compile(r"[-+]?[0-9]{1,12}([.,][0-9]{1,6})?")


@dataclass(eq=False, kw_only=True)
class Item:
    """topic, is_calibrated: of the content, apart because tests draw by them."""

    item_id: ItemId
    provider_id: OrganisationId
    code: str
    content: ItemContent
    topic: str
    is_calibrated: bool
    written_by: PersonId
    written_at: datetime
    state: ItemState = ItemState.DRAFT
    version: int = 1

    @classmethod
    def write(
        cls,
        provider_id: OrganisationId,
        code: str,
        content: ItemContent,
        *,
        by: PersonId,
        at: datetime,
        state: ItemState = ItemState.DRAFT,
    ) -> Item:
        """Raises: ItemUnsound."""
        require_sound(content)
        return cls(
            item_id=ItemId(new_id()),
            provider_id=provider_id,
            code=code,
            content=content,
            topic=content.topic,
            is_calibrated=content.parameters is not None,
            written_by=by,
            written_at=at,
            state=state,
        )

    def revise(self, content: ItemContent, *, version: int, by: PersonId, at: datetime) -> None:
        """Raises: StaleVersion, ItemMoveRefused -- it is retired. ItemUnsound."""
        self._require_version(version)
        if self.state is ItemState.RETIRED:
            raise ItemMoveRefused(state=self.state)
        require_sound(content)
        self.content, self.topic = content, content.topic
        self.is_calibrated = content.parameters is not None
        self.written_by, self.written_at = by, at
        self.version += 1

    def move(self, state: ItemState, *, version: int) -> None:
        """Raises: StaleVersion, ItemMoveRefused."""
        self._require_version(version)
        if state not in MOVES[self.state]:
            raise ItemMoveRefused(state=self.state)
        self.state = state

    def _require_version(self, version: int) -> None:
        if version != self.version:
            raise StaleVersion(version=self.version)


def require_sound(content: ItemContent) -> None:
    """Raises: ItemUnsound -- each field with its rule."""
    found = faults(content)
    if found:
        raise ItemUnsound(found)


def faults(content: ItemContent) -> dict[str, str]:
    """Each field that contradicts a rule, with the rule."""
    broken = _number(content) if content.kind is ItemKind.NUMBER else _choice(content)
    return dict([*broken, *_parameters(content.parameters)])


def is_right(content: ItemContent, answer: Collection[str]) -> bool:
    """answer: the codes that were chosen, or the number that was typed."""
    if content.kind is not ItemKind.NUMBER:
        return set(answer) == set(content.key)
    typed = [number_of(text) for text in answer]
    [right] = [number_of(text) for text in content.key]
    if len(typed) != 1 or typed[0] is None or right is None:
        return False
    return abs(typed[0] - right) <= content.tolerance


def is_answer(content: ItemContent, answer: Collection[str]) -> bool:
    """Whether it is an answer to what is asked at all, right or wrong."""
    if content.kind is ItemKind.NUMBER:
        return len(answer) == 1 and all(number_of(text) is not None for text in answer)
    codes = {option.code for option in content.options}
    is_one = content.kind is not ItemKind.SINGLE or len(answer) == 1
    return is_one and len(set(answer)) == len(answer) and set(answer) <= codes


def _choice(content: ItemContent) -> Iterator[tuple[str, str]]:
    codes = [option.code for option in content.options]
    if len(codes) < 2:
        yield "options", "item.options"
    if len(set(codes)) < len(codes):
        yield "options", "item.options_repeated"
    if not set(content.key) <= set(codes) or len(set(content.key)) < len(content.key):
        yield "key", "item.key"
    if content.kind is ItemKind.SINGLE and len(content.key) != 1:
        yield "key", "item.key_single"
    if content.tolerance:
        yield "tolerance", "item.tolerance"


def _number(content: ItemContent) -> Iterator[tuple[str, str]]:
    if content.options:
        yield "options", "item.options_of_number"
    if len(content.key) != 1 or number_of(content.key[0]) is None:
        yield "key", "item.key_number"
    if not 0 <= content.tolerance <= MOST_TOLERANCE:
        yield "tolerance", "item.tolerance"


def _parameters(told: ItemParameters | None) -> Iterator[tuple[str, str]]:
    if told is None:
        return
    if not (LEAST_A <= told.a <= MOST_A and abs(told.b) <= MOST_B and 0 <= told.c <= MOST_C):
        yield "parameters", "item.parameters"


def number_of(text: str) -> Decimal | None:
    """A number as people type it, `36,6`; none where it is something else."""
    is_number = NUMBER.fullmatch(text.strip())
    return Decimal(text.strip().replace(",", ".")) if is_number else None
