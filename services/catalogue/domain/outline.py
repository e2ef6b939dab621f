"""What a module asks for besides its package, and whether it can be done at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from contracts.catalogue.outlines import FilmSegment, ModuleOutline, OutlineUnsound, Scenario

Fault = tuple[str, str]
Graph = Mapping[str, Collection[str]]


def require_sound(outline: ModuleOutline) -> None:
    """Raises: OutlineUnsound -- all faults at once."""
    found = dict(_faults(outline))
    if found:
        raise OutlineUnsound(found)


def segment_of(outline: ModuleOutline, code: str) -> FilmSegment | None:
    return next((film for film in outline.films if film.code == code), None)


def _faults(outline: ModuleOutline) -> Iterator[Fault]:
    yield from _doubles("outline.films", [film.code for film in outline.films])
    if outline.scenario is not None:
        yield from _doubles("outline.scenario.steps", [step.code for step in outline.scenario.steps])
        yield from _steps(outline.scenario)
        yield from _graph(outline.scenario)


def _doubles(field: str, codes: Collection[str]) -> Iterator[Fault]:
    if len(set(codes)) < len(codes):
        yield field, "outline.repeated"


def _steps(scenario: Scenario) -> Iterator[Fault]:
    codes = {step.code for step in scenario.steps}
    if scenario.start not in codes:
        yield "outline.scenario.start", "scenario.step_unknown"
    for step in scenario.steps:
        place = f"outline.scenario.steps.{step.code}"
        if step.is_end == bool(step.choices):
            yield place, "scenario.dead_end" if not step.is_end else "scenario.goes_on"
        if any(choice.leads_to not in codes for choice in step.choices):
            yield place, "scenario.step_unknown"
        yield from _doubles(place, [choice.code for choice in step.choices])
    if sum(_best(step.choices) for step in scenario.steps) < scenario.pass_score:
        yield "outline.scenario.pass_score", "scenario.unattainable"


def _best(choices: Collection[object]) -> int:
    """The most that a step can earn: it earns once."""
    return max((getattr(choice, "score", 0) for choice in choices), default=0)


def _graph(scenario: Scenario) -> Iterator[Fault]:
    """From the start every step can be reached, and from every step an end."""
    onward: dict[str, set[str]] = defaultdict(set)
    backward: dict[str, set[str]] = defaultdict(set)
    for step in scenario.steps:
        for choice in step.choices:
            onward[step.code].add(choice.leads_to)
            backward[choice.leads_to].add(step.code)
    reached = _reached({scenario.start}, onward)
    ending = _reached({step.code for step in scenario.steps if step.is_end}, backward)
    for step in scenario.steps:
        if step.code not in reached:
            yield f"outline.scenario.steps.{step.code}", "scenario.unreachable"
        elif step.choices and step.code not in ending:
            yield f"outline.scenario.steps.{step.code}", "scenario.no_end"


def _reached(start: Collection[str], graph: Graph) -> set[str]:
    seen, waiting = set(start), list(start)
    while waiting:
        for following in graph.get(waiting.pop(), ()):
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return seen
