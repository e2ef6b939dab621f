"""People whom nobody knows yet, before a running suite."""

from __future__ import annotations

from deploy.demo.newcomer import Newcomer
from deploy.embedded.part import wait_for
from tests.suite import RunningSuite


def reached(suite: RunningSuite, to: str, words: str) -> None:
    """Wait for a message with these words."""
    wait_for(
        lambda: any(words in text for text in suite.sms(to)), timeout=30, what=f"no message says {words!r}"
    )


def code_for(suite: RunningSuite, phone: str) -> str:
    return suite.sms(phone)[0].split(": ")[1][:6]


def registered(suite: RunningSuite, newcomer: Newcomer) -> str:
    """A token of somebody who has just registered and logged in."""
    with suite.client() as anyone:
        begun = anyone.post("/v1/registrations", json=newcomer.registration).raise_for_status().json()
        proof = {"code": code_for(suite, newcomer.phone)}
        anyone.post(f"/v1/registrations/{begun['person_id']}/confirmation", json=proof).raise_for_status()
        credentials = {"login": newcomer.phone, "password": newcomer.password}
        token: str = anyone.post("/v1/sessions", json=credentials).raise_for_status().json()["access_token"]
    return token
