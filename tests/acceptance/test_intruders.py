"""What is another's stays theirs: addresses, codes, accounts, whoever asks and however often."""

from __future__ import annotations

from dataclasses import replace

import httpx

from deploy.demo.newcomer import a_newcomer
from deploy.embedded.part import wait_for
from tests.acceptance.newcomers import code_for, registered
from tests.suite import RunningSuite


def test_an_address_typed_by_another_goes_to_who_proves_it(suite: RunningSuite) -> None:
    typed = a_newcomer()
    owner = replace(a_newcomer(), email=typed.email)
    with suite.client(registered(suite, typed)) as squatter, suite.client(registered(suite, owner)) as own:
        with suite.apart() as anyone:
            early = anyone.post("/v1/sessions", json={"login": typed.email, "password": typed.password})
        own.post("/v1/me/contacts/email/code", json={}).raise_for_status()
        proof = {"code": code_for(suite, owner.email)}
        proved = own.post("/v1/me/contacts/email/confirmation", json=proof)
        lost = squatter.get("/v1/me/contacts").json()
        wait_for(
            lambda: "Адрес почты снят" in [each["title"] for each in _notices(squatter)],
            timeout=30,
            what="no notice of the lost address",
        )
        with suite.apart() as anyone:
            late = anyone.post("/v1/sessions", json={"login": owner.email, "password": owner.password})

    assert (early.status_code, early.json()["code"]) == (401, "WrongCredentials")
    assert (proved.status_code, proved.json()["is_email_proved"]) == (200, True)
    assert (lost["email"], lost["is_email_proved"]) == ("", False)
    assert late.status_code == 201


def _notices(client: httpx.Client) -> list[dict[str, str]]:
    items: list[dict[str, str]] = client.get("/v1/me/notices").json()["items"]
    return items


def test_registering_does_not_tell_whom_the_suite_knows(suite: RunningSuite) -> None:
    """Told after the code alone, and not which of the numbers it was."""
    known = a_newcomer()
    registered(suite, known)
    stranger = a_newcomer()
    claimed = replace(a_newcomer(), snils=known.snils, inn=known.inn, email=known.email)
    with suite.apart() as anyone:
        answers = [anyone.post("/v1/registrations", json=each.registration) for each in (stranger, claimed)]
        path = f"/v1/registrations/{answers[1].json()['person_id']}/confirmation"
        told = anyone.post(path, json={"code": code_for(suite, claimed.phone)})

    shapes = [{**each.json(), "person_id": "", "code_expires_at": "", "resend_at": ""} for each in answers]
    assert shapes[0] == shapes[1]
    assert [each.status_code for each in answers] == [201, 201]
    assert (told.status_code, told.json()["code"], told.json().get("details", {})) == (
        409,
        "AlreadyRegistered",
        {},
    )
