"""The main job passes, whatever is killed on the way, and no line of it happens twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from rich.console import Console

from deploy.demo.display import Display
from deploy.demo.drive import STEPS, Step, drive
from deploy.demo.journey import Journey
from deploy.embedded.part import wait_for
from tests.suite import RunningSuite

# The facts of one specialist's way, each of which must have happened once.
ONCE = (
    "identity.user.registered",
    "identity.user.phone_confirmed",
    "catalogue.enrolment.opened",
    "catalogue.enrolment.completed",
    "credits.entry.posted",
    "portfolio.confirmation.issued",
    "admission.application.submitted",
    "credits.standing.assessed",
    "portfolio.package.frozen",
    "admission.application.checked",
    "admission.application.recommended",
    "admission.application.decided",
    "admission.admission.granted",
    "admission.act.issued",
)


def travel(suite: RunningSuite, after: Callable[[Step], None] = lambda step: None) -> Journey:
    return drive(suite.demo, Display(len(STEPS), Console(quiet=True)), after=after)


def events_about(suite: RunningSuite, journey: Journey) -> list[dict[str, Any]]:
    """What the feed holds about the specialist and the application."""
    subjects = (journey.kept["person"], journey.kept["application"].rsplit("/", 1)[-1])
    with suite.client(suite.token("auditor")) as client:
        pages = [
            client.get("/v1/events", params={"subject": subject, "limit": 100}).raise_for_status().json()
            for subject in subjects
        ]
    return [item["event"] for page in pages for item in page["items"]]


def counted(events: list[dict[str, Any]]) -> dict[str, int]:
    kinds = Counter(event["type"] for event in events)
    return {name: kinds[f"ru.nmo.{name}.v1"] for name in ONCE}


def all_heard(suite: RunningSuite, journey: Journey) -> list[dict[str, Any]]:
    """The events, once the feed holds every one that must be there."""
    wait_for(
        lambda: all(counted(events_about(suite, journey)).values()),
        timeout=60,
        what="the feed does not hold every fact",
    )
    return events_about(suite, journey)


def test_every_line_of_the_main_job_is_an_event_once(suite: RunningSuite) -> None:
    suite.ready()

    journey = travel(suite)

    assert counted(all_heard(suite, journey)) == dict.fromkeys(ONCE, 1)


def test_the_events_of_a_subject_are_numbered_without_gap(suite: RunningSuite) -> None:
    suite.ready()

    events = all_heard(suite, travel(suite))

    own = [
        int(event["sequence"])
        for event in events
        if event["source"] == "/nmo/admission" and "application" in event["type"]
    ]
    assert own == sorted(own)
    assert own[0] == 1


@pytest.mark.parametrize(
    ("process", "step"),
    [
        ("catalogue", Journey.attend),
        ("credits", Journey.attend),
        ("portfolio", Journey.earn),
        ("credits", Journey.apply),
        ("portfolio", Journey.apply),
        ("admission", Journey.apply),
        ("admission", Journey.decide),
        ("identity", Journey.decide),
        ("notifications", Journey.decide),
        ("monitoring", Journey.decide),
        ("rabbitmq", Journey.attend),
    ],
    ids=lambda value: value if isinstance(value, str) else f"after {value.__name__}",
)
def test_the_chain_completes_when_a_process_is_killed_in_the_middle(
    suite: RunningSuite, process: str, step: Step
) -> None:
    suite.ready()

    journey = travel(suite, after=lambda done: suite.kill(process) if done is step else None)

    suite.ready()
    assert counted(all_heard(suite, journey)) == dict.fromkeys(ONCE, 1)
