"""Somebody goes to Госуслуги and comes back, as a browser would; the emulator stands in for them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from deploy.embedded.part import wait_for
from tests.builders.esia import CHIEF, DOCTOR, EARLY, SIMPLIFIED, visit
from tests.suite import RunningSuite

DOCTOR_TYPED = {
    "surname": "Лазарева",
    "name": "Анна",
    "patronymic": "Сергеевна",
    "birth_date": "1984-03-17",
    "snils": "000-000-801 25",
    "inn": "000003008150",
    "phone": "+70000000851",
    "email": "lazareva.work@example.org",
    "password": "шесть-жёлтых-трамваев",
}


@pytest.fixture
def anybody(suite: RunningSuite) -> Any:
    suite.ready()
    with suite.client() as client:
        yield client


def go(client: httpx.Client, path: str, oid: int) -> dict[str, str]:
    """Begin at `path`, be somebody there, and come back: the body of the next request."""
    begun = client.post(path, json={}).raise_for_status().json()
    told = visit(begun["url"], oid)
    assert told["state"] == begun["state"]
    return {"state": told["state"], "ticket": begun["ticket"], "code": told["code"]}


def log_in(client: httpx.Client, oid: int) -> httpx.Response:
    return client.post("/v1/sessions/esia", json=go(client, "/v1/esia/authorisations", oid))


def register(suite: RunningSuite, client: httpx.Client, typed: dict[str, str]) -> None:
    """Open an account by hand, as somebody without Госуслуги does."""
    begun = client.post("/v1/registrations", json=typed).raise_for_status().json()
    code = suite.sms(typed["phone"])[0].split(": ")[1][:6]
    path = f"/v1/registrations/{begun['person_id']}/confirmation"
    client.post(path, json={"code": code}).raise_for_status()


def test_a_confirmed_person_logs_in_and_has_an_account(suite: RunningSuite, anybody: httpx.Client) -> None:
    tokens = log_in(anybody, EARLY)

    assert tokens.status_code == 201
    with suite.client(tokens.json()["access_token"]) as client:
        me, link = client.get("/v1/me").json(), client.get("/v1/me/esia").json()["link"]
    assert (me["surname"], me["roles"]) == ("Ранний", ["specialist"])
    assert (link["trust"], "snils" in link["confirmed"]) == ("confirmed", True)


def test_a_code_falls_to_the_proved_address_when_the_phone_is_lost(
    suite: RunningSuite, anybody: httpx.Client
) -> None:
    """ID-20: `simulated undelivered SMS falls to e-mail in ≤ 60 s`. Госуслуги vouch for the address."""
    with suite.client(log_in(anybody, EARLY).json()["access_token"]) as own:
        contacts = own.get("/v1/me/contacts").json()
    suite.lose_phone("+70000000600")

    asked = anybody.post("/v1/password-resets", json={"login": contacts["email"]}).json()
    wait_for(lambda: suite.sms(contacts["email"]) != [], timeout=60, what="no letter has come")
    code = suite.sms(contacts["email"])[0].split(": ")[1][:6]
    said = {"code": code, "new_password": "тихий-якорь-над-лугом"}
    done = anybody.post(f"/v1/password-resets/{asked['reset_id']}/completion", json=said)

    assert contacts["is_email_proved"]
    assert done.status_code == 204


def test_an_account_made_by_hand_is_linked_and_then_opened(
    suite: RunningSuite, anybody: httpx.Client
) -> None:
    register(suite, anybody, DOCTOR_TYPED)
    offered = log_in(anybody, DOCTOR)
    assert (offered.status_code, offered.json()["code"]) == (409, "AccountExists")
    credentials = {"login": DOCTOR_TYPED["phone"], "password": DOCTOR_TYPED["password"]}
    own = anybody.post("/v1/sessions", json=credentials).raise_for_status().json()

    with suite.client(own["access_token"]) as client:
        answer = go(client, "/v1/me/esia/authorisations", DOCTOR)
        linked = client.post("/v1/me/esia", json=answer)
        again = client.post("/v1/me/esia", json=answer)

    assert (linked.status_code, linked.json()["trust"]) == (201, "confirmed")
    assert (again.status_code, again.json()["code"]) == (409, "AuthorisationUsed")
    assert log_in(anybody, DOCTOR).json()["person_id"] == own["person_id"]


def test_an_offer_is_taken_up_with_the_password(suite: RunningSuite, anybody: httpx.Client) -> None:
    typed = {**DOCTOR_TYPED, "surname": "Громов", "name": "Олег", "patronymic": "Викторович"}
    typed |= {"birth_date": "1976-08-30", "snils": "000-000-804 28", "inn": "000003008470"}
    typed |= {"phone": "+70000000854", "email": "gromov.work@example.org"}
    register(suite, anybody, typed)
    offer = log_in(anybody, CHIEF).json()["details"]["offer"]

    wrong = anybody.post("/v1/esia/offers/acceptance", json={"offer": offer, "password": "не он"})
    right = anybody.post("/v1/esia/offers/acceptance", json={"offer": offer, "password": typed["password"]})

    assert (wrong.status_code, wrong.json()["code"]) == (401, "WrongCredentials")
    assert right.status_code == 201
    with suite.client(right.json()["access_token"]) as client:
        organisations = client.get("/v1/me/esia").json()["link"]["organisations"]
    # The second is registered here only if another test has registered it.
    assert len(organisations) == 2
    assert organisations[0]["organisation_id"] is not None


def test_for_a_simplified_account_there_is_no_account(anybody: httpx.Client) -> None:
    answer = log_in(anybody, SIMPLIFIED)

    assert (answer.status_code, answer.json()["code"]) == (409, "ProfileInsufficient")
    assert answer.json()["title"].startswith("Данных Госуслуг не хватает")


def test_nobody_is_sent_back_elsewhere(anybody: httpx.Client) -> None:
    answer = anybody.post("/v1/esia/authorisations", json={"return_to": "https://evil.example"})

    assert (answer.status_code, answer.json()["code"]) == (422, "ReturnAddressRefused")
    assert answer.json()["errors"][0]["rule"] == "return_to.unknown"


def test_while_they_are_down_people_are_told_to_come_later(
    suite: RunningSuite, anybody: httpx.Client
) -> None:
    answer = go(anybody, "/v1/esia/authorisations", EARLY)
    httpx.put(f"{suite.esia_url}/switches", json={"down": True}).raise_for_status()

    try:
        later = anybody.post("/v1/sessions/esia", json=answer)
    finally:
        httpx.put(f"{suite.esia_url}/switches", json={}).raise_for_status()

    assert (later.status_code, later.json()["details"]["service"]) == (503, "esia")
    assert "Retry-After" in later.headers
    assert anybody.post("/v1/sessions/esia", json=answer).status_code == 201


def test_a_consent_is_given_kept_and_taken_back(suite: RunningSuite) -> None:
    with suite.client(suite.token("administrator")) as client:
        known = {"name": "Ведомство", "kind": "agency", "inn": "0000099021", "ogrn": "1000000009020"}
        agency = client.post("/v1/organisations", json={**known, "kpp": "000001001"}).json()
    with suite.client(suite.token("specialist")) as client:
        [text, *_] = client.get("/v1/consent-texts").json()["items"]
        said = {"purpose": text["purpose"], "text_version": text["version"], "level": "profile"}
        given = client.post("/v1/me/consents", json={**said, "recipient_id": agency["organisation_id"]})
        path = f"/v1/me/consents/{given.json()['consent_id']}"
        receipt = client.get(f"{path}/receipt").json()
        withdrawn = client.post(f"{path}/withdrawal", json={}).json()
        mine = client.get("/v1/me/consents").json()["items"]

    assert (given.status_code, given.json()["recipient"]) == (201, "Ведомство")
    assert (receipt["text"], receipt["text_sha256"]) == (text["text_ru"], text["sha256"])
    assert withdrawn["withdrawn_at"] is not None
    assert withdrawn in mine
