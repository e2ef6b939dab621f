"""The exact answer to "what would it take?": a mixed-integer programme, solved by HiGHS.

Variables: whether each option is chosen; what the events of each day count; what all activities
count; and the day on which the last chosen option ends. It keeps a processor busy: see `kernel.offload`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from highspy import HighsModelStatus, HighsVarType

# The bare solver: the class around it prints a banner, and calls back into Python at every step.
from highspy._core import _Highs as Highs

from contracts.credits.proposals import Aim, Answer
from services.credits.domain.question import Question, price, tenths

Terms = Mapping[int, float]
INFINITY = math.inf
# Seconds for what decides among equals only.
AMONG_EQUALS = 1.0
# Of what a solver in floating point calls whole or equal: far below a kopeck of a million roubles.
TOLERANCE = 1e-9


@dataclass(frozen=True, kw_only=True)
class Decision:
    """chosen: places among the options. reach: where it is impossible, how far one would come."""

    answer: Answer
    chosen: frozenset[int] = frozenset()
    reach: Reach | None = None


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What can be had at most, whatever it costs, by each rule alone, in tenths.

    price: the least that meets all of them, in kopecks; None where nothing does.
    """

    programmes: int
    total: int
    price: int | None


def decide(question: Question, aim: Aim, seconds: float) -> Decision:
    """What to choose, proven or as good as the time allows; otherwise what can be had at most."""
    if question.is_met:
        return Decision(answer=Answer.MET)
    until = time.monotonic() + seconds
    decision = _Programme(question, until).solve(aim)
    if decision.answer is not Answer.IMPOSSIBLE:
        return decision
    return replace(decision, reach=_reach(question, until))


def _reach(question: Question, until: float) -> Reach:
    free = replace(question, budget=None, programmes=0, total=0)
    most_programmes, most_total = _Programme(free, until), _Programme(free, until)
    cheapest = _Programme(replace(question, budget=None), until).solve(Aim.CHEAPEST)
    return Reach(
        programmes=free.earned(most_programmes.most(most_programmes.programmes))[0],
        total=free.earned(most_total.most(most_total.counted))[1],
        price=question.price(cheapest.chosen) if cheapest.chosen else None,
    )


class _Programme:
    """A question as columns and rows. until: on the monotonic clock."""

    def __init__(self, question: Question, until: float) -> None:
        self._question, self._until = question, until
        self._highs = _silent()
        self._options = range(len(question.options))
        for _ in self._options:
            self._column(1, whole=True)
        self._activities = self._column(question.activities)
        self._last_day = self._column(INFINITY)
        self._count()
        self._require()

    @property
    def programmes(self) -> Terms:
        options = self._question.options
        return {each: tenths(options[each].credits) for each in self._options if options[each].is_programme}

    @property
    def counted(self) -> Terms:
        return {**self.programmes, self._activities: 1}

    def solve(self, aim: Aim) -> Decision:
        """The least of what is aimed at; of the rest, among equals, as little as is found soon."""
        first, *rest = self._aims(aim)
        status, chosen = self._least(first)
        if status == HighsModelStatus.kInfeasible:
            return Decision(answer=Answer.IMPOSSIBLE)
        if chosen is None:
            return Decision(answer=Answer.UNDECIDED)
        if status == HighsModelStatus.kOptimal:
            chosen = self._settle(first, rest, chosen)
        if not self._question.admits(chosen):
            return Decision(answer=Answer.UNDECIDED)
        answer = Answer.OPTIMAL if status == HighsModelStatus.kOptimal else Answer.BEST_FOUND
        return Decision(answer=answer, chosen=chosen)

    def _settle(self, first: Terms, rest: Iterable[Terms], chosen: frozenset[int]) -> frozenset[int]:
        """Among what is as good by what was aimed at, the least of the rest, one after the other."""
        done = first
        self._until = min(self._until, time.monotonic() + AMONG_EQUALS)
        for aimed in rest:
            self._row(done, -INFINITY, round(self._highs.getObjectiveValue()))
            status, found = self._least(aimed)
            if status != HighsModelStatus.kOptimal or found is None:
                break
            done, chosen = aimed, found
        return chosen

    def most(self, terms: Terms) -> frozenset[int]:
        """A choice for which the sum of `terms` is the greatest, or as great as the time allows."""
        _, found = self._least({column: -factor for column, factor in terms.items()})
        return found or frozenset()

    def _aims(self, aim: Aim) -> Sequence[Terms]:
        options = self._question.options
        cost = {each: price(options[each]) for each in self._options}
        number = {each: 1 for each in self._options if not options[each].is_enrolled}
        end = {self._last_day: 1}
        return (cost, end, number) if aim is Aim.CHEAPEST else (end, cost, number)

    def _count(self) -> None:
        """Let activities count what chosen ones bring, and no more of a day's events than its cap."""
        options = self._question.options
        brought: dict[int, float] = {self._activities: -1}
        of_day: dict[int, dict[int, float]] = {}
        days = {day: self._column(most) for day, most in sorted(self._question.left_of.items())}
        for each in self._options:
            option = options[each]
            if option.is_event:
                of_day.setdefault(days[option.completed_on], {})[each] = tenths(option.credits)
            elif not option.is_programme:
                brought[each] = tenths(option.credits)
        for day, events in of_day.items():
            self._row({**events, day: -1}, 0, INFINITY)
            brought[day] = 1
        self._row(brought, 0, INFINITY)

    def _require(self) -> None:
        question, options = self._question, self._question.options
        self._row(self.programmes, question.programmes, INFINITY)
        self._row(self.counted, question.total, INFINITY)
        if question.budget is not None:
            self._row({each: price(options[each]) for each in self._options}, 0, question.budget)
        for clash in sorted(map(sorted, question.clashes)):
            self._row(dict.fromkeys(clash, 1), 0, 1)
        first = min((option.completed_on for option in options), default=None)
        for each in self._options:
            day = (options[each].completed_on - first).days if first else 0
            self._row({self._last_day: 1, each: -day}, 0, INFINITY)

    def _least(self, cost: Terms) -> tuple[HighsModelStatus, frozenset[int] | None]:
        """How the minimisation ended, and what was found by then."""
        highs = self._highs
        columns = range(highs.getNumCol())
        highs.changeColsCost(len(columns), list(columns), [cost.get(column, 0) for column in columns])
        highs.setOptionValue("time_limit", max(self._until - time.monotonic(), 0.0))
        highs.run()
        values = highs.getSolution().col_value
        feasible = highs.getInfo().primal_solution_status == 2
        found = frozenset(each for each in self._options if values[each] > 0.5) if feasible else None
        return highs.getModelStatus(), found

    def _column(self, most: float, *, whole: bool = False) -> int:
        column = int(self._highs.getNumCol())
        self._highs.addVar(0, most)
        if whole:
            self._highs.changeColIntegrality(column, HighsVarType.kInteger)
        return column

    def _row(self, terms: Terms, least: float, most: float) -> None:
        self._highs.addRow(least, most, len(terms), list(terms), list(terms.values()))


def _silent() -> Highs:
    """One thread, no output, no gap: the same question has the same answer."""
    highs = Highs()
    options: Iterable[tuple[str, bool | float | str]] = (
        ("output_flag", False),
        ("parallel", "off"),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.0),
        ("mip_feasibility_tolerance", TOLERANCE),
        ("primal_feasibility_tolerance", TOLERANCE),
    )
    for name, value in options:
        highs.setOptionValue(name, value)
    return highs
