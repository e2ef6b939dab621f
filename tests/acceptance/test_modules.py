"""A module is taken and tested through HTTP, and earns its credits once."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from rich.console import Console

from deploy.demo.display import Display
from deploy.demo.drive import STEPS, opened
from deploy.demo.journey import SPECIALITY, Journey, soon
from deploy.demo.traveller import Failed
from deploy.seed.api import Api
from deploy.seed.entrance import enter
from tests.suite import RunningSuite

UNTIL_CYCLE = STEPS[: STEPS.index(Journey.open_cycle) + 1]
HEADING = "код;вид;тема;вопрос;вариант 1;вариант 2;вариант 3;ключ;a;b"
TERMS = {
    "form": "adaptive",
    "pass_share": 70,
    "items_least": 10,
    "items_most": 12,
    "attempts": 2,
    "pause_minutes": 30,
    "minutes": 60,
    "candidates": 3,
}


@pytest.fixture
def journey(suite: RunningSuite) -> Iterator[Journey]:
    """A newcomer with a cycle, and nothing in it."""
    suite.ready()
    with opened(suite.demo, Display(len(STEPS), Console(quiet=True))) as journey:
        for step in UNTIL_CYCLE:
            step(journey)
        yield journey


def a_table(topic: str) -> str:
    """Twenty questions of one topic, from easy to difficult; the first option is right. And a broken row."""
    rows = [
        f"{topic} {number};один;{topic};Вопрос {number}?;Да;Нет;Не знаю;1;1,4;{(number - 10) / 5}"
        for number in range(20)
    ]
    content = "\r\n".join([HEADING, *rows, f"{topic} 20;эссе;{topic};Что?;;;;1;;"])
    return base64.b64encode(content.encode("cp1251")).decode()


def a_card(title: str) -> dict[str, Any]:
    starts_at = soon()
    return {
        "title": title,
        "kind": "module",
        "format": "online",
        "goals": "Научиться распознавать и лечить по клиническим рекомендациям.",
        "specialities": [SPECIALITY],
        "credits": "1.0",
        "starts_at": starts_at.isoformat().replace("+00:00", "Z"),
        "ends_at": (starts_at + timedelta(days=30)).isoformat().replace("+00:00", "Z"),
        "presence": {"min_minutes": 0},
        "demo": True,
    }


def an_offer(suite: RunningSuite, journey: Journey, **terms: Any) -> str:
    """The provider fills its bank, gives a module a test, and has it published. The module's path."""
    topic = f"Тема {journey.newcomer.surname} {uuid4().hex[:10]}"
    table = {"media_type": "text/csv", "content": a_table(topic), "state": "active"}
    taken = journey.provider.post("/v1/item-imports", table)
    assert (taken["taken"], taken["rows"][-1]["faults"]) == (20, {"kind": "choice"})
    assert journey.provider.post("/v1/item-imports", table)["taken"] == 0

    card = journey.provider.post("/v1/activities", a_card(topic))
    path = f"/v1/activities/{card['activity_id']}"
    with suite.client() as anyone:
        token = enter(Api(anyone), suite.account("provider")).access_token
    with suite.client(token) as provider:
        weak = provider.put(f"{path}/test", json={"terms": TERMS | {"pass_share": 50}})
        test = provider.put(f"{path}/test", json={"terms": TERMS | {"topics": [topic]} | terms})
    assert weak.json()["details"] == {"pass_share": "module_test.below_law"}
    assert test.json()["items"] == 20
    submitted = journey.provider.post(f"{path}/submission", version=card["version"])
    journey.administrator.post(f"{path}/approval", version=submitted["version"])
    return path


