"""Watching films: which seconds of them were seen, no faster than time passes on our clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from contracts.catalogue.outlines import FilmSegment
from kernel.values import EnrolmentId
from services.catalogue.domain.policy import Policies

Seen = tuple[int, int]
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True)
class FilmLaw:
    """min_share: percent of a film. longest: seconds that one word may tell of."""

    min_share: int
    longest: int

    @classmethod
    def of(cls, rules: Policies) -> FilmLaw:
        """Raises: Unavailable."""
        return cls(min_share=rules.whole("film.min_share"), longest=rules.whole("film.beacon_most_seconds"))


@dataclass(eq=False, kw_only=True)
class Watching:
    """What one person has seen of the films of a module.

    seen: the code of a film -> its seconds, as spans that do not touch. heard_at: the last word; there is
    one clock for all films, so that nobody gains by watching two at once.
    """

    enrolment_id: EnrolmentId
    heard_at: datetime
    seen: dict[str, tuple[Seen, ...]] = field(default_factory=dict)

    def hear(self, film: FilmSegment, begins: int, ends: int, law: FilmLaw, at: datetime) -> None:
        """Count what was seen since the last word; of what is told too much, the beginning."""
        elapsed = max(at - self.heard_at, timedelta(0))
        ends = min(ends, film.seconds, begins + min(elapsed // SECOND, law.longest))
        # The part of a second that has begun counts with the next word.
        self.heard_at += elapsed - elapsed % SECOND
        if begins < ends:
            spans = united([*self.seen.get(film.code, ()), (begins, ends)])
            self.seen = {**self.seen, film.code: spans}

    def seconds(self, film: FilmSegment) -> int:
        return sum(ends - begins for begins, ends in self.seen.get(film.code, ()))

    def share(self, film: FilmSegment) -> int:
        return 100 * self.seconds(film) // film.seconds

    def is_enough(self, films: Iterable[FilmSegment], law: FilmLaw) -> bool:
        return all(self.share(film) >= law.min_share for film in films)


def united(spans: Iterable[Seen]) -> tuple[Seen, ...]:
    """The same seconds as spans that do not touch, in their order."""
    found: list[Seen] = []
    for begins, ends in sorted(spans):
        if found and begins <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], ends)
        else:
            found.append((begins, ends))
    return tuple(found)
