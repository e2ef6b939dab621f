"""What providers really send: each encoding, delimiter and slip has its verdict, by row and field."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from deploy.demo.journey import SPECIALITY
from deploy.embedded.part import wait_for
from kernel import clock
from kernel.values import new_id
from tests.acceptance.stage import A_CARD, Answer, asked, published

HEADING = ("Номер записи", "Дата участия", "Минуты", "Номер мероприятия")
Read = Callable[..., tuple[Answer, list[Answer]]]


def a_table(*rows: tuple[Any, ...], delimiter: str = ";") -> str:
    return "\r\n".join(delimiter.join(map(str, row)) for row in (HEADING, *rows))


@pytest.fixture(scope="module")
def path(people: dict[str, httpx.Client]) -> str:
    """An activity with two seats, of the newcomer and of the specialist."""
    path = published(people, "Курс с ведомостью", capacity=10)
    for who in ("newcomer", "specialist"):
        asked(people[who], "POST", f"{path}/enrolments", {"speciality": SPECIALITY})
    return path


@pytest.fixture(scope="module")
def seats(people: dict[str, httpx.Client], path: str) -> list[str]:
    page = asked(people["provider"], "GET", f"{path}/enrolments")
    return [each["enrolment_id"] for each in page["items"]]


@pytest.fixture(scope="module")
def read(people: dict[str, httpx.Client], path: str) -> Read:
    """Hand a file in, have it checked; gives the roster and its rows."""
    provider = people["provider"]

    def read(content: bytes, media_type: str = "text/csv") -> tuple[Answer, list[Answer]]:
        facts = {"filename": "roster.csv", "media_type": media_type, "size": len(content)}
        sha256 = hashlib.sha256(content).hexdigest()
        announced = asked(provider, "POST", f"{path}/rosters", {**facts, "sha256": sha256})
        httpx.put(announced["url"], content=content, headers=announced["headers"]).raise_for_status()
        roster = f"/v1/rosters/{announced['roster']['roster_id']}"
        asked(provider, "POST", f"{roster}/check")

        def is_read() -> bool:
            return asked(provider, "GET", roster)["state"] in ("checked", "rejected")

        wait_for(is_read, timeout=30, what="the roster was not read")
        return asked(provider, "GET", roster), asked(provider, "GET", f"{roster}/rows")["items"]

    return read


def the_day() -> str:
    return clock.today().isoformat()


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("cp1251", ";"), ("utf-8-sig", ";"), ("utf-8-sig", ","), ("utf-8", "\t")],
    ids=["cp1251", "bom", "commas", "tabs"],
)
def test_whatever_a_spreadsheet_saves_is_read(
    read: Read, seats: list[str], encoding: str, delimiter: str
) -> None:
    table = a_table((seats[0], the_day(), 6480, ""), delimiter=delimiter)

    roster, [row] = read(table.encode(encoding))

    assert (roster["state"], row["verdict"]) == ("checked", "accepted")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (a_table(delimiter="|").encode(), "roster.heading"),
        (b"\xff\xfe\x00\xd8", "table.encoding"),
        (b"PK\x03\x04 not a workbook", "roster.heading"),
    ],
    ids=["delimiter", "encoding", "bytes"],
)
def test_what_cannot_be_read_is_refused_whole_and_says_why(read: Read, content: bytes, fault: str) -> None:
    roster, rows = read(content)

    assert (roster["state"], roster["fault"], rows) == ("rejected", fault, [])


def test_every_slip_of_a_row_has_its_verdict_and_nothing_is_posted(
    people: dict[str, httpx.Client], read: Read, seats: list[str]
) -> None:
    first, second = seats
    slips = (
        (first, the_day(), 6480, ""),
        (first, the_day(), 6480, ""),
        (new_id(), the_day(), 6480, ""),
        (second, the_day(), 6480, "НМО-2020-000001-5"),
        (second, "31.02.2026", 6480, ""),
        (second, the_day(), "=HYPERLINK(1)", ""),
        (second, "2020-01-01", 6480, ""),
    )

    _, rows = read(a_table(*slips).encode())

    assert [row["verdict"] for row in rows] == [
        "accepted",
        "repeated",
        "enrolment_unknown",
        "other_activity",
        "malformed",
        "malformed",
        "outside_dates",
    ]
    assert [row["faults"] for row in rows[4:6]] == [
        {"attended_on": "date.format"},
        {"minutes": "table.formula"},
    ]
    assert rows[6]["rule"] == "attendance.dates"
    for who in ("newcomer", "specialist"):
        states = {each["state"] for each in asked(people[who], "GET", "/v1/me/enrolments")["items"]}
        assert not states & {"completed", "failed"}


@pytest.mark.parametrize(
    ("told", "faults"),
    [
        ({"time_zone": "Mars/Olympus"}, {"details.sessions": "sessions.time_zone"}),
        ({"starts_at": "2030-01-10T09:30:00Z"}, {"details.sessions": "sessions.overlap"}),
        ({"ends_at": "2030-01-10T16:00:00Z"}, {"details.sessions": "sessions.outside"}),
    ],
    ids=["time_zone", "overlap", "outside"],
)
def test_a_programme_that_cannot_take_place_is_refused(
    people: dict[str, httpx.Client], told: Answer, faults: Answer
) -> None:
    hall = {"title": "Зал", "starts_at": "2030-01-10T09:00:00Z", "ends_at": "2030-01-10T10:00:00Z"}
    later = {**hall, "starts_at": "2030-01-10T10:00:00Z", "ends_at": "2030-01-10T11:00:00Z"}
    sessions = [{**hall, "code": "one"}, {**later, "code": "two", **told}]

    answer = people["provider"].post("/v1/activities", json={**A_CARD, "details": {"sessions": sessions}})

    assert (answer.status_code, answer.json()["details"]) == (422, faults)