def test_a_module_is_tested_adaptively_and_earns_its_credits_once(
    suite: RunningSuite, journey: Journey
) -> None:
    module = an_offer(suite, journey)
    person = journey.specialist
    person.post(f"{module}/enrolments", {"speciality": SPECIALITY})

    attempt = person.post(f"{module}/attempts")
    path = f"/v1/me/attempts/{attempt['attempt_id']}"
    while attempt["question"]:
        assert "key" not in attempt["question"]
        told = {"position": attempt["question"]["position"], "answer": ["1"]}
        if told["position"] == 5:
            attempt = answered_elsewhere(suite, journey, f"{path}/answers", told)
        else:
            attempt = person.post(f"{path}/answers", told)
    again = person.post(f"{path}/answers", {"position": 1, "answer": ["2"]})
    outcome = person.post(f"{path}/finish")

    assert again["stands"] == ["1"]
    assert (outcome["state"], outcome["rule"]) == ("passed", None)
    assert all(step["is_right"] for step in outcome["steps"])
    balance = "/v1/me/credits/balance"
    person.wait_for(balance, "credits earned", lambda told: told["items"][0]["balance"] == "1.0")
    [seat] = person.get("/v1/me/enrolments")["items"]
    assert (seat["state"], seat["source"]) == ("completed", "module")

    assert person.post(f"{path}/finish") == outcome
    for refused in (f"{path}/answers", f"{module}/attempts"):
        with pytest.raises(Failed, match=r"AttemptClosed|AttemptRefused"):
            person.post(refused, told if refused.endswith("answers") else None)
    replay = journey.administrator.get(f"/v1/attempts/{outcome['attempt_id']}/replay")
    assert (replay["agrees"], replay["outcome"]) == (True, outcome)
    assert person.get(balance)["items"][0]["balance"] == "1.0"
    [listed] = journey.provider.get(f"{module}/attempts")["items"]
    assert listed["share"] == outcome["share"]

    told = person.wait_for(f"{path}/signals", "looked through", lambda told: told["is_examined"])
    kinds = {signal["kind"] for signal in told["signals"]}
    # Evidence of another log-in and address; the attempt is passed, and has earned, all the same.
    assert {"device", "address"} <= kinds <= {"device", "address", "rhythm", "fast"}
    assert all(signal["meaning_ru"] and signal["basis"] for signal in told["signals"])
    assert {one["kind"] for one in journey.provider.get(f"{module}/signals")["items"]} == kinds
    assert journey.provider.get("/v1/item-statistics/file", format="csv")["media_type"].startswith("text/csv")
    with pytest.raises(Failed, match="TooFewAnswers"):
        journey.provider.get(f"/v1/items/{outcome['steps'][0]['item_id']}/calibration")


def test_the_mistakes_of_another_stand_out_and_are_no_verdict(suite: RunningSuite, journey: Journey) -> None:
    module = an_offer(suite, journey, form="fixed", items_least=20, items_most=20)
    with opened(suite.demo, Display(len(STEPS), Console(quiet=True))) as other:
        for step in UNTIL_CYCLE:
            step(other)
        outcomes = []
        for person in (other.specialist, journey.specialist):
            person.post(f"{module}/enrolments", {"speciality": SPECIALITY})
            attempt = person.post(f"{module}/attempts")
            path = f"/v1/me/attempts/{attempt['attempt_id']}"
            while attempt["question"]:
                # The last option that is wrong, in six of twenty.
                is_hard = int(attempt["question"]["text"].strip("?").split()[-1]) < 6
                told = {"position": attempt["question"]["position"], "answer": ["3" if is_hard else "1"]}
                attempt = person.post(f"{path}/answers", told)
            outcomes.append(person.post(f"{path}/finish"))
            looked = person.wait_for(f"{path}/signals", "looked through", lambda told: told["is_examined"])

    found = {signal["kind"]: signal for signal in looked["signals"]}
    assert (found["same_mistakes"]["value"], found["same_mistakes"]["basis"]) == (100, 6)
    assert [(outcome["state"], outcome["share"]) for outcome in outcomes] == [("passed", 70)] * 2
    listed = journey.provider.get(f"{module}/signals")["items"]
    assert found["same_mistakes"] in listed


def answered_elsewhere(
    suite: RunningSuite, journey: Journey, path: str, told: dict[str, Any]
) -> dict[str, Any]:
    """By the same person, logged in anew from another address."""
    account = {"login": journey.newcomer.phone, "password": journey.newcomer.password}
    with suite.apart() as newly:
        token = newly.post("/v1/sessions", json=account).raise_for_status().json()["access_token"]
    with suite.apart(token) as there:
        answer: dict[str, Any] = there.post(path, json=told).raise_for_status().json()
    return answer


def test_an_attempt_is_nobody_elses_takes_its_time_and_is_one_of_few(
    suite: RunningSuite, journey: Journey
) -> None:
    module = an_offer(suite, journey, attempts=1, item_seconds=60)
    journey.specialist.post(f"{module}/enrolments", {"speciality": SPECIALITY})
    attempt = journey.specialist.post(f"{module}/attempts")["attempt_id"]
    path = f"/v1/me/attempts/{attempt}"
    with pytest.raises(Failed, match=r"TooSoon.*attempt\.item_seconds"):
        journey.specialist.post(f"{path}/answers", {"position": 1, "answer": ["1"]})

    with opened(suite.demo, Display(len(STEPS), Console(quiet=True))) as other:
        for step in UNTIL_CYCLE:
            step(other)
        stranger = other.specialist
        for ask in (
            lambda: stranger.get(f"/v1/me/attempts/{attempt}"),
            lambda: stranger.get(f"/v1/me/attempts/{attempt}/outcome"),
            lambda: stranger.post(f"/v1/me/attempts/{attempt}/finish"),
            lambda: stranger.post(f"/v1/me/attempts/{attempt}/answers", {"position": 1, "answer": ["1"]}),
        ):
            with pytest.raises(Failed, match="UnknownAttempt"):
                ask()

    assert journey.specialist.post(f"{path}/finish")["state"] == "failed"
    with pytest.raises(Failed, match=r"AttemptRefused.*attempt\.none_left"):
        journey.specialist.post(f"{module}/attempts")
