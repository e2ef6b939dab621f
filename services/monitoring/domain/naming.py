"""Whom events name: by the types of their contracts, so that a new field is followed without a word here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args, get_type_hints
from uuid import UUID

from contracts.monitoring.anomalies import AnomalyDetected
from kernel.messages import Event
from kernel.promises import together
from kernel.values import PersonId

ABOUT: Final = "person_id"
"""Whoever an event is about is named so. Others are named beside: who approved it, say."""
NOBODY: Final = str(UUID(int=0))
"""Stands for somebody who is not told of (RFC 9562, 5.9)."""


def names(event: type[Event]) -> tuple[str, ...]:
    """The fields that name a person."""
    return tuple(_names(get_type_hints(event)))


def _names(hints: Mapping[str, Any]) -> Iterator[str]:
    for name, hint in hints.items():
        if PersonId in (hint, *get_args(hint)):
            yield name


# An anomaly is about whoever its rule counts by, often a person: for those who watch, and nobody else.
WATCHED: Final = frozenset({AnomalyDetected.type})
BESIDE: Final[Mapping[str, frozenset[str]]] = {
    event.type: frozenset(names(event)) - {ABOUT} for event in together().events if event.type not in WATCHED
}
"""Of each type of which agencies may be told: the fields that name others."""


def beside(document: Mapping[str, Any]) -> set[PersonId]:
    """The people whom the document of an event names beside the one it is about."""
    fields = BESIDE.get(document["type"], frozenset())
    return {PersonId(UUID(who)) for who in map(document["data"].get, fields) if who is not None}


def without(document: Mapping[str, Any], hidden: set[PersonId]) -> dict[str, Any]:
    """The document with nobody in the place of those."""
    unknown = {str(who) for who in hidden}
    fields = BESIDE.get(document["type"], frozenset())
    data = {
        name: NOBODY if name in fields and value in unknown else value
        for name, value in document["data"].items()
    }
    return {**document, "data": data}


def withheld(document: Mapping[str, Any]) -> dict[str, Any]:
    """What is left of an event that was told while its person consented: that it was there."""
    kept = ("specversion", "id", "source", "time")
    return {**{name: document[name] for name in kept}, "type": WITHHELD}


WITHHELD: Final = "ru.nmo.monitoring.event.withheld.v1"
