"""What modules ask for besides their packages, of which a test names only what matters to it."""

from __future__ import annotations

from typing import Any

from contracts.catalogue.outlines import (
    FilmSegment,
    ModuleOutline,
    Scenario,
    ScenarioChoice,
    ScenarioStep,
)


def a_film(seconds: int = 100, code: str = "film") -> FilmSegment:
    return FilmSegment(code=code, title="Осмотр", seconds=seconds)


def a_choice(leads_to: str, score: int = 0, code: str | None = None) -> ScenarioChoice:
    return ScenarioChoice(code=code or f"to {leads_to}", text="Дальше", leads_to=leads_to, score=score)


def a_step(code: str, *choices: ScenarioChoice, **told: Any) -> ScenarioStep:
    return ScenarioStep(code=code, text="Что делать?", choices=choices, is_end=not choices, **told)


def a_scenario(*steps: ScenarioStep, **told: Any) -> Scenario:
    """A patient who is asked first, or treated at once, unless told otherwise."""
    usual = (
        a_step("arrival", a_choice("history", 2), a_choice("treatment", 0)),
        a_step("history", a_choice("arrival", -1), a_choice("treatment", 3)),
        a_step("treatment"),
    )
    facts: dict[str, Any] = {"start": "arrival", "steps": steps or usual, "pass_score": 5}
    return Scenario(**facts | told)


def an_outline(**told: Any) -> ModuleOutline:
    return ModuleOutline(**told)
