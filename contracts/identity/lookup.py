"""Looking people up by the numbers that others know them by: for services alone.

Owner: services/identity. Vocabulary: docs/glossary.md, "Identity".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from kernel.identifiers import Snils
from kernel.messages import SERVICES, Operation
from kernel.values import Length, Line, PersonId


@dataclass(frozen=True, kw_only=True)
class SoughtPerson:
    """surname: to be compared, where it is known."""

    snils: Snils
    surname: Line | None = None


@dataclass(frozen=True, kw_only=True)
class FindPeople:
    people: Annotated[tuple[SoughtPerson, ...], Length(1, 500)]


@dataclass(frozen=True, kw_only=True)
class FoundPerson:
    """surname_agrees: absent where none was given, or nobody was found."""

    person_id: PersonId | None
    surname_agrees: bool | None


@dataclass(frozen=True, kw_only=True)
class FoundPeople:
    """In the order in which they were sought."""

    items: tuple[FoundPerson, ...]


find_people = Operation(
    "identity",
    "find_people",
    FindPeople,
    FoundPeople,
    roles=SERVICES,
    callers=("catalogue",),
    reads=True,
    deadline=10.0,
)
