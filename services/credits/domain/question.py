"""What it would take, as a question to a solver: which options to choose, exactly, in whole numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kernel.money import Money
from kernel.values import Credits
from services.credits.domain.planning import Option, Situation
from services.credits.domain.requirements import tally


@dataclass(frozen=True, kw_only=True)
class Needs:
    """The requirement by the law of a day, and what is there of it."""

    total: Credits
    from_programmes: Credits
    most_from_activities: Credits
    programmes: Credits
    activities: Credits

    @staticmethod
    def of(situation: Situation) -> Needs:
        """Raises: PolicyMissing."""
        sums = tally(situation.earned)

        def asked(name: str) -> Credits:
            return situation.policies.on(f"requirement.accreditation.{name}", situation.by).credits

        return Needs(
            total=asked("total"),
            from_programmes=asked("min_from_programmes"),
            most_from_activities=asked("max_from_activities"),
            programmes=sums.programmes,
            activities=sums.activities,
        )

    @property
    def counted(self) -> Credits:
        return self.programmes + min(self.activities, self.most_from_activities)


@dataclass(frozen=True, kw_only=True)
class Question:
    """Credits in tenths, money in kopecks.

    programmes: still missing from them; total: from all; activities: what of them may still be counted.
    left_of: what the events of a day may still earn.
    clashes: options of each of these sets take place at one time.
    """

    options: tuple[Option, ...]
    programmes: int
    total: int
    activities: int
    left_of: Mapping[date, int]
    clashes: frozenset[frozenset[int]]
    budget: int | None

    @property
    def is_met(self) -> bool:
        return self.programmes == self.total == 0

    def admits(self, chosen: Collection[int]) -> bool:
        """Whether the choice is an answer: by whole numbers, whatever a solver in floating point says."""
        programmes, total = self.earned(chosen)
        return (
            programmes >= self.programmes
            and total >= self.total
            and (self.budget is None or self.price(chosen) <= self.budget)
            and all(len(clash.intersection(chosen)) <= 1 for clash in self.clashes)
        )

    def earned(self, chosen: Iterable[int]) -> tuple[int, int]:
        """What a choice earns from programmes, and what of it is counted in all."""
        programmes, activities, events = 0, 0, dict.fromkeys(self.left_of, 0)
        for option in map(self.options.__getitem__, chosen):
            if option.is_programme:
                programmes += tenths(option.credits)
            elif option.is_event:
                events[option.completed_on] += tenths(option.credits)
            else:
                activities += tenths(option.credits)
        activities += sum(min(found, self.left_of[day]) for day, found in events.items())
        return programmes, programmes + min(activities, self.activities)

    def price(self, chosen: Iterable[int]) -> int:
        return sum(price(self.options[index]) for index in chosen)


def question(options: Iterable[Option], situation: Situation, budget: Money | None) -> Question:
    """What of the options may be chosen, and what the choice must come to.

    Raises: PolicyMissing.
    """
    needs, open_ = Needs.of(situation), tuple(_open(options, situation))
    days = {option.completed_on for option in open_ if option.is_event}
    return Question(
        options=open_,
        programmes=tenths(needs.programmes.short_of(needs.from_programmes)),
        total=tenths(needs.counted.short_of(needs.total)),
        activities=tenths(needs.activities.short_of(needs.most_from_activities)),
        left_of={day: tenths(situation.left_of(day)) for day in days},
        clashes=_clashes(open_),
        budget=None if budget is None else budget.minor,
    )


def tenths(credits: Credits) -> int:
    return int(credits.amount * 10)


def price(option: Option) -> int:
    """In kopecks, of what is still to be paid."""
    return 0 if option.is_enrolled else option.price.minor


def _open(options: Iterable[Option], situation: Situation) -> Iterator[Option]:
    """What would count at all, in time; of what one has a seat in, what one will be at."""
    attended = list(situation.elsewhere)
    for option in sorted(options, key=lambda option: (not option.is_enrolled, option.completed_on)):
        is_new = option.activity_id not in situation.credited
        if is_new and option.completed_on <= situation.by and not any(map(option.meets, attended)):
            if option.is_enrolled:
                attended.append(option)
            yield option


def _clashes(options: Collection[Option]) -> frozenset[frozenset[int]]:
    """The sets of options that take place at one time: such as there are when one of them begins."""
    slots = [(slot, index) for index, option in enumerate(options) for slot in option.slots]
    begun: set[datetime] = {slot.starts_at for slot, _ in slots}
    running = (
        frozenset(index for slot, index in slots if slot.starts_at <= moment < slot.ends_at)
        for moment in begun
    )
    return frozenset(each for each in running if len(each) > 1)
