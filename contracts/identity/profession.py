"""What people work as: category, specialities, and the posts they hold with employers.

Owner: services/identity. Vocabulary: docs/glossary.md, "Identity".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from contracts.identity.accounts import UnknownPerson
from contracts.identity.organisations import UnknownOrganisation
from kernel.identifiers import Oid
from kernel.messages import ANYONE, Event, Nothing, Operation, StaleVersion
from kernel.values import Code, Length, Line, OrganisationId, PersonId


class Category(StrEnum):
    """Medical and pharmaceutical workers: 323-ФЗ, article 2."""

    MEDICAL = "medical"
    PHARMACEUTICAL = "pharmaceutical"


class PostLevel(StrEnum):
    """head: of an organisation or a part of it. higher, secondary: the education that a post demands."""

    HEAD = "head"
    HIGHER = "higher"
    SECONDARY = "secondary"


class Engagement(StrEnum):
    """How somebody is employed: dictionary 1.2.643.5.1.13.2.1.1.209."""

    MAIN = "main"
    INTERNAL = "internal"
    COMBINED = "combined"
    EXTERNAL = "external"


@dataclass(frozen=True, kw_only=True)
class Post:
    """A post of the dictionary 1.2.643.5.1.13.13.11.1002. nsi_code: its number there, where it is known."""

    code: str
    name: str
    name_en: str
    category: Category
    level: PostLevel
    nsi_code: str | None


@dataclass(frozen=True, kw_only=True)
class PostList:
    items: tuple[Post, ...]


@dataclass(frozen=True, kw_only=True)
class StateEmployment:
    """A post that somebody holds or has held.

    organisation_id: an employer of the register; else employer: its name, and oid: its number
    in the register of medical organisations. ended_on: absent while it lasts.
    """

    organisation_id: OrganisationId | None = None
    employer: Line | None = None
    oid: Oid | None = None
    post: Code
    engagement: Engagement
    begun_on: date
    ended_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class DescribeProfession:
    """State what one works as, in the place of what was stated before.

    specialities: codes of the nomenclature. version: of the description that was read; 0 before the first.
    """

    category: Category
    specialities: Annotated[tuple[Code, ...], Length(0, 20)]
    employments: Annotated[tuple[StateEmployment, ...], Length(0, 30)]
    version: int


@dataclass(frozen=True, kw_only=True)
class Employment:
    """employer: its name, as the register has it where organisation_id is given."""

    organisation_id: OrganisationId | None
    employer: str
    oid: str | None
    post: str
    engagement: Engagement
    begun_on: date
    ended_on: date | None


@dataclass(frozen=True, kw_only=True)
class Profession:
    """What somebody works as. category, described_at: absent while nothing was stated."""

    category: Category | None
    specialities: tuple[str, ...]
    employments: tuple[Employment, ...]
    described_at: datetime | None
    version: int


@dataclass(frozen=True, kw_only=True)
class ProfessionDescribed(Event, name="identity.profession.described", subject="person_id"):
    """A person has stated what they work as. employers: those of the register, where posts are held now."""

    person_id: PersonId
    category: Category
    specialities: tuple[str, ...]
    posts: tuple[str, ...]
    employers: tuple[OrganisationId, ...]


list_posts = Operation("identity", "list_posts", Nothing, PostList, roles=ANYONE, reads=True)
my_profession = Operation("identity", "my_profession", Nothing, Profession, reads=True)
describe_profession = Operation(
    "identity",
    "describe_profession",
    DescribeProfession,
    Profession,
    (UnknownPerson, UnknownOrganisation, StaleVersion),
)
