"""One-time codes as people meet them: every error is told apart, and how often they occur is counted."""

from __future__ import annotations

import httpx

from deploy.demo.newcomer import a_newcomer
from tests.acceptance.newcomers import code_for, passes
from tests.suite import RunningSuite


def told(answer: httpx.Response) -> tuple[int, str, dict[str, str]]:
    return answer.status_code, answer.json()["code"], answer.json().get("details", {})


def test_every_error_of_a_code_is_told_apart_and_the_right_one_is_taken_as_typed(suite: RunningSuite) -> None:
    newcomer = a_newcomer()
    with suite.apart() as anyone:
        person_id = anyone.post("/v1/registrations", json=newcomer.registration).json()["person_id"]
        registration = f"/v1/registrations/{person_id}"
        first = code_for(suite, newcomer.phone)
        no_code = anyone.post(f"{registration}/confirmation", json={"code": "12 34"})
        wrong = anyone.post(f"{registration}/confirmation", json={"code": other_than(first)})
        soon = anyone.post(f"{registration}/code", json={})
        passes(suite, person_id, "issued_at", 61)
        again = anyone.post(f"{registration}/code", json={})
        second = code_for(suite, newcomer.phone)
        passes(suite, person_id, "replaced_at", 31)
        replaced = anyone.post(f"{registration}/confirmation", json={"code": first})
        typed = f"\u2009{second[:3]}\u2014{second[3:]} ".replace("3", "З").replace("0", "О")
        taken = anyone.post(f"{registration}/confirmation", json={"code": typed})

    assert (no_code.status_code, no_code.json()["code"]) == (422, "Invalid")
    assert told(wrong) == (403, "WrongCode", {"tries_left": "4"})
    assert (soon.status_code, soon.json()["code"]) == (409, "ResendTooSoon")
    assert 0 < int(soon.headers["Retry-After"]) <= 60
    assert (again.status_code, again.json()["delivery"]) == (200, "sent")
    assert told(replaced)[:2] == (403, "CodeReplaced")
    assert (taken.status_code, taken.json()["state"]) == (200, "active")


def test_the_sixth_try_has_to_wait_and_all_of_them_are_counted(suite: RunningSuite) -> None:
    newcomer = a_newcomer()
    with suite.apart() as anyone:
        person_id = anyone.post("/v1/registrations", json=newcomer.registration).json()["person_id"]
        code = code_for(suite, newcomer.phone)
        path = f"/v1/registrations/{person_id}/confirmation"
        tries = [anyone.post(path, json={"code": typed}) for typed in (*[other_than(code)] * 5, code)]
    with suite.client(suite.token("administrator")) as administrator:
        counted = administrator.get("/v1/one-time-codes").json()
    with suite.client(suite.token("specialist")) as specialist:
        refused = specialist.get("/v1/one-time-codes")

    counts = {each["outcome"]: each["count"] for each in counted["counts"]}
    assert [each.json()["code"] for each in tries] == ["WrongCode"] * 5 + ["TooManyAttempts"]
    assert 0 < int(tries[-1].headers["Retry-After"]) <= 900
    assert counts["wrong"] >= 5
    assert counts["too_many"] >= 1
    assert 0 < float(counted["failure_rate"]) <= 1
    assert refused.status_code == 403


def other_than(code: str) -> str:
    """Six digits that were not sent."""
    return f"{(int(code) + 1) % 10**6:06}"
