"""From the search to the review: what a provider, a moderator and two specialists do with one activity."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from rich.console import Console

from deploy.demo.display import Display
from deploy.demo.drive import STEPS, opened
from deploy.demo.journey import SPECIALITY, Journey
from deploy.embedded.part import wait_for
from deploy.seed.api import Api
from deploy.seed.entrance import enter
from kernel import clock
from tests.suite import RunningSuite

Answer = dict[str, Any]

STAFF = ("provider", "administrator", "specialist", "employer")


@pytest.fixture(scope="module")
def people(suite: RunningSuite) -> Iterator[dict[str, httpx.Client]]:
    """The staff of the demo, its specialist, and a newcomer with a cycle."""
    suite.ready()
    with opened(suite.demo, Display(len(STEPS), Console(quiet=True))) as journey, ExitStack() as open_clients:
        for step in (Journey.register, Journey.confirm, Journey.log_in, Journey.open_cycle):
            step(journey)
        newcomer = {"login": journey.newcomer.email, "password": journey.newcomer.password}
        with suite.client() as anyone:
            tokens = {"newcomer": enter(Api(anyone), newcomer).access_token}
        tokens |= {role: suite.token(role) for role in STAFF}
        yield {who: open_clients.enter_context(suite.client(token)) for who, token in tokens.items()} | {
            "anyone": open_clients.enter_context(suite.client())
        }


def a_programme(title: str, **told: Any) -> Answer:
    """It begins soon enough to be attended today."""
    now = datetime.now(UTC)
    return {
        "title": title,
        "kind": "programme",
        "format": "online",
        "goals": "Обновить знания о болезнях редких и частых.",
        "specialities": [SPECIALITY],
        "credits": "36.0",
        "starts_at": (now + timedelta(seconds=20)).isoformat().replace("+00:00", "Z"),
        "ends_at": (now + timedelta(days=60)).isoformat().replace("+00:00", "Z"),
        "presence": {"min_minutes": 60},
        "capacity": 1,
        "price": "7200.00",
        "demo": True,
        **told,
    }


def asked(client: httpx.Client, method: str, path: str, body: Answer | None = None, **told: Any) -> Answer:
    answer = client.request(method, path, **({"json": body} if body is not None else {}), **told)
    assert answer.is_success, answer.text
    found: Answer = answer.json()
    return found


def published(people: dict[str, httpx.Client], title: str, **told: Any) -> str:
    """Written, submitted and approved. Gives its address."""
    card = asked(people["provider"], "POST", "/v1/activities", a_programme(title, **told))
    path = f"/v1/activities/{card['activity_id']}"
    card = asked(people["provider"], "POST", f"{path}/submission", {"version": card["version"]})
    asked(people["administrator"], "POST", f"{path}/approval", {"version": card["version"]})
    return path


def found(people: dict[str, httpx.Client], word: str) -> list[str]:
    page = asked(people["anyone"], "GET", "/v1/activities", params={"text": word, "speciality": SPECIALITY})
    return [f"/v1/activities/{each['activity_id']}" for each in page["items"]]


def test_a_change_is_seen_by_every_reader_with_the_next_question(people: dict[str, httpx.Client]) -> None:
    word = f"слово{uuid4().hex[:10]}"
    assert found(people, word) == []

    path = published(people, f"Школа врача: {word}")

    assert found(people, word) == [path]
    facets = asked(people["anyone"], "GET", "/v1/activity-facets", params={"text": word})
    assert (facets["total"], facets["kinds"]) == (1, [{"value": "programme", "count": 1}])
    version = asked(people["provider"], "GET", path)["version"]
    asked(people["provider"], "POST", f"{path}/cancellation", {"version": version})
    assert found(people, word) == []


def test_what_has_not_changed_is_not_sent_again(people: dict[str, httpx.Client]) -> None:
    first = people["anyone"].get("/v1/activities", params={"limit": "5"})

    again = people["anyone"].get(
        "/v1/activities", params={"limit": "5"}, headers={"If-None-Match": first.headers["ETag"]}
    )

    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Cache-Control"] == "no-cache"


def test_a_kept_search_is_asked_again_as_it_was(people: dict[str, httpx.Client]) -> None:
    filters = {"speciality": SPECIALITY, "kind": "programme", "price_most": "10000.00"}
    kept = asked(people["newcomer"], "POST", "/v1/me/searches", {"title": "По карману", "filters": filters})

    [mine] = asked(people["newcomer"], "GET", "/v1/me/searches")["items"]

    assert mine == kept
    assert {name: mine["filters"][name] for name in filters} == filters
    assert people["newcomer"].delete(f"/v1/me/searches/{kept['search_id']}").status_code == 204


def test_the_way_of_a_seat_from_the_line_to_the_review(people: dict[str, httpx.Client]) -> None:
    path = published(people, f"Редкие болезни {uuid4().hex[:8]}")
    wish = {"speciality": SPECIALITY, "wait": True}
    holding = asked(people["specialist"], "POST", f"{path}/enrolments", wish)
    waiting = asked(people["newcomer"], "POST", f"{path}/enrolments", wish)
    mine = f"/v1/me/enrolments/{waiting['enrolment_id']}"
    assert (holding["state"], waiting["state"]) == ("enrolled", "waiting")
    assert asked(people["newcomer"], "GET", mine)["place"] == 1

    left = f"/v1/me/enrolments/{holding['enrolment_id']}/cancellation"
    asked(people["specialist"], "POST", left, {})
    assert asked(people["newcomer"], "GET", mine)["enrolment"]["state"] == "offered"
    assert people["specialist"].post(f"{path}/enrolments", json={"speciality": SPECIALITY}).status_code == 409
    accepted = asked(people["newcomer"], "POST", f"{mine}/acceptance", {})

    assert (accepted["state"], accepted["price"]) == ("enrolled", "7200.00")
    wait_for(
        lambda: asked(people["newcomer"], "GET", mine)["is_settled"],
        timeout=30,
        what="the saga of the enrolment is not settled",
    )
    report = asked(people["newcomer"], "GET", mine)
    assert {step["step"]: step["outcome"] for step in report["steps"]} == {
        "seat": "done",
        "plan": "done",
        "notice": "done",
    }
    assert all(rule["passed"] for rule in report["verdict"])
    planned = asked(people["newcomer"], "GET", "/v1/me/planned-activities")["items"]
    assert waiting["enrolment_id"] in {item["enrolment_id"] for item in planned}

    vouched = {"enrolment_id": waiting["enrolment_id"], "attended_on": clock.today().isoformat()}
    asked(people["provider"], "POST", f"{path}/attendance", {"rows": [{**vouched, "minutes": 90}]})
    report = asked(people["newcomer"], "GET", mine)
    assert report["status"] == "passed"
    assert [move["source"] for move in report["moves"]][-1] == "provider"

    review = asked(people["newcomer"], "PUT", f"{path}/review", {"rating": 5, "text": "Пригодилось."})
    assert asked(people["anyone"], "GET", f"{path}/reviews")["items"] == []
    asked(
        people["administrator"],
        "POST",
        f"/v1/activity-reviews/{review['review_id']}/publication",
        {"version": review["version"]},
    )
    [public] = asked(people["anyone"], "GET", f"{path}/reviews")["items"]
    assert (public["rating"], public["text"]) == (5, "Пригодилось.")
    figures = asked(people["anyone"], "GET", f"{path}/figures")
    assert (figures["completed"], figures["rating"], figures["cost_per_credit"]) == (1, None, "200.00")


def test_activities_are_compared_before_one_is_chosen(people: dict[str, httpx.Client]) -> None:
    paths = [published(people, f"Сравнение {price}", price=price) for price in ("3600.00", "1800.00")]
    ids = [path.rsplit("/", 1)[-1] for path in paths]

    compared = asked(people["anyone"], "GET", "/v1/activity-comparison", params={"activity_ids": ids})

    assert [item["cost_per_credit"] for item in compared["items"]] == ["100.00", "50.00"]
    assert {"figure": "cost_per_credit", "activity_id": ids[1]} in compared["ahead"]


def consented(people: dict[str, httpx.Client]) -> str:
    """The newcomer lets the employer know of them. Gives who the newcomer is."""
    texts = asked(people["newcomer"], "GET", "/v1/consent-texts")["items"]
    text = next(each for each in texts if each["purpose"] == "monitoring")
    consent = {
        "purpose": text["purpose"],
        "text_version": text["version"],
        "recipient_id": asked(people["employer"], "GET", "/v1/me")["organisation_id"],
        "level": "professional",
    }
    asked(people["newcomer"], "POST", "/v1/me/consents", consent)
    person: str = asked(people["newcomer"], "GET", "/v1/me")["person_id"]
    return person


def test_an_employer_leads_a_group_as_far_as_its_members_agree(people: dict[str, httpx.Client]) -> None:
    path = published(people, f"Группа {uuid4().hex[:8]}")
    step = {"activity_id": path.rsplit("/", 1)[-1], "due_on": "2027-06-30"}
    cohort = asked(people["employer"], "POST", "/v1/cohorts", {"title": "Терапия", "plan": [step]})
    group, person = f"/v1/cohorts/{cohort['cohort_id']}", consented(people)
    rows = {"rows": [{"person_id": person, "speciality": SPECIALITY}]}
    # The consent is on its way; until it has arrived the list is judged as without it.
    wait_for(
        lambda: asked(people["employer"], "POST", f"{group}/members", rows)["added"],
        timeout=30,
        what="the consent has not reached the catalogue",
    )
    mine = asked(people["newcomer"], "GET", "/v1/me/enrolments")["items"][0]
    assert (mine["activity_id"], mine["state"]) == (step["activity_id"], "draft")

    asked(people["newcomer"], "POST", f"/v1/me/enrolments/{mine['enrolment_id']}/acceptance", {})

    progress = asked(people["employer"], "GET", f"{group}/progress")
    assert (progress["steps"][0]["accepted"], progress["cohort"]["members"]) == (1, 1)
    [member] = progress["members"]
    assert [(each["status"], each["credits"]) for each in member["steps"]] == [("accepted", None)]
    looks = asked(people["newcomer"], "GET", "/v1/me/access-log")["items"]
    assert "catalogue.cohort.viewed" in {each["what"] for each in looks}
