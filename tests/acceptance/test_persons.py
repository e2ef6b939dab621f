"""A person tells who they are and what they work as; who is asked sees numbers masked."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from deploy.demo.newcomer import a_newcomer
from deploy.embedded.part import wait_for
from tests.acceptance.newcomers import code_for, reached, registered
from tests.suite import RunningSuite

PASSPORT = {
    "series": "45 08",
    "number": "123456",
    "issued_on": "2008-05-20",
    "issued_by": "ОВД «Тверской» г. Москвы",
    "department": "770-001",
}
PROFESSION = {
    "category": "medical",
    "specialities": ["terapiya"],
    "employments": [
        {
            "employer": "Городская поликлиника № 7",
            "oid": "1.2.643.5.1.13.13.12.2.78.8646",
            "post": "vrach-terapevt",
            "engagement": "main",
            "begun_on": "2015-09-01",
        }
    ],
}


@pytest.fixture
def specialist(suite: RunningSuite) -> Iterator[httpx.Client]:
    suite.ready()
    with suite.client(suite.token("specialist")) as client:
        yield client


def test_a_passport_is_named_field_by_field_and_shown_masked(specialist: httpx.Client) -> None:
    wrong = specialist.put("/v1/me/passport", json={**PASSPORT, "series": "45", "number": "12345"})
    stated = specialist.put("/v1/me/passport", json=PASSPORT)

    assert wrong.status_code == 422
    assert {each["field"]: each["rule"] for each in wrong.json()["errors"]} == {
        "series": "passport.series",
        "number": "passport.number",
    }
    assert (stated.status_code, stated.json()["masked"]) == (200, "** ** ****56")
    assert specialist.get("/v1/me/passport").json() == stated.json()


def test_without_gosuslugi_every_field_is_as_typed(specialist: httpx.Client) -> None:
    report = specialist.get("/v1/me/verification").json()

    assert (report["trust"], report["confirmed_share"]) == (None, "0.00")
    assert {each["standing"] for each in report["fields"]} == {"unchecked"}


def test_a_profession_is_written_upon_what_was_read(specialist: httpx.Client) -> None:
    posts = {post["code"] for post in specialist.get("/v1/posts").json()["items"]}
    read = specialist.get("/v1/me/profession")
    headers = {"If-Match": read.headers["ETag"]}

    written = specialist.put("/v1/me/profession", json=PROFESSION, headers=headers)
    again = specialist.put("/v1/me/profession", json=PROFESSION, headers=headers)

    assert {"vrach-terapevt", "provizor"} <= posts
    assert (written.status_code, written.json()["version"]) == (200, read.json()["version"] + 1)
    assert (again.status_code, again.json()["code"]) == (412, "StaleVersion")


def test_the_checklist_leads_to_a_module_and_on(specialist: httpx.Client) -> None:
    [cme, *_] = specialist.get("/v1/modules").json()["items"]
    accepted = {"module": cme["module"], "organisation_inn": "7707083893"}
    before = specialist.get("/v1/me/onboarding").json()

    old = specialist.post("/v1/me/modules", json={**accepted, "terms_version": "0"})
    active = specialist.post("/v1/me/modules", json={**accepted, "terms_version": cme["terms_version"]})
    after = specialist.get("/v1/me/onboarding").json()
    switched_off = specialist.delete("/v1/me/modules/cme")

    assert (before["state"], before["next"]) == ("phone_confirmed", "module")
    assert (old.status_code, old.json()["details"]) == (409, {"terms_version": cme["terms_version"]})
    assert (active.status_code, active.json()["inn_masked"]) == (201, "7707083893")
    assert after["state"] in ("service_added", "active")
    assert switched_off.status_code == 204
    assert specialist.get("/v1/me/modules").json()["items"] == []


def snils_of(login: str) -> str:
    """Of somebody of the demo."""
    with (Path(__file__).parents[2] / "data" / "demo_people.csv").open(encoding="utf-8") as file:
        return next(row["snils"] for row in csv.DictReader(file) if row["phone"] == login)


def test_a_chief_invites_who_agrees_acts_and_is_removed(
    suite: RunningSuite, specialist: httpx.Client
) -> None:
    snils = snils_of(suite.account("specialist")["login"])
    with suite.client(suite.token("provider")) as chief:
        [held, *_] = chief.get("/v1/me/organisations").json()["items"]
        school = f"/v1/organisations/{held['organisation_id']}"
        chief.post(f"{school}/invitations", json={"snils": snils}).raise_for_status()
        [invited] = specialist.get("/v1/me/invitations").json()["items"]
        joined = specialist.post(f"/v1/invitations/{invited['invitation_id']}/acceptance", json={})
        acting = specialist.put("/v1/me/acting", json={"organisation_id": held["organisation_id"]})
        with suite.client(acting.json()["access_token"]) as member:
            cards = member.get("/v1/me/activities").status_code
            seen = member.get(f"{school}/members").json()["items"]
            oneself = member.put("/v1/me/acting", json={}).json()
        me = specialist.get("/v1/me").json()["person_id"]
        removed = chief.delete(f"{school}/members/{me}")

    assert (joined.status_code, joined.json()["role"]) == (200, "provider")
    assert acting.json()["roles"] == ["provider", "specialist"]
    assert (cards, me in [each["person_id"] for each in seen]) == (200, True)
    assert (oneself["organisation_id"], oneself["roles"]) == (None, ["specialist"])
    assert removed.status_code == 204
    refused = specialist.put("/v1/me/acting", json={"organisation_id": held["organisation_id"]})
    assert (refused.status_code, refused.json()["code"]) == (404, "UnknownOrganisation")


def test_a_new_phone_is_proved_by_the_code_that_reaches_it(suite: RunningSuite) -> None:
    newcomer = a_newcomer()
    phone = a_newcomer().phone
    with suite.client(registered(suite, newcomer)) as own:
        before = own.get("/v1/me/contacts").json()
        sent = own.post("/v1/me/contacts/phone", json={"phone": phone})
        wrong = own.post("/v1/me/contacts/phone/confirmation", json={"code": "000 000"})
        changed = own.post("/v1/me/contacts/phone/confirmation", json={"code": code_for(suite, phone)})
    with suite.client() as anyone:
        again = anyone.post("/v1/sessions", json={"login": phone, "password": newcomer.password})

    assert (before["is_fresh"], sent.status_code, sent.json()["delivery"]) == (True, 201, "sent")
    assert wrong.status_code == 403
    assert (changed.status_code, changed.json()["phone_masked"][-4:]) == (200, phone[-4:])
    assert again.status_code == 201
    reached(suite, newcomer.phone, "другой телефон")


def test_an_address_is_proved_by_its_code_and_the_one_before_is_told(suite: RunningSuite) -> None:
    newcomer, other = a_newcomer(), a_newcomer().email
    with suite.client(registered(suite, newcomer)) as own:
        typed = own.get("/v1/me/contacts").json()
        own.post("/v1/me/contacts/email/code", json={}).raise_for_status()
        proved = own.post(
            "/v1/me/contacts/email/confirmation", json={"code": code_for(suite, newcomer.email)}
        )
        tasks = {each["name"]: each["is_done"] for each in own.get("/v1/me/onboarding").json()["tasks"]}
        waiting = own.put("/v1/me/contacts/email", json={"email": other})
        sent = own.post("/v1/me/contacts/email/code", json={}).json()["new_email"]
        changed = own.post("/v1/me/contacts/email/confirmation", json={"code": code_for(suite, other)})

    assert (typed["is_email_proved"], proved.json()["is_email_proved"]) == (False, True)
    assert (tasks["phone"], tasks["email"]) == (True, True)
    assert (waiting.json()["email"], waiting.json()["new_email"]["email"]) == (newcomer.email, other)
    assert (sent["email"], sent["delivery"]) == (other, "sent")
    assert (changed.json()["email"], changed.json()["new_email"]) == (other, None)
    reached(suite, newcomer.email, "другой адрес")


def test_who_logs_in_as_never_before_is_asked_whether_it_was_them(suite: RunningSuite) -> None:
    newcomer = a_newcomer()
    credentials = {"login": newcomer.phone, "password": newcomer.password}
    with suite.client(registered(suite, newcomer)) as own:
        with suite.client() as stranger:
            agent = {"User-Agent": "Strange/1.0"}
            taken = stranger.post("/v1/sessions", json=credentials, headers=agent).json()
            stranger.post("/v1/sessions", json=credentials, headers={"User-Agent": "Strange/2.7"})
        wait_for(lambda: unusual(own) != [], timeout=30, what="no notice of the log-in")
        told = unusual(own)
        ended = own.delete("/v1/me/sessions")
        left = own.get("/v1/me/sessions").json()["items"]
    with suite.client() as stranger:
        again = stranger.post("/v1/sessions/refresh", json={"refresh_token": taken["refresh_token"]})

    assert told == ["Это были вы? Если нет, завершите остальные сеансы и смените пароль."]
    assert (ended.status_code, [each["is_current"] for each in left]) == (204, [True])
    assert (again.status_code, again.json()["code"]) == (401, "SessionEnded")


def unusual(own: httpx.Client) -> list[str]:
    """What the person is told of log-ins."""
    notices = own.get("/v1/me/notices").json()["items"]
    return [each["text"] for each in notices if each["title"] == "Вход не как обычно"]


def test_two_accounts_with_one_passport_are_made_one(suite: RunningSuite) -> None:
    passport = {**PASSPORT, "number": "765432"}
    first, second = (registered(suite, a_newcomer()) for _ in range(2))
    with suite.client(first) as one, suite.client(second) as other:
        for client in (one, other):
            client.put("/v1/me/passport", json=passport).raise_for_status()
        kept = one.get("/v1/me").json()["person_id"]
        gone = other.get("/v1/me").json()["person_id"]
    with suite.client(suite.token("administrator")) as administrator:
        found = administrator.get("/v1/duplicates").json()["items"]
        [case] = [each for each in found if {kept, gone} == {who["person_id"] for who in each["accounts"]}]
        path = f"/v1/duplicates/{case['duplicate_id']}/merger"
        merged = administrator.post(path, json={"keep": kept})
        again = administrator.post(path, json={"keep": kept})

    assert (case["field"], merged.status_code) == ("passport", 204)
    assert (again.status_code, again.json()["code"]) == (404, "UnknownDuplicate")
