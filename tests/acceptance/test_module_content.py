"""A provider hands in a module, a specialist goes through it in a browser, and credits follow, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest
from rich.console import Console

from deploy.demo.display import Display
from deploy.demo.drive import STEPS, opened
from deploy.demo.journey import SPECIALITY, Journey, soon
from deploy.demo.traveller import Failed
from tests.builders.packages import PAGE, a_course, announced, zipped
from tests.builders.statements import Content
from tests.suite import RunningSuite

UNTIL_CYCLE = STEPS[: STEPS.index(Journey.open_cycle) + 1]
SANDBOX = "null"


@pytest.fixture
def journey(suite: RunningSuite) -> Iterator[Journey]:
    """A newcomer with a cycle."""
    suite.ready()
    with opened(suite.demo, Display(len(STEPS), Console(quiet=True))) as journey:
        for step in UNTIL_CYCLE:
            step(journey)
        yield journey


class Page:
    """The pages of a package in a browser: they know what the address of their launch tells, no more."""

    def __init__(self, url: str) -> None:
        self.content, self.key, self._url = Content(url), "", url

    def load(self, **headers: str) -> httpx.Response:
        return httpx.get(self._url, headers={"Origin": SANDBOX, **headers}, timeout=30)

    def begin(self) -> httpx.Response:
        answer = httpx.post(self.content.fetch, headers={"Origin": SANDBOX}, timeout=30)
        self.key = answer.json().get("auth-token", self.key)
        return answer

    def ask(self, method: str, path: str, **parts: Any) -> httpx.Response:
        headers = {
            "Origin": SANDBOX,
            "Authorization": f"Basic {self.key}",
            "X-Experience-API-Version": "1.0.3",
            **parts.pop("headers", {}),
        }
        return httpx.request(method, f"{self.content.endpoint}{path}", headers=headers, timeout=30, **parts)

    def tell(self, *bodies: dict[str, Any]) -> httpx.Response:
        return self.ask("POST", "statements", json=list(bodies))


def a_draft(journey: Journey, **told: Any) -> str:
    """The path of a module that is worth one credit."""
    starts_at = soon()
    card = {
        "title": f"Модуль о сердечной недостаточности, {starts_at:%d%m%H%M%S%f}",
        "kind": "module",
        "format": "online",
        "goals": "Научиться вести пациента с сердечной недостаточностью.",
        "specialities": [SPECIALITY],
        "credits": "1.0",
        "starts_at": starts_at.isoformat().replace("+00:00", "Z"),
        "ends_at": (starts_at + timedelta(days=90)).isoformat().replace("+00:00", "Z"),
        "presence": {"min_minutes": 0},
        "demo": True,
        **told,
    }
    return f"/v1/activities/{journey.provider.post('/v1/activities', card)['activity_id']}"


def hand_in(journey: Journey, path: str, content: bytes) -> dict[str, Any]:
    upload = journey.provider.post(f"{path}/packages", announced(content))
    journey.provider.put_file(upload, content)
    handed_in = f"{path}/packages/{upload['attachment_id']}"
    journey.provider.post(f"{handed_in}/submission")
    check = journey.provider.wait_for(handed_in, "package checked", lambda one: one["ended_at"] is not None)
    package: dict[str, Any] = journey.provider.post(f"{handed_in}/check")
    assert (check["state"], check["package"]) == ("ready", package)
    return package


def publish(journey: Journey, path: str) -> None:
    card = journey.provider.get(path)
    submitted = journey.provider.post(f"{path}/submission", version=card["version"])
    journey.administrator.post(f"{path}/approval", version=submitted["version"])


def launch(journey: Journey, path: str, **told: str) -> Page:
    module = path.rpartition("/")[2]
    return Page(journey.specialist.post(f"/v1/modules/{module}/launches", dict(told))["url"])


def test_a_module_is_gone_through_in_a_browser_and_earns_once(journey: Journey) -> None:
    path = a_draft(journey)
    with pytest.raises(Failed, match=r"package\.path"):
        hand_in(journey, path, zipped({"../evil.html": b"x"}))
    package = hand_in(journey, path, a_course())
    journey.provider.post(f"{path}/package-pins", {"package_id": package["package_id"]})
    publish(journey, path)
    seat = journey.specialist.post(f"{path}/enrolments", {"speciality": SPECIALITY})
    page = launch(journey, path)

    shown = page.load()
    assert shown.content == PAGE
    assert shown.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Content-Security-Policy"].startswith("sandbox allow-scripts allow-forms;")
    assert "allow-same-origin" not in shown.headers["Content-Security-Policy"]
    assert shown.headers["Access-Control-Allow-Origin"] == "*"
    assert page.load(**{"If-None-Match": shown.headers["ETag"]}).status_code == 304
    assert page.load(Range="bytes=0-4").content == PAGE[:5]

    assert page.begin().status_code == 200
    replayed = page.begin()
    assert (replayed.status_code, replayed.json()["details"]) == (401, {"rule": "launch.used"})
    state = {"activityId": page.content.unit, "agent": httpx.URL(str(page.load().url)).params["actor"]}
    told = page.ask("GET", "activities/state", params={**state, "stateId": "LMS.LaunchData"}).json()
    assert (told["launchMode"], told["moveOn"]) == ("Normal", "CompletedAndPassed")

    assert page.tell(page.content.says("initialized"), page.content.came_to(40)).status_code == 200
    bookmark = {**state, "stateId": "bookmark"}
    kept = page.ask("PUT", "activities/state", params=bookmark, content=b"7", headers={"If-None-Match": "*"})
    assert kept.status_code == 204
    again = page.ask("PUT", "activities/state", params=bookmark, content=b"8", headers={"If-Match": '"x"'})
    assert again.status_code == 412
    progress = f"/v1/me/enrolments/{seat['enrolment_id']}/progress"
    assert journey.specialist.get(progress)["progress"] == 40

    final = [
        page.content.says("completed", id=str(uuid4())),
        page.content.says("passed", id=str(uuid4()), result={"score": {"scaled": 0.9}, "success": True}),
    ]
    assert page.tell(*final).json() == [one["id"] for one in final]
    balance = "/v1/me/credits/balance"
    journey.specialist.wait_for(balance, "credits posted", lambda one: one["items"][0]["balance"] == "1.0")

    assert page.tell(*final).status_code == 200
    changed = page.tell({**final[0], "result": {"success": False}})
    assert (changed.status_code, changed.json()["code"]) == (409, "StatementConflict")
    assert page.tell(page.content.says("completed")).status_code == 200
    [mine] = journey.specialist.get("/v1/me/enrolments")["items"]
    assert (mine["state"], mine["source"]) == ("completed", "module")
    assert journey.specialist.get("/v1/me/credits/entries")["items"][0]["credits"] == "1.0"
    assert len(journey.specialist.get("/v1/me/credits/entries")["items"]) == 1

    slip = {"objectType": "StatementRef", "id": final[1]["id"]}
    assert page.tell(page.content.says("voided", object=slip)).status_code == 200
    journey.specialist.wait_for(balance, "credits reversed", lambda one: one["items"][0]["balance"] == "0.0")
    assert journey.specialist.get(progress)["done_at"] is None
    assert journey.specialist.get("/v1/me/enrolments")["items"][0]["state"] == "revoked"


def test_content_is_refused_in_the_words_of_the_standard(journey: Journey) -> None:
    path = a_draft(journey)
    package = hand_in(journey, path, a_course())
    journey.provider.post(f"{path}/package-pins", {"package_id": package["package_id"]})
    publish(journey, path)
    journey.specialist.post(f"{path}/enrolments", {"speciality": SPECIALITY})
    page = launch(journey, path)
    page.begin()

    stranger = page.content.says("completed", actor={"mbox": "mailto:somebody@example.org"})
    refused = page.tell(stranger)
    assert (refused.status_code, refused.json()["errors"][0]["rule"]) == (400, "xapi.actor")
    silent = page.ask("GET", "statements", headers={"X-Experience-API-Version": "2.0"})
    assert (silent.status_code, silent.headers["X-Experience-API-Version"]) == (400, "1.0.3")
    unknown = httpx.get(f"{page.content.endpoint}statements", headers={"X-Experience-API-Version": "1.0.3"})
    assert unknown.status_code == 401
    # The key of a launch opens nothing else, and an access token tells nothing.
    portal = urlsplit(page.content.endpoint)._replace(path="/v1/me").geturl()
    assert httpx.get(portal, headers={"Authorization": f"Bearer {page.key}"}).status_code == 401
    asked = page.ask("OPTIONS", "statements", headers={"Access-Control-Request-Method": "POST"})
    assert asked.headers["Access-Control-Allow-Origin"] == "*"
    assert page.ask("GET", "about").json() == {"version": ["1.0.3"]}


OUTLINE = {
    "films": [{"code": "visit", "title": "Осмотр", "seconds": 1}],
    "scenario": {
        "start": "arrival",
        "pass_score": 1,
        "steps": [
            {
                "code": "arrival",
                "text": "Пациент жалуется на одышку. С чего начать?",
                "choices": [
                    {"code": "ask", "text": "Расспросить", "leads_to": "end", "score": 1},
                    {"code": "treat", "text": "Лечить", "leads_to": "end"},
                ],
            },
            {"code": "end", "text": "Приём окончен.", "is_end": True},
        ],
    },
}


def test_a_module_gone_through_too_soon_says_how_many_minutes_are_missing(journey: Journey) -> None:
    path = a_draft(journey, presence={"min_minutes": 45})
    package = hand_in(journey, path, a_course())
    journey.provider.post(f"{path}/package-pins", {"package_id": package["package_id"]})
    publish(journey, path)
    seat = journey.specialist.post(f"{path}/enrolments", {"speciality": SPECIALITY})["enrolment_id"]
    page = launch(journey, path)
    page.begin()
    done = [page.content.says("completed"), page.content.says("passed", result={"score": {"scaled": 0.9}})]
    assert page.tell(*done).status_code == 200

    told = journey.specialist.post(f"/v1/me/enrolments/{seat}/study")
    with pytest.raises(Failed, match="ModuleIncomplete") as refused:
        journey.specialist.post(f"/v1/me/enrolments/{seat}/completion")

    assert (told["missing_minutes"], told["is_completed"]) == (45 - told["minutes"], False)
    assert "module.minutes" in str(refused.value)
    progress = journey.specialist.get(f"/v1/me/enrolments/{seat}/progress")
    assert (progress["progress"], progress["min_minutes"], progress["parts_left"]) == (100, 45, [])
    [mine] = journey.specialist.get("/v1/me/enrolments")["items"]
    assert (mine["state"], mine["source"]) != ("completed", "module")


PILOT = {"pilot": {"seats": 5, "least_completions": 1}}


def watch(journey: Journey, enrolment: str) -> dict[str, Any]:
    """A film of one second, whose page says all the time that it is shown."""
    for _ in range(500):
        told = {"segment": "visit", "begins": 0, "ends": 1}
        watched: dict[str, Any] = journey.specialist.post(f"/v1/me/enrolments/{enrolment}/films", told)
        if watched["is_enough"]:
            break
    return watched


def test_a_piloted_module_of_films_and_scenarios_is_published_once_remarks_are_answered(
    journey: Journey,
) -> None:
    path = a_draft(journey, details=PILOT)
    module = path.rpartition("/")[2]
    broken = {**OUTLINE, "scenario": {**OUTLINE["scenario"], "start": "nowhere"}}  # type: ignore[dict-item]
    with pytest.raises(Failed, match=r"scenario\.step_unknown"):
        journey.provider.put(f"{path}/outline", {"outline": broken})
    journey.provider.put(f"{path}/outline", {"outline": OUTLINE})
    rehearsed = journey.provider.post(f"/v1/modules/{module}/plays", {"purpose": "rehearsal"})
    assert rehearsed["step"] == "arrival"
    publish(journey, path)
    journey.provider.post(f"{path}/pilot", version=journey.provider.get(path)["version"])

    seat = journey.specialist.post(f"{path}/enrolments", {"speciality": SPECIALITY})
    remark = journey.specialist.post(f"{path}/remarks", {"text": "Второй шаг непонятен.", "rating": 4})
    play = journey.specialist.post(f"/v1/modules/{module}/plays", {})
    answer = {"step": "arrival", "choice": "ask"}
    with pytest.raises(Failed, match="UnknownPlay"):
        journey.specialist.post(
            f"/v1/me/plays/{rehearsed['play_id']}/choices", {"step": "arrival", "choice": "ask"}
        )
    answer = {"step": "arrival", "choice": "ask"}
    ended = journey.specialist.post(f"/v1/me/plays/{play['play_id']}/choices", answer)
    watched = watch(journey, seat["enrolment_id"])

    assert (ended["is_passed"], watched["share"]) == (True, 100)
    [mine] = journey.specialist.get("/v1/me/enrolments")["items"]
    assert (mine["state"], mine["source"]) == ("completed", "module")
    version = journey.provider.get(path)["version"]
    with pytest.raises(Failed, match=r"remarks\.open"):
        journey.provider.post(f"{path}/publication", version=version)
    reply = {"answer": "declined", "reason": "Так задумано."}
    journey.provider.post(f"{path}/remarks/{remark['remark_id']}/answer", reply)
    assert journey.provider.post(f"{path}/publication", version=version)["state"] == "published"
