"""What is another's stays theirs: addresses, codes, accounts, whoever asks and however often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import httpx
import pyotp

from deploy.demo.newcomer import a_newcomer
from deploy.embedded.part import wait_for
from kernel import clock
from tests.acceptance.newcomers import code_for, passes, registered
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


def test_what_is_good_once_is_taken_once_however_many_bring_it_in_the_same_moment(
    suite: RunningSuite,
) -> None:
    """The password of an app, a recovery code, and the code of a forgotten password."""
    newcomer = a_newcomer()
    login = {"login": newcomer.phone, "password": newcomer.password}
    with suite.client(registered(suite, newcomer)) as own:
        person_id = own.get("/v1/me").json()["person_id"]
        app = pyotp.TOTP(own.post("/v1/me/factors/totp", json={}).json()["secret"])
        enrolled = own.post("/v1/me/factors/totp/confirmation", json={"code": app.now()}).json()
    recovery = {"method": "recovery_code", "code": enrolled["codes"][0]}
    with suite.apart() as anyone:
        following = {"method": "totp", "code": app.at(clock.now(), counter_offset=1)}
        by_app = at_once(partial(finished, anyone, login, following))
        by_recovery = at_once(partial(finished, anyone, login, recovery))
        passes(suite, person_id, "issued_at", 61)
        asked = anyone.post("/v1/password-resets", json={"login": newcomer.phone}).json()
        wait_for(lambda: len(suite.sms(newcomer.phone)) == 2, timeout=30, what="no code for the password")
        proof = {"code": code_for(suite, newcomer.phone), "new_password": "ёлки-ёжики-иголки-7741"}
        path = f"/v1/password-resets/{asked['reset_id']}/completion"
        by_reset = at_once(lambda: anyone.post(path, json=proof))

    assert (by_app, by_recovery) == ({"taken": 1, "CodeUsed": 3}, {"taken": 1, "WrongCode": 3})
    assert by_reset == {"taken": 1, "CodeExpired": 3}


def finished(client: httpx.Client, login: dict[str, str], shown: dict[str, str]) -> httpx.Response:
    """A log-in of its own that shows the same second factor."""
    begun = client.post("/v1/sessions", json=login).raise_for_status().json()["challenge"]["challenge"]
    return client.post("/v1/sessions/second-factor", json={"challenge": begun, **shown})


def at_once(attempt: Callable[[], httpx.Response]) -> Counter[str]:
    """What became of four attempts in the same moment."""
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: attempt(), range(4)))
    return Counter("taken" if answer.is_success else answer.json()["code"] for answer in answers)
