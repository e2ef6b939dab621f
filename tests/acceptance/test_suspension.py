"""A suspended provider: nothing of it is found, taken, issued or posted, until it is restored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import httpx

from deploy.demo.journey import SPECIALITY
from kernel import clock
from tests.acceptance.stage import asked, found, published


@contextmanager
def suspended(people: dict[str, httpx.Client]) -> Iterator[None]:
    """The provider, for as long as the block runs."""
    mine = asked(people["provider"], "GET", "/v1/me")["organisation_id"]
    provider = f"/v1/providers/{mine}"
    moves = {"reason": "Плановая проверка"}

    def move(kind: str) -> None:
        version = asked(people["anyone"], "GET", provider)["version"]
        asked(people["administrator"], "POST", f"{provider}/{kind}", {**moves, "version": version})

    move("suspension")
    try:
        yield
    finally:
        move("restoration")


def test_a_measure_reaches_everything_of_the_provider(people: dict[str, httpx.Client]) -> None:
    word = f"слово{uuid4().hex[:10]}"
    path = published(people, f"Курс под проверкой: {word}", capacity=5)
    wish = {"speciality": SPECIALITY}
    seat = asked(people["newcomer"], "POST", f"{path}/enrolments", wish)
    today = clock.today().isoformat()
    row = {"enrolment_id": seat["enrolment_id"], "attended_on": today, "minutes": 600}
    number = asked(people["anyone"], "GET", path)["number"]
    may = {"speciality": SPECIALITY}

    with suspended(people):
        seen = found(people, word)
        refused = {
            "enrol": people["specialist"].post(f"{path}/enrolments", json=wish),
            "report": people["provider"].post(f"{path}/attendance", json={"rows": [row]}),
            "codes": people["provider"].post(f"{path}/code-batches", json={"count": 1, "attended_on": today}),
        }
        eligible = asked(people["anyone"], "GET", f"/v1/register/{number}/eligibility", params=may)
        standing = asked(people["newcomer"], "GET", f"/v1/me/enrolments/{seat['enrolment_id']}")

    assert seen == []
    assert {name: answer.status_code for name, answer in refused.items()} == dict.fromkeys(refused, 409)
    assert all("provider.suspended" in answer.text for answer in refused.values())
    assert [each["rule"] for each in eligible["obstacles"]] == ["eligibility.provider"]
    assert standing["enrolment"]["state"] in ("enrolled", "studying")

    assert found(people, word) == [path]
    assert asked(people["specialist"], "POST", f"{path}/enrolments", wish)["state"] == "enrolled"


def test_a_code_outlasts_the_suspension_of_its_activity_and_of_its_provider(
    people: dict[str, httpx.Client],
) -> None:
    path = published(people, f"Курс с кодами: {uuid4().hex[:10]}", capacity=5)
    asked(people["newcomer"], "POST", f"{path}/enrolments", {"speciality": SPECIALITY})
    wanted = {"count": 1, "attended_on": clock.today().isoformat()}
    batch = asked(people["provider"], "POST", f"{path}/code-batches", wanted)
    [code] = asked(people["provider"], "POST", f"/v1/code-batches/{batch['batch_id']}/codes")["codes"]
    claim = {"code": code}

    version = asked(people["anyone"], "GET", path)["version"]
    moved = {"version": version, "reason": "Жалобы участников"}
    card = asked(people["administrator"], "POST", f"{path}/suspension", moved)
    of_activity = people["newcomer"].post("/v1/me/codes", json=claim)
    asked(people["administrator"], "POST", f"{path}/resumption", {"version": card["version"]})
    with suspended(people):
        of_provider = people["newcomer"].post("/v1/me/codes", json=claim)
    seat = asked(people["newcomer"], "POST", "/v1/me/codes", claim)

    assert [answer.status_code for answer in (of_activity, of_provider)] == [409, 409]
    told = [answer.json()["errors"] for answer in (of_activity, of_provider)]
    assert [each["rule"] for [each] in told] == ["activity.suspended", "provider.suspended"]
    assert "приостановлено" in of_activity.json()["detail"]
    assert seat["state"] == "completed"
