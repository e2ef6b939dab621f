"""How long somebody has worked on a module: by our clock, from one sign of them to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from kernel.values import EnrolmentId
from services.catalogue.domain.policy import Policies

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True)
class StudyLaw:
    """idle: of a longer silence no more counts. beat: after which a page that is open says so again."""

    idle: timedelta
    beat: timedelta

    @classmethod
    def of(cls, rules: Policies) -> StudyLaw:
        """Raises: Unavailable."""
        return cls(
            idle=timedelta(seconds=rules.whole("module.study.idle_seconds")),
            beat=timedelta(seconds=rules.whole("module.study.beat_seconds")),
        )


@dataclass(eq=False, kw_only=True)
class StudyTime:
    """The time of one enrolment. heard_at: the last sign. seconds: counted so far.

    Signs are answers, choices, statements, films, and the word of a page that it is open. What content
    says of its own times counts for nothing: anybody could say it.
    """

    enrolment_id: EnrolmentId
    heard_at: datetime
    seconds: int = 0

    def open(self, law: StudyLaw, at: datetime, elsewhere: datetime | None = None) -> None:
        """Begin, or begin again: what lies before counts only if it was no pause."""
        if at - self._since(elsewhere) > law.idle:
            self.heard_at = max(self.heard_at, at)
        else:
            self.hear(law, at, elsewhere)

    def hear(self, law: StudyLaw, at: datetime, elsewhere: datetime | None = None) -> None:
        """Count what has passed since the last sign, wherever it was given.

        elsewhere: the last sign in any other module, so that two at once take as long as one after the other.
        """
        since = self._since(elsewhere)
        elapsed = max(at - since, timedelta(0))
        self.seconds += min(elapsed, law.idle) // SECOND
        # The part of a second that has begun counts with the next sign.
        self.heard_at = at if elapsed > law.idle else since + elapsed - elapsed % SECOND

    def _since(self, elsewhere: datetime | None) -> datetime:
        return self.heard_at if elsewhere is None else max(self.heard_at, elsewhere)

    @property
    def minutes(self) -> int:
        """Whole ones."""
        return self.seconds // 60
