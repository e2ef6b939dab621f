"""A roster of a whole congress: read, judged, posted, while the process that does it is watched."""

from __future__ import annotations

import base64
import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import httpx
import psutil
import psycopg

from contracts.catalogue import activities, rosters
from contracts.catalogue.activities import ActivityFormat, ActivityKind, DraftActivity, MoveActivity, Presence
from contracts.catalogue.rosters import Acceptance, PickRoster, PostRoster, RosterState
from deploy.embedded.keyring import Keyring
from deploy.seed.api import Api
from deploy.seed.entrance import enter
from kernel import clock
from kernel.identifiers import Email, Phone
from kernel.values import ActivityId, Credits, PersonId, new_id
from services.identity.domain.personal import Personal
from services.identity.vault.sealing import Vault
from tests.bench.ground import Ground
from tests.bench.people import SPECIALITY
from tests.builders.identity import an_inn
from tests.builders.rosters import XLSX, a_snils, a_workbook, an_announcement

ROWS = 10_000
SURNAME = "Участникова"
MEGABYTE = 1024 * 1024
PATIENCE = 300.0
NUMBERS = ("snils", "inn", "phone", "email", "whole")


@dataclass(frozen=True)
class Handling:
    """checked, seconds: from the request for a check to the last verdict, and to the last row posted.

    megabytes: the most that was resident.
    """

    checked: float
    seconds: float
    megabytes: float
    accepted: int


def handle(ground: Ground, anyone: Api, by: str) -> Handling:
    """Hand in ROWS people by СНИЛС and surname, as XLSX. by: a token of whoever approves activities."""
    account = next(one for one in ground.demo["accounts"] if one["role"] == "provider")
    provider = anyone.of(enter(anyone, account).access_token)
    activity_id = _activity(provider, anyone.of(by))
    people = {place: PersonId(new_id()) for place in range(ROWS)}
    _register(ground, people)
    _enrol(ground, activity_id, people)
    roster_id = _hand_in(provider, activity_id, people)
    with _watched(ground) as seen:
        began = time.monotonic()
        provider.call(rosters.check_roster, PickRoster(roster_id=roster_id))
        _until(provider, roster_id, RosterState.CHECKED)
        checked = time.monotonic() - began
        provider.call(rosters.post_roster, PostRoster(roster_id=roster_id, acceptance=Acceptance.WHOLE))
        done = _until(provider, roster_id, RosterState.POSTED)
        seconds = time.monotonic() - began
    return Handling(checked, seconds, max(seen) / MEGABYTE, done.verdicts.get("accepted", 0))


def _activity(provider: Api, moderator: Api) -> ActivityId:
    """One that has begun a moment after it was approved."""
    starts_at = datetime.now(UTC) + timedelta(seconds=20)
    card = DraftActivity(
        title="Съезд терапевтов",
        kind=ActivityKind.PROGRAMME,
        format=ActivityFormat.ONLINE,
        goals="Обновить знания.",
        specialities=(SPECIALITY,),
        credits=Credits.of(36),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(days=30),
        presence=Presence(min_minutes=90),
        price=Decimal(0),
        demo=True,
    )
    drafted = provider.call(activities.draft_activity, card)
    move = MoveActivity(activity_id=drafted.activity_id, version=drafted.version)
    submitted = provider.call(activities.submit_activity, move)
    approval = MoveActivity(activity_id=drafted.activity_id, version=submitted.version)
    return moderator.call(activities.approve_activity, approval).activity_id


def _register(ground: Ground, people: dict[int, PersonId]) -> None:
    """As registration would leave them; a hundred a second would be too slow here."""
    keys = [base64.b64decode(Keyring(ground.root).data_keys("identity").read_text())]
    vault = Vault(keys)
    columns = ("person_id", "state", "sealed", "password_hash", "registered_at", "version")
    names = ", ".join([*columns, *(f"{number}_digest" for number in NUMBERS)])
    with _copy(ground, "identity", f"people ({names})") as rows:
        for place, person_id in people.items():
            who = _personal(place)
            digests = vault.digests_of(who)[0]
            sealed = vault.seal_personal(person_id, who)
            known = [getattr(digests, number) for number in NUMBERS]
            rows.write_row([person_id, "active", sealed, "", clock.now(), 1, *known])


def _personal(place: int) -> Personal:
    return Personal(
        surname=SURNAME,
        name="Анна",
        patronymic=None,
        birth_date=date(1984, 2, 29),
        snils=a_snils(place),
        inn=an_inn(900_000 + place),
        phone=Phone(f"+7955{place:07}"),
        email=Email(f"participant{place}@example.ru"),
    )


def _enrol(ground: Ground, activity_id: ActivityId, people: dict[int, PersonId]) -> None:
    told = "activity_id, activity_version, speciality, title, credits, state"
    same = [activity_id, 3, SPECIALITY, "Съезд терапевтов", 36, "enrolled"]
    names = f"enrolments (enrolment_id, person_id, enrolled_at, {told})"
    with _copy(ground, "catalogue", names) as rows:
        for person_id in people.values():
            rows.write_row([new_id(), person_id, clock.now(), *same])


@contextmanager
def _copy(ground: Ground, service: str, table: str) -> Iterator[psycopg.Copy]:
    with (
        psycopg.connect(ground.postgres.url(service)) as session,
        session.cursor() as cursor,
        cursor.copy(f"COPY {table} FROM STDIN") as rows,
    ):
        yield rows


def _hand_in(provider: Api, activity_id: ActivityId, people: dict[int, PersonId]) -> rosters.RosterId:
    heading = ("СНИЛС", "Фамилия", "Дата", "Минуты")
    today = clock.today().isoformat()
    content = a_workbook(*[(str(a_snils(place)), SURNAME, today, 90) for place in people], heading=heading)
    announced = provider.call(rosters.announce_roster, an_announcement(activity_id, content, XLSX))
    if announced.url is None:
        raise RuntimeError(f"known before: {hashlib.sha256(content).hexdigest()}")
    httpx.put(announced.url, content=content, headers=announced.headers, timeout=60).raise_for_status()
    return announced.roster.roster_id


def _until(provider: Api, roster_id: rosters.RosterId, state: RosterState) -> rosters.Roster:
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        found = provider.call(rosters.read_roster, PickRoster(roster_id=roster_id))
        if found.state is state:
            return found
        time.sleep(0.1)
    raise RuntimeError(f"the roster is {found.state} after {PATIENCE:g} s: {found.fault}")


@contextmanager
def _watched(ground: Ground) -> Iterator[list[int]]:
    """What the catalogue has in memory, looked at ten times a second."""
    process = psutil.Process(ground.supervisor.pid("catalogue"))
    seen, ended = [process.memory_info().rss], threading.Event()

    def look() -> None:
        while not ended.wait(0.1):
            seen.append(process.memory_info().rss)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        ended.set()
        watcher.join()
