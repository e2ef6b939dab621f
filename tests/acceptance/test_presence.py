"""A live event to its end: badges, an outage, the close, and credits; its recording earns none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import psycopg

from deploy.demo.journey import SPECIALITY
from deploy.embedded.databases import Databases
from deploy.embedded.part import wait_for
from deploy.embedded.postgres import Postgres
from tests.acceptance.stage import a_programme, asked, published
from tests.suite import RunningSuite

LENGTH = timedelta(hours=4)
EARLIER = LENGTH + timedelta(minutes=5)
BEGUN_EARLIER = """
UPDATE activities SET starts_at = starts_at - %(by)s, ends_at = ends_at - %(by)s,
       starts_on = ((starts_at - %(by)s) AT TIME ZONE 'Europe/Moscow')::date,
       ends_on = ((ends_at - %(by)s) AT TIME ZONE 'Europe/Moscow')::date
 WHERE activity_id = %(of)s
"""
OPENED_EARLIER = """
UPDATE live_events SET begins_at = begins_at - %(by)s, ends_at = ends_at - %(by)s WHERE activity_id = %(of)s
"""


def an_event(starts_at: datetime) -> dict[str, Any]:
    return {
        "kind": "event",
        "credits": "4.0",
        "presence": {"min_minutes": 150},
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + LENGTH).isoformat(),
        "capacity": 10,
    }


def over(suite: RunningSuite, path: str) -> None:
    """Let the event have taken place earlier: nobody waits here for its end."""
    url = Databases(Postgres(suite.root, durable=False)).of("catalogue").owner_url
    told = {"by": EARLIER, "of": path.rsplit("/", 1)[-1]}
    with psycopg.connect(url) as owner:
        owner.execute(BEGUN_EARLIER, told)
        owner.execute(OPENED_EARLIER, told)


def test_badges_and_an_outage_come_to_minutes_and_credits(
    suite: RunningSuite, people: dict[str, httpx.Client]
) -> None:
    provider, newcomer = people["provider"], people["newcomer"]
    starts_at = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=2)
    path = published(people, "Конгресс терапевтов", **an_event(starts_at))
    wish = {"speciality": SPECIALITY}
    seat = asked(newcomer, "POST", f"{path}/enrolments", wish)["enrolment_id"]
    watcher = asked(people["specialist"], "POST", f"{path}/enrolments", wish)["enrolment_id"]
    asked(provider, "POST", f"{path}/live")
    asked(newcomer, "POST", f"{path}/live/presence", {})
    over(suite, path)
    begun = starts_at - EARLIER

    def at(minutes: int) -> str:
        return (begun + timedelta(minutes=minutes)).isoformat()

    scans = [
        {"enrolment_id": seat, "scanned_at": at(1), "direction": "in"},
        {"enrolment_id": seat, "scanned_at": at(130), "direction": "out"},
    ]
    noted = [asked(provider, "POST", f"{path}/live/scans", {"scans": scans})["noted"] for _ in range(2)]
    asked(provider, "POST", f"{path}/live/outages", {"began_at": at(130), "ended_at": at(160)})
    late = newcomer.post(f"{path}/live/presence", json={})
    report = asked(provider, "POST", f"{path}/live/closing")
    again = provider.post(f"{path}/live/closing")
    trace = asked(newcomer, "GET", f"/v1/me/enrolments/{seat}/presence")["trace"]

    assert noted == [2, 0]
    assert (late.status_code, "presence.recording" in late.text) == (409, True)
    assert [(row["enrolment_id"], row["verdict"]) for row in report["results"]] == [(seat, "accepted")]
    assert (again.status_code, "presence.closed" in again.text) == (409, True)
    assert (trace["present"], trace["excused"], trace["minutes"]) == (129, 30, 159)
    wait_for(
        lambda: asked(newcomer, "GET", "/v1/me/credits/balance")["items"][0]["balance"] == "4.0",
        timeout=30,
        what="the credits of the event",
    )
    [mine] = asked(newcomer, "GET", "/v1/me/enrolments")["items"]
    assert (mine["state"], mine["source"]) == ("completed", "badge")

    dearer = {**a_programme("Конгресс терапевтов", **an_event(begun)), "credits": "4.2"}
    version = asked(provider, "GET", path)["version"]
    raised = provider.put(f"{path}/revision", json={**dearer, "version": version})
    assert (raised.status_code, raised.json()["details"]) == (422, {"credits": "credits.after_start"})

    row = {"enrolment_id": watcher, "attended_on": mine["completed_on"], "minutes": 240, "form": "recording"}
    [watched] = asked(provider, "POST", f"{path}/attendance", {"rows": [row]})["results"]
    assert (watched["verdict"], watched["rule"]) == ("recording", "attendance.recording")
