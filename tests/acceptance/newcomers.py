"""People whom nobody knows yet, before a running suite."""

from __future__ import annotations

from contextlib import closing

import sqlalchemy as sa

from deploy.demo.newcomer import Newcomer
from deploy.embedded.part import wait_for
from kernel.database import Database
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


def passes(suite: RunningSuite, person_id: str, column: str, seconds: int) -> None:
    """As if so much more time had passed since."""
    earlier = f"UPDATE codes SET {column} = {column} - make_interval(secs => :s) WHERE person_id = :who"  # noqa: S608
    with (
        closing(Database(suite.settings("identity").database_url, pool_size=1)) as database,
        database.transaction() as session,
    ):
        session.execute(sa.text(earlier), {"s": seconds, "who": person_id})
