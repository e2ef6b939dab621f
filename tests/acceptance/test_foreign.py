"""What is somebody else's is not there: neither read nor changed, nor told apart from what never was."""

from __future__ import annotations

import itertools
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from rich.console import Console

from deploy.demo.display import Display
from deploy.demo.drive import STEPS, opened
from deploy.demo.journey import Journey
from deploy.seed.api import Api
from deploy.seed.entrance import enter
from gateway.route import Route
from gateway.routes import ROUTES
from kernel import clock, wire
from kernel.values import Role, new_id
from tests.acceptance.stage import A_CARD, A_ROSTER, AN_ITEM, a_seat_contract
from tests.builders.providers import PDF, an_opening
from tests.suite import RunningSuite

Ids = Mapping[str, Collection[str]]

# What is public is nobody's: anybody may know it, and some may act on it.
PUBLIC = {"activity_id", "provider_id"}
# What a path may say that names no thing.
CHOICES = {"format": ("pdf",), "move": ("submission",), "module": ("cme",)}
# Nobody has these here: a passkey needs an authenticator, an attempt a module with a test (test_modules.py),
# and a provider has been admitted already.
UNTRIED = {
    (Role.SPECIALIST, "passkey_id"),
    (Role.SPECIALIST, "attempt_id"),
    (Role.PROVIDER, "attempt_id"),
    (Role.PROVIDER, "passkey_id"),
    (Role.PROVIDER, "consent_id"),
    (Role.PROVIDER, "play_id"),
    (Role.PROVIDER, "remark_id"),
    (Role.SPECIALIST, "play_id"),
    (Role.PROVIDER, "application_id"),
    (Role.PROVIDER, "attachment_id"),
}


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


