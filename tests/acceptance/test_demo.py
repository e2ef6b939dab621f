"""A fresh installation holds the demo, and bringing it about again changes nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from deploy.embedded.program import PROJECT, environment, output_of
from deploy.embedded.suite import Suite
from deploy.seed.api import Api
from deploy.seed.entrance import enter
from tests.suite import RunningSuite

ROLES = {"administrator", "provider", "employer", "reviewer", "commission", "specialist", "auditor"}


def activities_of(suite: RunningSuite) -> Iterator[dict[str, Any]]:
    """What anybody finds in the catalogue, page by page."""
    cursor: str | None = None
    with suite.client() as client:
        while True:
            asked = {"limit": "100"} | ({"cursor": cursor} if cursor else {})
            page = client.get("/v1/activities", params=asked).raise_for_status().json()
            yield from page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return


def demo_of(suite: RunningSuite) -> list[str]:
    return sorted(activity["title"] for activity in activities_of(suite) if activity["demo"])


def seed(suite: RunningSuite) -> str:
    return output_of((sys.executable, "-m", "deploy.seed", "--root", str(suite.root)), suite.root)


def test_every_account_can_log_in_and_holds_its_role(suite: RunningSuite) -> None:
    assert {account["role"] for account in suite.demo["accounts"]} == ROLES

    for account in suite.demo["accounts"]:
        with suite.client() as client:
            token = enter(Api(client), account).access_token
        with suite.client(token) as client:
            assert account["role"] in client.get("/v1/me").raise_for_status().json()["roles"]


def test_whose_role_demands_it_shows_a_second_factor(suite: RunningSuite) -> None:
    demanding = {account["role"] for account in suite.demo["accounts"] if "totp" in account}

    assert demanding == {"administrator", "reviewer", "commission", "auditor"}


def test_two_hundred_activities_of_every_kind_are_published(suite: RunningSuite) -> None:
    found = [activity for activity in activities_of(suite) if activity["demo"]]

    assert len(found) >= 200
    assert {activity["kind"] for activity in found} == {"programme", "event", "module", "simulation"}


def test_words_in_any_form_find_an_activity(suite: RunningSuite) -> None:
    with suite.client() as client:
        page = client.get("/v1/activities", params={"text": "артериальной гипертензии"}).json()

    assert any("Артериальная гипертензия" in activity["title"] for activity in page["items"])


def test_bringing_the_demo_about_again_changes_nothing(suite: RunningSuite) -> None:
    before, accounts = demo_of(suite), suite.demo

    seed(suite)

    assert (demo_of(suite), suite.demo) == (before, accounts)


def test_a_demo_that_was_interrupted_is_finished_and_nothing_comes_twice(suite: RunningSuite) -> None:
    before, accounts = demo_of(suite), suite.demo
    (suite.root / "demo.json").unlink()

    seed(suite)

    assert (demo_of(suite), suite.demo) == (before, accounts)


def test_the_accounts_are_written_for_their_owner_only(suite: RunningSuite) -> None:
    assert (suite.root / "demo.json").stat().st_mode & 0o777 == 0o600


def test_a_second_administrator_is_not_appointed_by_command(suite: RunningSuite) -> None:
    person = {
        "surname": "Второв",
        "name": "Иван",
        "birth_date": "1980-01-01",
        "snils": "000-000-799 48",
        "inn": "000002009947",
        "phone": "+70000000999",
        "email": "second@example.org",
        "password": "q8Zt-not-the-first-4471",
    }

    answer = subprocess.run(
        (sys.executable, "-m", "deploy.seed.administrator"),
        cwd=PROJECT,
        env=environment(suite.root) | Suite(suite.root).surroundings.of("identity"),
        input=json.dumps(person),
        capture_output=True,
        text=True,
        check=True,
    )

    assert answer.stdout == "There is an administrator already.\n"
