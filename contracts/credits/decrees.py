"""Decrees: legal acts that put off the expiry of documents, and with it the end of cycles.

Owner: services/credits. Vocabulary: docs/glossary.md, "Decree".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from contracts.credits.cycles import BasisKind
from contracts.credits.drafts import OPERATORS
from kernel.messages import ANYONE, Conflict, Invalid, Nothing, Operation
from kernel.values import Code, Length, Line, PersonId, Text


class DecreeUnsound(Invalid, ru="Сроки в акте о продлении противоречат друг другу."):
    """The days of the decree contradict each other."""


class DecreeKnown(Conflict, ru="Акт с таким обозначением уже внесён."):
    """A decree of that code is known already."""


@dataclass(frozen=True, kw_only=True)
class EnterDecree:
    """Documents that expire from expires_from to expires_to hold to extended_to; all three are days included.

    bases: the kinds of document. condition: what the act asks of the holder besides; admission checks it.
    """

    code: Code
    bases: Annotated[tuple[BasisKind, ...], Length(1, 3)]
    expires_from: date
    expires_to: date
    extended_to: date
    condition: Text
    legal_act: Line
    source: Line
    verified: bool = False


@dataclass(frozen=True, kw_only=True)
class Decree:
    """cycles_extended: so far; open cycles are worked through within minutes.

    entered_by, entered_at: absent where it came with the installation.
    """

    code: str
    bases: tuple[BasisKind, ...]
    expires_from: date
    expires_to: date
    extended_to: date
    condition: str
    legal_act: str
    source: str
    verified: bool
    entered_by: PersonId | None
    entered_at: datetime | None
    cycles_extended: int


@dataclass(frozen=True, kw_only=True)
class DecreeList:
    items: tuple[Decree, ...]


enter_decree = Operation(
    "credits",
    "enter_decree",
    EnterDecree,
    Decree,
    (DecreeUnsound, DecreeKnown),
    roles=OPERATORS,
    step_up=True,
)
list_decrees = Operation("credits", "list_decrees", Nothing, DecreeList, roles=ANYONE, reads=True)
