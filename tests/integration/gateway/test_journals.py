"""The journals of all services read as one, though a service may be down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import falcon.testing
import pytest

from contracts.identity import sessions
from contracts.journal import SERVICES, read_accesses, read_journal
from contracts.monitoring.names import OrganisationName, OrganisationNames, name_organisations
from deploy.embedded.keyring import Keyring
from gateway.app import create_app
from kernel.callers import CallerSigner, CallerVerifier
from kernel.client import RpcClient
from kernel.journal_lines import Access, AccessPage, JournalLine, JournalPage, ReadAccesses, ReadJournal
from kernel.values import Role
from tests.builders.gateway import a_key_set, a_token, bearer, settings
from tests.builders.requests import ORGANISATION, PERSON
from tests.builders.responder import Responder

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DOWN = "portfolio"
# When something was done, in minutes after noon.
DONE = {"identity": (0, 3, 4), "credits": (1, 6), "admission": (2, 5, 7, 8)}
LOOKED = {"admission": (8, 2), "catalogue": (5,)}
AUDITOR = bearer(a_token(Role.AUDITOR))
SPECIALIST = bearer(a_token(Role.SPECIALIST))


def journal_of(service: str) -> Callable[[ReadJournal], JournalPage]:
    minutes = DONE.get(service, ())

    def read(query: ReadJournal) -> JournalPage:
        lines = [a_line(service, place, minute) for place, minute in enumerate(minutes, start=1)]
        found = [line for line in lines if line.position > query.after]
        page = tuple(found[: query.limit])
        return JournalPage(items=page, next_after=page[-1].position if len(found) > len(page) else None)

    return read


def a_line(service: str, position: int, minute: int) -> JournalLine:
    return JournalLine(
        service=service,
        position=position,
        at=NOON + timedelta(minutes=minute),
        process="gateway",
        actor=PERSON,
        acting_as=None,
        action=f"{service}.thing.done",
        subject="thing",
        correlation_id="case",
        detail={},
        hash="00",
    )


def accesses_in(service: str) -> Callable[[ReadAccesses], AccessPage]:
    minutes = LOOKED.get(service, ())

    def read(query: ReadAccesses) -> AccessPage:
        places = range(len(minutes), 0, -1)
        looks = [an_access(service, *look) for look in zip(places, minutes, strict=True)]
        found = [look for look in looks if query.before is None or look.place < query.before]
        page = tuple(found[: query.limit])
        return AccessPage(items=page, next_before=page[-1].place if len(found) > len(page) else None)

    return read


def an_access(service: str, place: int, minute: int) -> Access:
    return Access(
        service=service,
        place=place,
        at=NOON + timedelta(minutes=minute),
        what=f"{service}.thing.viewed",
        case="case",
        roles=(Role.REVIEWER,),
        organisation_id=ORGANISATION,
    )


def names(_: object) -> OrganisationNames:
    return OrganisationNames(items=(OrganisationName(organisation_id=ORGANISATION, name="Агентство"),))


@pytest.fixture(scope="module")
def client(apart: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[falcon.testing.TestClient]:
    keyring = Keyring(tmp_path_factory.mktemp("gateway"))
    responder = Responder(apart, CallerVerifier(keyring.trusted))
    responder.teach(sessions.jwks, lambda _: a_key_set())
    responder.teach(name_organisations, names)
    for service in {*SERVICES} - {DOWN}:
        responder.teach(read_journal[service], journal_of(service))
        responder.teach(read_accesses[service], accesses_in(service))
    responder.start()
    rpc = RpcClient(apart, CallerSigner("gateway", keyring.signing_key("gateway").read_text()))
    yield falcon.testing.TestClient(create_app(rpc, settings()))
    rpc.close()
    responder.stop()


def pages(client: falcon.testing.TestClient, path: str, **asked: Any) -> Iterator[Mapping[str, Any]]:
    """Pages of two, until one is empty."""
    while True:
        headers = SPECIALIST if "/me/" in path else AUDITOR
        page = client.simulate_get(path, params={"limit": 2, **asked}, headers=headers).json
        if not page["items"]:
            return
        yield page
        asked["cursor"] = page["next_cursor"]


def minutes(page: Mapping[str, Any]) -> list[int]:
    noon = NOON.timestamp()
    return [int(datetime.fromisoformat(item["at"]).timestamp() - noon) // 60 for item in page["items"]]


def test_the_lines_of_all_services_come_in_the_order_of_time(client: falcon.testing.TestClient) -> None:
    found = [minute for page in pages(client, "/v1/audit") for minute in minutes(page)]

    assert found == [0, 1, 2, 3, 4, 5, 6, 7, 8]


def test_who_looked_comes_newest_first(client: falcon.testing.TestClient) -> None:
    found = [minute for page in pages(client, "/v1/me/access-log") for minute in minutes(page)]

    assert found == [8, 5, 2]


@pytest.mark.parametrize(("path", "headers"), [("/v1/audit", AUDITOR), ("/v1/me/access-log", SPECIALIST)])
def test_a_service_that_is_down_is_named_and_may_be_asked_again(
    client: falcon.testing.TestClient, path: str, headers: dict[str, str]
) -> None:
    page = client.simulate_get(path, headers=headers).json

    assert page["is_partial"]
    assert page["next_cursor"]
    assert [each["service"] for each in page["sources"] if each["state"] == "unavailable"] == [DOWN]


def test_one_journal_is_read_on_by_position(client: falcon.testing.TestClient) -> None:
    first = client.simulate_get("/v1/audit", params={"service": "admission", "limit": 3}, headers=AUDITOR)
    rest = {"service": "admission", "after": first.json["next_after"]}
    second = client.simulate_get("/v1/audit", params=rest, headers=AUDITOR)

    assert [minutes(first.json), minutes(second.json)] == [[2, 5, 7], [8]]
    assert (second.json["next_after"], second.json["is_partial"]) == (None, False)


def test_a_position_belongs_to_one_journal(client: falcon.testing.TestClient) -> None:
    refused = client.simulate_get("/v1/audit", params={"after": 1}, headers=AUDITOR)

    assert (refused.status_code, refused.json["details"]) == (422, {"service": "required"})


def test_where_the_only_service_asked_is_down_there_is_no_answer(client: falcon.testing.TestClient) -> None:
    refused = client.simulate_get("/v1/audit", params={"service": DOWN}, headers=AUDITOR)

    assert (refused.status_code, refused.json["details"]["services"]) == (503, DOWN)


def test_a_person_learns_the_organisation_by_name_and_nobody_by_name(
    client: falcon.testing.TestClient,
) -> None:
    page = client.simulate_get("/v1/me/access-log", headers=SPECIALIST).json

    assert {item["organisation"] for item in page["items"]} == {"Агентство"}
    assert "actor" not in page["items"][0]


def test_a_cursor_of_another_list_is_refused(client: falcon.testing.TestClient) -> None:
    refused = client.simulate_get("/v1/audit", params={"cursor": "WyIxIl0"}, headers=AUDITOR)

    assert (refused.status_code, refused.json["details"]) == (422, {"cursor": "cursor.format"})
