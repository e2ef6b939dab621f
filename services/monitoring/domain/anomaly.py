"""Which lines of the journals a rule counts, whose they are, and how many are too many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fnmatch import fnmatchcase


class Whose(StrEnum):
    """Lines are counted by who did it, or by whom it was done to."""

    ACTOR = "actor"
    SUBJECT = "subject"


class Measure(StrEnum):
    """Each line counts, or each different subject once."""

    LINES = "lines"
    SUBJECTS = "subjects"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """most: as many are usual within `minutes`. action: of lines, with `*` for any part of it."""

    rule: str
    action: str
    whose: Whose
    measure: Measure
    most: int
    minutes: int
    title_ru: str
    title_en: str
    valid_from: date
    valid_before: date | None
    source: str
    verified: bool

    @property
    def window(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    def counts(self, action: str, day: date) -> bool:
        in_force = self.valid_from <= day and (self.valid_before is None or day < self.valid_before)
        return in_force and fnmatchcase(action, self.action)


@dataclass(frozen=True, kw_only=True)
class Deed:
    """A line of a journal, as far as rules look at it. actor: of a program, its client; none of the suite."""

    action: str
    actor: str | None
    subject: str
    at: datetime

    def about(self, whose: Whose) -> str | None:
        """Under whom it is counted, if anybody."""
        return self.actor if whose is Whose.ACTOR else self.subject


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """What a rule has counted of one within its window."""

    count: int
    first_at: datetime
    last_at: datetime

    def stands_out(self, rule: Rule) -> bool:
        return self.count > rule.most
