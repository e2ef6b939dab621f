"""The journals of the running suite are sound, and whoever alters one is found out, the owner included."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from rich.console import Console

from deploy.demo.display import Display
from deploy.demo.drive import STEPS, opened
from deploy.demo.journey import Journey
from deploy.embedded.databases import Databases
from deploy.embedded.part import wait_for
from deploy.embedded.postgres import Postgres
from tests.suite import RunningSuite

ALTERED = "catalogue"
Owner = Callable[[str], None]


def verified(suite: RunningSuite, *options: str) -> tuple[int, dict[str, str]]:
    """What `make verify-audit` ends with, and what it says of each service."""
    command = (sys.executable, "-m", "deploy.audit", "--root", str(suite.root), *options)
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ended.stderr == ""
    return ended.returncode, dict(line.split(": ", 1) for line in ended.stdout.splitlines())


def published(suite: RunningSuite) -> list[dict[str, Any]]:
    with suite.client() as client:
        heads: list[dict[str, Any]] = client.get(
            "/v1/public/journal-heads", params={"service": ALTERED}
        ).json()["items"]
    return heads


@contextmanager
def altered(suite: RunningSuite, *statements: str) -> Iterator[None]:
    """What an owner of the database can do while nobody looks. Undone afterwards."""
    url = Databases(Postgres(suite.root, durable=False)).of(ALTERED).owner_url
    with suite.without(ALTERED), psycopg.connect(url, autocommit=True) as owner:
        owner.execute("ALTER TABLE journal DISABLE TRIGGER USER")
        owner.execute("CREATE TABLE untouched AS TABLE journal")
        try:
            for statement in statements:
                owner.execute(statement)  # type: ignore[call-overload]  # plain text of this module
            yield
        finally:
            owner.execute("DELETE FROM journal")
            owner.execute("INSERT INTO journal OVERRIDING SYSTEM VALUE SELECT * FROM untouched")
            owner.execute("DROP TABLE untouched")
            owner.execute("ALTER TABLE journal ENABLE TRIGGER USER")


def test_every_journal_is_sound_and_its_head_is_published(suite: RunningSuite) -> None:
    suite.ready()
    wait_for(lambda: published(suite) != [], timeout=60, what="no head is published")

    code, told = verified(suite)

    assert (code, {line.split(":")[0] for line in told.values()}) == (0, {"sound"})


def test_a_line_altered_by_the_owner_is_named(suite: RunningSuite) -> None:
    suite.ready()

    with altered(suite, "UPDATE journal SET subject = 'somebody else' WHERE number = 3"):
        code, told = verified(suite)

    assert (code, told[ALTERED]) == (1, "broken at line 3")


def test_a_journal_cut_off_at_its_end_is_found_by_the_head_that_was_noted(suite: RunningSuite) -> None:
    suite.ready()
    wait_for(lambda: published(suite) != [], timeout=60, what="no head is published")

    with altered(suite, "DELETE FROM journal WHERE number > 1 OR number IS NULL"):
        code, told = verified(suite)

    assert (code, told[ALTERED]) == (1, "broken at line 2")


def test_a_copy_kept_elsewhere_finds_what_the_databases_no_longer_tell(
    suite: RunningSuite, tmp_path: Path
) -> None:
    suite.ready()
    kept = tmp_path / "heads.json"
    kept.write_text(json.dumps({"items": [{"service": ALTERED, "number": 2, "hash": "00" * 32}]}))

    code, told = verified(suite, "--heads", str(kept))

    assert (code, told[ALTERED]) == (1, "broken at line 2")


@pytest.mark.parametrize("service", ["identity", "monitoring"])
def test_heads_can_be_asked_for_one_service(suite: RunningSuite, service: str) -> None:
    suite.ready()

    with suite.client() as client:
        page = client.get("/v1/public/journal-heads", params={"service": service}).raise_for_status().json()

    assert {head["service"] for head in page["items"]} <= {service}


def test_no_log_tells_who_somebody_is_or_what_opens_their_account(suite: RunningSuite) -> None:
    suite.ready()
    with opened(suite.demo, Display(len(STEPS), Console(quiet=True))) as journey:
        newcomer = journey.newcomer
        for step in (Journey.register, Journey.confirm, Journey.log_in, Journey.open_cycle):
            step(journey)
    with suite.apart() as stranger:
        twice = stranger.post("/v1/registrations", json=newcomer.registration | {"inn": "1"})
        wrong = stranger.post(
            "/v1/sessions", json={"login": newcomer.phone, "password": f"{newcomer.password}?"}
        )
    private = [newcomer.snils, newcomer.inn, newcomer.phone, newcomer.email, newcomer.password]
    private += [text.replace("-", "").replace(" ", "") for text in private[:3]]

    logs = {path.name: path.read_text(errors="replace") for path in (suite.root / "logs").glob("*.log")}
    told = {(name, text) for name, log in logs.items() for text in private if text in log}

    assert (twice.status_code, wrong.status_code) == (422, 401)
    assert len(logs["gateway.log"]) > 0
    assert told == set()
