"""Two accounts prove to be one person's: what both had is in one place, and nothing of it is there twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
from rich.console import Console

from deploy.demo.display import Display
from deploy.demo.drive import STEPS, opened
from deploy.demo.journey import Journey
from tests.suite import RunningSuite

PASSPORT = {
    "series": "45 09",
    "number": "876543",
    "issued_on": "2008-05-20",
    "issued_by": "ОВД «Тверской» г. Москвы",
    "department": "770-001",
}


@contextmanager
def somebody(suite: RunningSuite) -> Iterator[Journey]:
    """With an account and a cycle."""
    with opened(suite.demo, Display(len(STEPS), Console(quiet=True))) as journey:
        for step in (journey.register, journey.confirm, journey.log_in, journey.open_cycle):
            step()
        yield journey


def logged_in(suite: RunningSuite, journey: Journey) -> httpx.Response:
    login = {"login": journey.newcomer.phone, "password": journey.newcomer.password}
    with suite.client() as anyone:
        return anyone.post("/v1/sessions", json=login)


def studied(journey: Journey) -> None:
    """A programme of 144 credits of their own, from the card to the credits."""
    for step in (journey.draft, journey.approve, journey.enrol, journey.attend):
        step()


def merged(suite: RunningSuite, kept: Journey, gone: Journey) -> None:
    ids = {kept.kept["person"], gone.kept["person"]}
    with suite.client(suite.token("administrator")) as administrator:
        found = administrator.get("/v1/duplicates?limit=100").json()["items"]
        [case] = [each for each in found if ids == {who["person_id"] for who in each["accounts"]}]
        path = f"/v1/duplicates/{case['duplicate_id']}/merger"
        administrator.post(path, json={"keep": kept.kept["person"]}).raise_for_status()


def has(journey: Journey, total: str) -> None:
    """Wait until the person has so many credits."""
    journey.specialist.wait_for(
        "/v1/me/credits/balance", f"{total} credits", lambda told: sums(told) == total
    )


def sums(told: dict[str, Any]) -> str:
    return str(sum(float(each["balance"]) for each in told["items"]))


def listed(journey: Journey, what: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = journey.specialist.get(f"/v1/me/{what}?limit=50")["items"]
    return items


def test_one_person_has_once_what_two_accounts_had(suite: RunningSuite) -> None:
    suite.ready()
    with ExitStack() as people:
        kept, gone = (people.enter_context(somebody(suite)) for _ in range(2))
        tokens = [logged_in(suite, each).json()["access_token"] for each in (kept, gone)]
        mine, theirs = (people.enter_context(suite.client(token)) for token in tokens)
        for client in (mine, theirs):
            client.put("/v1/me/passport", json=PASSPORT).raise_for_status()
        studied(kept)
        gone.kept["activity"] = kept.kept["activity"]
        gone.enrol()
        gone.attend()
        studied(gone)
        has(kept, "144.0")
        has(gone, "288.0")
        gone.upload()
        gone.apply()
        for step in (gone.draft, gone.approve, gone.enrol):
            step()
        gone.specialist.wait_for("/v1/me/confirmations", "acts issued", lambda page: all_issued(page, 2))
        acts = {each["number"] for each in listed(gone, "confirmations")}

        merged(suite, kept, gone)

        has(kept, "288.0")
        kept.specialist.wait_for("/v1/me/applications", "its application", lambda page: page["items"])
        kept.specialist.wait_for(
            "/v1/me/enrolments", "its enrolments", lambda page: len(activities_of(page)) == 3
        )
        assert {each["type"] for each in listed(kept, "documents")} >= {"diploma", "work_record"}
        kept.specialist.wait_for(
            "/v1/me/confirmations", "the twin's act revoked", lambda page: states(page) == [2, 1]
        )
        assert acts <= {each["number"] for each in listed(kept, "confirmations")}
        kept.specialist.wait_for(
            "/v1/me/notices?limit=50", "told once", lambda page: topics(page).count(MERGED) == 1
        )

        gone.attend()
        has(kept, "432.0")

        refused = logged_in(suite, gone)
        assert (refused.status_code, refused.json()["code"]) == (403, "LoginMerged")
        assert theirs.get("/v1/me/credits/balance").json()["items"] == []
        late = theirs.post("/v1/me/cycles", json={"speciality": "kardiologiya", **BASIS})
        assert (late.status_code, late.json()["code"]) == (401, "Unauthenticated")


MERGED = "ru.nmo.identity.person.merged.v1"
BASIS = {"basis": "register_extract", "basis_issued_on": "2024-03-01"}


def all_issued(page: dict[str, Any], number: int) -> bool:
    return [each["state"] for each in page["items"]] == ["issued"] * number


def activities_of(page: dict[str, Any]) -> set[str]:
    return {each["activity_id"] for each in page["items"]}


def states(page: dict[str, Any]) -> list[int]:
    """How many acts are issued, and how many revoked."""
    found = [each["state"] for each in page["items"]]
    return [found.count("issued"), found.count("revoked")]


def topics(page: dict[str, Any]) -> list[str]:
    return [each["topic"] for each in page["items"]]
