"""What stands out in an attempt, by numbers alone."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from contracts.catalogue.signals import SignalKind
from services.catalogue.domain.attempt import Step
from services.catalogue.domain.policy import Policies


@dataclass(frozen=True, kw_only=True)
class LawOfSignals:
    """From which numbers on something stands out; basis: the fewest answers it can rest on."""

    basis: int
    others: int
    fast: int
    rhythm: int
    mistakes: int
    least_mistakes: int
    times: int

    @classmethod
    def of(cls, rules: Policies) -> LawOfSignals:
        """Raises: Unavailable."""
        return cls(
            basis=rules.whole("module.signal.answers_least"),
            others=rules.whole("module.signal.others_least"),
            fast=rules.whole("module.signal.fast_share"),
            rhythm=rules.whole("module.signal.rhythm_variation"),
            mistakes=rules.whole("module.signal.same_mistakes_share"),
            least_mistakes=rules.whole("module.signal.same_mistakes_least"),
            times=rules.whole("module.signal.same_times_share"),
        )


@dataclass(frozen=True, kw_only=True)
class Alike:
    """What an attempt has in common with another person's.

    common: questions answered in both. both_wrong, same_wrong: of them. follow: percent, how closely the
    times go together; none where they do not vary.
    """

    common: int
    both_wrong: int
    same_wrong: int
    follow: int | None


@dataclass(frozen=True, kw_only=True)
class Observed:
    """steps: answered. quick: position -> milliseconds below which one in twenty of the others answers,

    where enough others have answered. alike: the attempts of other people.
    """

    steps: Sequence[Step]
    quick: dict[int, int] = field(default_factory=dict)
    alike: Sequence[Alike] = ()


@dataclass(frozen=True, kw_only=True)
class Finding:
    kind: SignalKind
    value: int
    limit: int
    basis: int


def find(seen: Observed, law: LawOfSignals) -> list[Finding]:
    """Everything that stands out; nothing rests on fewer answers than the law asks for."""
    found = [*_fast(seen, law), *_rhythm(seen, law), *_alike(seen, law)]
    devices = {step.device for step in seen.steps if step.device}
    addresses = {step.address for step in seen.steps if step.address}
    for kind, values in ((SignalKind.DEVICE, devices), (SignalKind.ADDRESS, addresses)):
        if len(values) > 1:
            found.append(Finding(kind=kind, value=len(values) - 1, limit=1, basis=len(seen.steps)))
    return found


def milliseconds(step: Step) -> int:
    """From the question to the answer."""
    if step.answered_at is None:
        return 0
    taken = step.answered_at - step.asked_at
    return taken.days * 86_400_000 + taken.seconds * 1000 + taken.microseconds // 1000


def _fast(seen: Observed, law: LawOfSignals) -> Iterator[Finding]:
    known = [step for step in seen.steps if step.position in seen.quick]
    if len(known) < law.basis:
        return
    fast = sum(milliseconds(step) < seen.quick[step.position] for step in known)
    share = 100 * fast // len(known)
    if share >= law.fast:
        yield Finding(kind=SignalKind.FAST, value=share, limit=law.fast, basis=len(known))


def _rhythm(seen: Observed, law: LawOfSignals) -> Iterator[Finding]:
    times = [milliseconds(step) for step in seen.steps]
    mean = sum(times) // len(times) if times else 0
    if len(times) < law.basis or not mean:
        return
    variation = int(100 * statistics.pstdev(times) / mean)
    if variation <= law.rhythm:
        yield Finding(kind=SignalKind.RHYTHM, value=variation, limit=law.rhythm, basis=len(times))


def _alike(seen: Observed, law: LawOfSignals) -> Iterator[Finding]:
    """The other attempt that is most alike, by each measure."""
    mistakes = [one for one in seen.alike if one.both_wrong >= law.least_mistakes]
    if mistakes:
        most = max(mistakes, key=lambda one: (100 * one.same_wrong // one.both_wrong, one.both_wrong))
        share = 100 * most.same_wrong // most.both_wrong
        if share >= law.mistakes:
            kind = SignalKind.SAME_MISTAKES
            yield Finding(kind=kind, value=share, limit=law.mistakes, basis=most.both_wrong)
    follows = [(one.follow, one.common) for one in seen.alike if one.follow and one.common >= law.basis]
    if follows and max(follows)[0] >= law.times:
        follow, common = max(follows)
        yield Finding(kind=SignalKind.SAME_TIMES, value=follow, limit=law.times, basis=common)
