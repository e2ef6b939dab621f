"""From the search to the review: what a provider, a moderator and two specialists do with one activity."""

from __future__ import annotations

from uuid import uuid4

import httpx

from deploy.demo.journey import SPECIALITY
from deploy.embedded.part import wait_for
from kernel import clock
from tests.acceptance.stage import asked, consented, found, published


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
