"""What people work as, and which statements of it cannot be so."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from contracts.identity.profession import Category, Engagement, PostLevel
from kernel.identifiers import Oid
from kernel.messages import Invalid, StaleVersion
from kernel.values import OrganisationId, PersonId


@dataclass(frozen=True, kw_only=True)
class Post:
    """A row of the nomenclature of posts."""

    code: str
    name: str
    name_en: str
    category: Category
    level: PostLevel
    nsi_code: str | None
    valid_from: date
    valid_before: date | None


@dataclass(frozen=True, kw_only=True)
class Speciality:
    """A row of the nomenclature of specialities; all else of it is the catalogue's."""

    code: str
    valid_from: date
    valid_before: date | None


@dataclass(frozen=True, kw_only=True)
class Employment:
    """A post held with an organisation of the register, or with an employer known by its name."""

    organisation_id: OrganisationId | None
    employer: str | None
    oid: Oid | None
    post: str
    engagement: Engagement
    begun_on: date
    ended_on: date | None

    def lasts_on(self, day: date) -> bool:
        return self.ended_on is None or self.ended_on >= day


@dataclass(eq=False, kw_only=True)
class Profession:
    """What a person has stated. version: 0 before the first statement."""

    person_id: PersonId
    category: Category | None = None
    specialities: tuple[str, ...] = ()
    described_at: datetime | None = None
    version: int = 0

    def describe(
        self, category: Category, specialities: tuple[str, ...], *, version: int, now: datetime
    ) -> None:
        """version: of what the person has read. Raises: StaleVersion."""
        if version != self.version:
            raise StaleVersion(version=self.version)
        self.category, self.specialities, self.described_at = category, specialities, now
        self.version += 1


def check(
    category: Category,
    specialities: Sequence[str],
    employments: Sequence[Employment],
    *,
    known: Collection[str],
    posts: Mapping[str, Post],
    today: date,
) -> None:
    """known: the specialities in force; posts: those in force, by code.

    Raises: Invalid -- details name each field that cannot be so.
    """
    broken = dict(_broken_specialities(specialities, known))
    for place, employment in enumerate(employments):
        rules = _broken_rules(employment, posts.get(employment.post), category, today)
        broken |= {f"employments.{place}.{field}": rule for field, rule in rules}
    broken |= dict(_second_main(employments, today))
    if broken:
        raise Invalid(broken)


def _broken_specialities(codes: Sequence[str], known: Collection[str]) -> Iterator[tuple[str, str]]:
    for place, code in enumerate(codes):
        if code not in known:
            yield f"specialities.{place}", "speciality.unknown"
        elif code in codes[:place]:
            yield f"specialities.{place}", "specialities.repeated"


def _broken_rules(
    employment: Employment, post: Post | None, category: Category, today: date
) -> Iterator[tuple[str, str]]:
    if post is None:
        yield "post", "post.unknown"
    elif post.category is not category:
        yield "post", "post.category"
    if (employment.organisation_id is None) == (employment.employer is None):
        yield "employer", "employer.one"
    if employment.begun_on > today:
        yield "begun_on", "date.future"
    if employment.ended_on is not None and employment.ended_on < employment.begun_on:
        yield "ended_on", "period.order"


def _second_main(employments: Sequence[Employment], today: date) -> Iterator[tuple[str, str]]:
    """Labour Code, articles 60.1 and 282: all work beside the main one is part-time."""
    main = [
        place
        for place, each in enumerate(employments)
        if each.engagement is Engagement.MAIN and each.lasts_on(today)
    ]
    yield from ((f"employments.{place}.engagement", "employment.main") for place in main[1:])
