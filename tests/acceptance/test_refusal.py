"""A specialist without hours is refused by people, for reasons, and may apply again."""

from __future__ import annotations

import pytest
from rich.console import Console

from deploy.demo.display import Display
from deploy.demo.drive import STEPS, opened
from deploy.demo.journey import Journey
from deploy.demo.traveller import Failed
from tests.suite import RunningSuite


def applied_without_hours(journey: Journey) -> None:
    for step in (
        Journey.register,
        Journey.confirm,
        Journey.log_in,
        Journey.open_cycle,
        Journey.apply,
    ):
        step(journey)
    journey.kept["read"] = journey.specialist.wait_for(
        journey.kept["application"], "checks complete", lambda one: one["state"] == "review"
    )
    journey.kept["version"] = journey.kept["read"]["version"]


def refused(journey: Journey) -> dict[str, object]:
    path = journey.kept["application"]
    advice = {"kind": "refuse", "rationale": "Часов недостаточно, документов нет."}
    recommended = journey.reviewer.post(f"{path}/recommendation", advice, version=journey.kept["version"])
    decision = {"outcome": "refuse", "reasons": ["R01", "R02"], "rationale": "Требования не выполнены."}
    taken: dict[str, object] = journey.commission.post(
        f"{path}/decision", decision, version=recommended["version"]
    )
    return taken


def test_the_checks_say_what_is_missing_in_words_and_codes(suite: RunningSuite) -> None:
    suite.ready()
    with opened(suite.demo, Display(len(STEPS), Console(quiet=True))) as journey:
        applied_without_hours(journey)

        checks = {check["name"]: check for check in journey.kept["read"]["checks"]}

    assert {name: check["verdict"] for name, check in checks.items()} == {
        "identity": "passed",
        "hours": "failed",
        "documents": "failed",
    }
    assert [reason["code"] for reason in checks["hours"]["reasons"]] == ["R02", "R03"]
    assert "diploma" in checks["documents"]["evidence"]["missing"]


def test_nobody_can_admit_against_the_checks(suite: RunningSuite) -> None:
    suite.ready()
    with opened(suite.demo, Display(len(STEPS), Console(quiet=True))) as journey:
        applied_without_hours(journey)
        path, advice = journey.kept["application"], {"kind": "admit", "rationale": "Всё равно допустить."}
        recommended = journey.reviewer.post(f"{path}/recommendation", advice, version=journey.kept["version"])
        decision = {"outcome": "admit", "rationale": "Всё равно допустить."}

        with pytest.raises(Failed, match="decision.against_check"):
            journey.commission.post(f"{path}/decision", decision, version=recommended["version"])


def test_a_refusal_has_reasons_hints_and_an_act_that_anybody_can_verify(suite: RunningSuite) -> None:
    suite.ready()
    with opened(suite.demo, Display(len(STEPS), Console(quiet=True))) as journey:
        applied_without_hours(journey)
        decision = refused(journey)

        Journey.issue(journey)
        proof = journey.anonymous.get(f"/v1/public/acts/{decision['act_number']}")

    assert [reason["code"] for reason in decision["reasons"]] == ["R01", "R02"]  # type: ignore[attr-defined]
    assert all(reason["hint"] for reason in decision["reasons"])  # type: ignore[attr-defined]
    assert (proof["outcome"], proof["valid_from"]) == ("refuse", None)


def test_after_a_refusal_one_may_apply_again_but_not_twice_at_once(suite: RunningSuite) -> None:
    suite.ready()
    with opened(suite.demo, Display(len(STEPS), Console(quiet=True))) as journey:
        applied_without_hours(journey)
        refused(journey)
        first = journey.kept["application"]

        Journey.apply(journey)

        assert journey.kept["application"] != first
        with pytest.raises(Failed, match="AlreadyApplied"):
            Journey.apply(journey)


def test_typed_data_that_differ_from_the_account_are_named(suite: RunningSuite) -> None:
    suite.ready()
    with opened(suite.demo, Display(len(STEPS), Console(quiet=True))) as journey:
        for step in (Journey.register, Journey.confirm, Journey.log_in):
            step(journey)
        application = {**journey.application, "surname": "Другая"}

        with pytest.raises(Failed, match=r"IdentityDiffers.*surname"):
            journey.specialist.post("/v1/applications", application)