def ids_in(data: object) -> Iterator[tuple[str, str]]:
    """Each field whose name says that it is an identifier."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name.endswith("_id") and isinstance(value, str):
                yield name, value
            else:
                yield from ids_in(value)
    elif isinstance(data, list):
        for each in data:
            yield from ids_in(each)


def ids_of(client: httpx.Client, role: Role) -> dict[str, set[str]]:
    """The ids of all that a person in `role` can list, by the name of the field."""
    found: dict[str, set[str]] = defaultdict(set)
    for route in ROUTES:
        if route.method == "GET" and not route.parameters and role in route.operation.roles:
            answer = client.get(route.path)
            for name, value in ids_in(answer.json() if answer.is_success else {}):
                found[name].add(value)
    return found


@contextmanager
def logged_in(suite: RunningSuite, account: Mapping[str, str]) -> Iterator[httpx.Client]:
    with suite.client() as anyone:
        token = enter(Api(anyone), account).access_token
    with suite.client(token) as client:
        yield client


@pytest.fixture(scope="module")
def journey(suite: RunningSuite) -> Iterator[Journey]:
    """Somebody who has gone the whole way: documents, credits, an application, a decision."""
    suite.ready()
    with opened(suite.demo, Display(len(STEPS), Console(quiet=True))) as journey:
        for step in STEPS:
            step(journey)
        yield journey


@pytest.fixture(scope="module")
def owners(suite: RunningSuite, journey: Journey) -> Iterator[Mapping[Role, Ids]]:
    """Whose things are tried: a specialist and a provider, with something of every kind."""
    newcomer = {"login": journey.newcomer.phone, "password": journey.newcomer.password}
    with logged_in(suite, newcomer) as specialist, logged_in(suite, suite.account("provider")) as provider:
        card = made(provider, "/v1/activities", A_CARD)
        university = provider.get("/v1/me").json()["organisation_id"]
        consented = {"recipient_id": university, "level": "minimal", **text_of_consent(specialist)}
        made(specialist, "/v1/me/consents", consented)
        for person in (specialist, provider):
            made(person, "/v1/me/searches", {"title": "Вебинары", "filters": {"kind": "event"}})
        cycle = specialist.get("/v1/me/credits/balance").json()["items"][0]["cycle_id"]
        made(specialist, "/v1/me/plans", {"cycle_id": cycle, "content": {}})
        application = made(specialist, "/v1/provider-applications", wire.dump(an_opening()))
        scans = f"/v1/provider-applications/{application['application_id']}/documents"
        invitations = f"/v1/organisations/{university}/invitations"
        invited = made(provider, invitations, {"snils": str(journey.newcomer.snils)})
        scan = made(specialist, scans, {"kind": "licence", **wire.dump(PDF)})
        roster = made(provider, f"/v1/activities/{card['activity_id']}/rosters", A_ROSTER)["roster"]
        made(provider, "/v1/items", AN_ITEM)
        made(specialist, "/v1/me/claims", {"form": "outside_event"})
        question = made(specialist, f"{journey.kept['activity']}/questions", {"text": "Какая доза?"})
        batch = {"count": 1, "attended_on": clock.today().isoformat()}
        with suite.client(suite.token("employer")) as employer:
            made(employer, f"{journey.kept['activity']}/seat-contracts", a_seat_contract())
        made(provider, "/v1/speakers", {"name": "Иванова А. А."})
        codes = made(provider, f"{journey.kept['activity']}/code-batches", batch)
        made(specialist, f"/v1/me/cycles/{cycle}/transcripts", {})
        imported = made(specialist, "/v1/claim-imports", {**wire.dump(PDF), "media_type": "text/csv"})
        mine = ids_of(specialist, Role.SPECIALIST) | {
            "attachment_id": {scan["attachment_id"]},
            "import_id": {imported["import_id"]},
        }
        theirs = ids_of(provider, Role.PROVIDER) | {
            "batch_id": {codes["batch_id"]},
            "activity_id": {card["activity_id"]},
            "enrolment_id": mine["enrolment_id"],
            "question_id": {question["question_id"]},
            "roster_id": {roster["roster_id"]},
            "invitation_id": {invited["invitation_id"]},
        }
        yield {Role.SPECIALIST: mine, Role.PROVIDER: theirs}


@pytest.fixture(scope="module")
def others(suite: RunningSuite) -> Iterator[Mapping[Role, httpx.Client]]:
    """Others in the same roles, who have nothing to do with them."""
    providers = [account for account in suite.demo["accounts"] if account["role"] == "provider"]
    specialist = suite.account("specialist")
    with logged_in(suite, specialist) as first, logged_in(suite, providers[-1]) as second:
        yield {Role.SPECIALIST: first, Role.PROVIDER: second}


@pytest.fixture(scope="module")
def bodies(suite: RunningSuite) -> Mapping[str, Any]:
    """Route -> a body that fits its schema: the published example."""
    with suite.client() as client:
        api = client.get("/openapi.json").json()
    return {
        f"{method.upper()} {path}": operation["requestBody"]["content"]["application/json"]["example"]
        for path, methods in api["paths"].items()
        for method, operation in methods.items()
        if "application/json" in operation.get("requestBody", {"content": ()})["content"]
    }


def made(client: httpx.Client, path: str, body: object) -> dict[str, Any]:
    answer: dict[str, Any] = client.post(path, json=body).raise_for_status().json()
    return answer


def text_of_consent(client: httpx.Client) -> dict[str, str]:
    text = client.get("/v1/consent-texts").json()["items"][0]
    return {"purpose": text["purpose"], "text_version": text["version"]}


def asked(client: httpx.Client, route: Route, body: Any, ids: Mapping[str, str]) -> tuple[int, Any]:
    """Status and body, less what differs from one request to the next."""
    path = re.sub(r"\{(\w+)\}", lambda name: ids[name[1]], route.path)
    headers = {"If-Match": '"1"'} if route.has_version else {}
    given = {name: value for name, value in (body or {}).items() if name != "version"}
    answer = client.request(route.method, path, headers=headers, **({"json": given} if body else {}))
    text = answer.text
    for name, value in ids.items():
        text = text if name in CHOICES else text.replace(value, "…")
    told = json.loads(text) if text else {}
    return answer.status_code, {name: fact for name, fact in told.items() if name != "correlation_id"}


def never_was(ids: Mapping[str, str]) -> dict[str, str]:
    return {name: value if name in CHOICES else str(new_id()) for name, value in ids.items()}


def combinations(route: Route, ids: Ids) -> Iterator[dict[str, str]]:
    """Every way to fill the path of `route` with `ids`."""
    known = {**CHOICES, **ids}
    for values in itertools.product(*(sorted(known.get(name, ())) for name in route.parameters)):
        yield dict(zip(route.parameters, values, strict=True))


def tried(role: Role) -> list[Route]:
    """Any specialist may enter any activity that is published."""
    nobodys = PUBLIC if role is Role.SPECIALIST else set()
    return [
        route
        for route in ROUTES
        if route.parameters and role in route.operation.roles and not nobodys.intersection(route.parameters)
    ]


@pytest.mark.parametrize(
    ("role", "route"),
    [(role, route) for role in (Role.SPECIALIST, Role.PROVIDER) for route in tried(role)],
    ids=lambda value: value.value if isinstance(value, Role) else name_of(value),
)
def test_what_is_anothers_is_answered_like_what_never_was(
    owners: Mapping[Role, Ids],
    others: Mapping[Role, httpx.Client],
    bodies: Mapping[str, Any],
    role: Role,
    route: Route,
) -> None:
    body = bodies.get(name_of(route))

    for ids in combinations(route, owners[role]):
        found = asked(others[role], route, body, ids)
        assert found == asked(others[role], route, body, never_was(ids))
        assert found[0] == 404, found


def test_every_kind_of_thing_was_tried(owners: Mapping[Role, Ids]) -> None:
    parameters = {
        (role, name)
        for role in owners
        for route in tried(role)
        for name in route.parameters
        if name.endswith("_id")
    }

    untried = {(role, name) for role, name in parameters if not owners[role].get(name)}

    assert untried == UNTRIED


def test_nothing_of_others_is_in_ones_own_lists(
    owners: Mapping[Role, Ids], others: Mapping[Role, httpx.Client]
) -> None:
    for role in owners:
        seen = ids_of(others[role], role)
        shared = {name for name in owners[role] if {*seen.get(name, ())}.intersection(owners[role][name])}

        # One organisation may have looked at both of them, and each is told so.
        assert shared - PUBLIC - {"organisation_id"} == set()


def test_a_filter_by_what_is_anothers_finds_what_one_by_nothing_does(
    owners: Mapping[Role, Ids], others: Mapping[Role, httpx.Client]
) -> None:
    cycle = min(owners[Role.SPECIALIST]["cycle_id"])

    pages = [
        others[Role.SPECIALIST].get("/v1/me/credits/entries", params={"cycle_id": each}).json()
        for each in (cycle, str(new_id()))
    ]

    assert pages == [{"items": [], "next_cursor": None}] * 2


def test_nobody_replaces_the_document_of_another(
    owners: Mapping[Role, Ids], others: Mapping[Role, httpx.Client]
) -> None:
    scan = {"type": "diploma", "number": "1", "issued_on": "2010-06-30", **wire.dump(PDF)}

    answers = [
        others[Role.SPECIALIST].post("/v1/me/documents", json={**scan, "replaces": each})
        for each in (min(owners[Role.SPECIALIST]["document_id"]), str(new_id()))
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (404, "UnknownDocument")
    ] * 2


def test_nobody_reports_on_the_enrolment_of_anothers_activity(
    owners: Mapping[Role, Ids], others: Mapping[Role, httpx.Client]
) -> None:
    own = others[Role.PROVIDER].get("/v1/me/activities", params={"state": "published"}).json()["items"][0]
    rows = [
        {"enrolment_id": each, "attended_on": "2026-11-01", "minutes": 600}
        for each in (min(owners[Role.SPECIALIST]["enrolment_id"]), str(new_id()))
    ]

    report = others[Role.PROVIDER].post(
        f"/v1/activities/{own['activity_id']}/attendance", json={"rows": rows}
    )

    foreign, never = report.raise_for_status().json()["results"]
    assert report.json()["accepted"] == 0
    assert {**foreign, "enrolment_id": None} == {**never, "enrolment_id": None}
