"""Presence at a live event: from what was seen of somebody to minutes and checks.

What counts are the creditable moments in which somebody was present, plus the outages before which they
were; less what followed a check that they missed, until they answered again; less what was counted for
them in another event.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from contracts.catalogue.cards import AgendaMark
from contracts.catalogue.presence import NotLive, PresenceTrace, PresenceUnsound, ScanDirection
from kernel.values import ActivityId
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.policy import Policies
from services.catalogue.domain.spans import Span, common, minutes, united, without


@dataclass(frozen=True, kw_only=True)
class PresenceLaw:
    """early: for how long before its beginning an event may be open. silence: after which nobody is there."""

    early: timedelta
    answer: timedelta
    silence: timedelta
    stops_on_miss: bool

    @classmethod
    def of(cls, rules: Policies) -> PresenceLaw:
        """Raises: Unavailable."""
        return cls(
            early=timedelta(minutes=rules.whole("event.login_opens_before")),
            answer=timedelta(seconds=rules.whole("event.presence.check_answer_seconds")),
            silence=timedelta(seconds=rules.whole("event.presence.silence_seconds")),
            stops_on_miss=rules.text("event.presence.stop_on_miss") == "yes",
        )


@dataclass(eq=False, kw_only=True)
class Live:
    """An event while it goes on. checks: the moments at which everybody is asked, in their order.

    outages: when the stream was broken, as `began/ended`.
    """

    activity_id: ActivityId
    opened_at: datetime
    begins_at: datetime
    ends_at: datetime
    checks: tuple[datetime, ...]
    outages: tuple[tuple[datetime, datetime], ...] = ()
    closed_at: datetime | None = None

    @classmethod
    def open(cls, activity: Activity, law: PresenceLaw, at: datetime) -> Live:
        """Raises: NotLive -- it is too early, or over. ActivityMoveRefused."""
        activity.require_number()
        card = activity.card
        if not card.starts_at - law.early <= at < card.ends_at:
            raise NotLive(rule="presence.time")
        return cls(
            activity_id=activity.activity_id,
            opened_at=at,
            begins_at=card.starts_at,
            ends_at=card.ends_at,
            checks=planned(card.starts_at, card.ends_at - law.answer, card.checks_planned),
        )

    def require_going_on(self, at: datetime) -> None:
        """Raises: NotLive."""
        if self.closed_at is not None:
            raise NotLive(rule="presence.closed")
        if at >= self.ends_at:
            raise NotLive(rule="presence.recording")

    def require_open(self) -> None:
        """Raises: NotLive -- it has been closed."""
        if self.closed_at is not None:
            raise NotLive(rule="presence.closed")

    def excuse(self, began_at: datetime, ended_at: datetime, at: datetime) -> None:
        """Take note of an outage. Raises: NotLive, PresenceUnsound."""
        self.require_open()
        if not self.begins_at <= began_at < ended_at <= min(self.ends_at, at):
            raise PresenceUnsound(ended_at="presence.outage")
        self.outages = tuple(united([*self.outages, (began_at, ended_at)]))

    def close(self, at: datetime) -> None:
        """Raises: NotLive -- it is closed, or still goes on."""
        self.require_open()
        if at < self.ends_at:
            raise NotLive(rule="presence.going_on")
        self.closed_at = at

    def was_asked(self, number: int, at: datetime) -> bool:
        """Whether there is such a check, and it has come."""
        return number <= len(self.checks) and self.checks[number - 1] <= at

    def waiting(self, answered: Collection[int], at: datetime) -> int | None:
        """The number of the newest check that has been asked and not answered by somebody."""
        asked = [number for number, moment in enumerate(self.checks, start=1) if moment <= at]
        return asked[-1] if asked and asked[-1] not in answered else None


@dataclass(frozen=True, kw_only=True)
class Seen:
    """All that was seen of one person. answers: number of a check -> when it was answered first.

    elsewhere: what has been counted for them in other events.
    """

    spans: Sequence[Span]
    answers: Mapping[int, datetime]
    elsewhere: Sequence[Span] = ()


@dataclass(frozen=True, kw_only=True)
class Counted:
    """spans: the moments that count; the same moment of the same person never counts twice."""

    spans: Sequence[Span]
    trace: PresenceTrace


def planned(begins: datetime, ends: datetime, count: int) -> tuple[datetime, ...]:
    """As many moments, one at random within each of as many equal parts: nobody knows them beforehand."""
    if count == 0 or ends <= begins:
        return ()
    part = int((ends - begins).total_seconds()) // count
    return tuple(
        begins + timedelta(seconds=number * part + secrets.randbelow(max(part, 1))) for number in range(count)
    )


def creditable(activity: Activity) -> list[Span]:
    """When what happens counts: the items that are marked so, or all the time where there is no agenda."""
    card = activity.card
    items = card.told.agenda
    marked = [item for item in items if item.mark is AgendaMark.CREDITABLE]
    told = [(item.starts_at, item.starts_at + timedelta(minutes=item.minutes)) for item in marked]
    return united(told) if items else [(card.starts_at, card.ends_at)]


def between(scans: Iterable[tuple[datetime, ScanDirection]]) -> list[Span]:
    """From each scan on the way in to the next on the way out; whoever was not scanned out was not seen."""
    found: list[Span] = []
    inside: datetime | None = None
    for moment, direction in sorted(scans):
        if direction is ScanDirection.IN:
            inside = moment
        elif inside is not None:
            found.append((inside, moment))
            inside = None
    return united(found)


def count(seen: Seen, live: Live, window: Sequence[Span], law: PresenceLaw) -> Counted:
    """What the presence of somebody comes to. window: when what happens is creditable."""
    present = common(seen.spans, [(live.begins_at, live.ends_at)])
    excused = [outage for outage in live.outages if _was_there(outage[0], present, law)]
    there = united([*present, *excused])
    creditable_part = common(there, window)
    unlost = without(creditable_part, _missed(seen, live, law, there) if law.stops_on_miss else ())
    counted = without(unlost, seen.elsewhere)
    passed, let_off = _checks(seen, live, law, excused)
    trace = PresenceTrace(
        present=minutes(present),
        excused=minutes(without(excused, present)),
        creditable=minutes(creditable_part),
        missed=minutes(creditable_part) - minutes(unlost),
        elsewhere=minutes(unlost) - minutes(counted),
        minutes=minutes(counted),
        checks_passed=passed,
        checks_excused=let_off,
    )
    return Counted(spans=counted, trace=trace)


def _was_there(moment: datetime, present: Iterable[Span], law: PresenceLaw) -> bool:
    return any(begins <= moment <= ends + law.silence for begins, ends in present)


def _checks(seen: Seen, live: Live, law: PresenceLaw, excused: Sequence[Span]) -> tuple[int, int]:
    """How many checks were passed, those included that an outage excuses, and how many of these there are."""
    passed = let_off = 0
    for number, asked in enumerate(live.checks, start=1):
        answered = seen.answers.get(number)
        if answered is not None and answered <= asked + law.answer:
            passed += 1
        elif common([(asked, asked + law.answer)], excused):
            passed, let_off = passed + 1, let_off + 1
    return passed, let_off


def _missed(seen: Seen, live: Live, law: PresenceLaw, there: Sequence[Span]) -> list[Span]:
    """From the end of the time to answer a check until anything was answered again."""
    lost = []
    answers = sorted(seen.answers.values())
    for number, asked in enumerate(live.checks, start=1):
        deadline = asked + law.answer
        in_time = number in seen.answers and seen.answers[number] <= deadline
        if in_time or common([(asked, deadline)], live.outages) or not common([(asked, deadline)], there):
            continue
        again = next((moment for moment in answers if moment > deadline), live.ends_at)
        lost.append((deadline, again))
    return united(lost)
