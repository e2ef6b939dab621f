"""Rosters on their way: uploaded, checked, posted, beside a register of people."""

from __future__ import annotations

from typing import Any

from contracts.catalogue.activities import Activity
from contracts.catalogue.enrolments import Enrolment
from contracts.catalogue.rosters import (
    Acceptance,
    ListRosterRows,
    PickRoster,
    PostRoster,
    Roster,
    RosterVerdict,
)
from contracts.identity.lookup import FoundPeople, FoundPerson
from kernel import clock
from kernel.database import Database
from kernel.files import Files
from kernel.identifiers import Snils
from kernel.values import PersonId
from services.catalogue.usecases import roster_postings, rosters
from tests.builders.catalogue import NOW, a_provider
from tests.builders.rosters import CSV, a_csv, an_announcement
from tests.integration.catalogue.journeys import enrolled
from tests.integration.catalogue.outbox import announced

DAY = "2026-11-25"
BY_ENROLMENT = ("enrolment_id", "attended_on", "minutes", "checks_passed")


class Register:
    """Who holds which number, as identity would answer. asked: how many were sought by each call."""

    def __init__(self, people: dict[Snils, PersonId], surname: str = "Иванова") -> None:
        self.people, self.surname = people, surname
        self.asked: list[int] = []

    def call(self, operation: Any, query: Any) -> Any:
        self.asked.append(len(query.people))
        return FoundPeople(items=tuple(self._found(each.snils, each.surname) for each in query.people))

    def _found(self, snils: Snils, surname: str | None) -> FoundPerson:
        person = self.people.get(snils)
        agrees = None if surname is None or person is None else surname == self.surname
        return FoundPerson(person_id=person, surname_agrees=agrees)


def uploaded(
    database: Database, files: Files, activity: Activity, content: bytes, media_type: str = CSV
) -> Roster:
    command = an_announcement(activity.activity_id, content, media_type)
    roster = rosters.announce_roster(database, files, a_provider(), command).roster
    files.put(f"rosters/{roster.activity_id}/{roster.roster_id}", content, media_type)
    return roster


def checked(
    database: Database,
    files: Files,
    activity: Activity,
    content: bytes,
    media_type: str = CSV,
    *,
    register: Register | None = None,
) -> Roster:
    """Every row with its verdict; nothing posted."""
    roster = uploaded(database, files, activity, content, media_type)
    rosters.check_roster(database, files, a_provider(), PickRoster(roster_id=roster.roster_id))
    roster_postings.work(database, files, register or Register({}))
    return read(database, roster)


def posted(
    database: Database, files: Files, roster: Roster, acceptance: Acceptance = Acceptance.WHOLE
) -> Roster:
    command = PostRoster(roster_id=roster.roster_id, acceptance=acceptance)
    rosters.post_roster(database, a_provider(), command)
    roster_postings.work(database, files, Register({}))
    return read(database, roster)


def read(database: Database, roster: Roster) -> Roster:
    return rosters.read_roster(database, a_provider(), PickRoster(roster_id=roster.roster_id))


def verdicts(database: Database, roster: Roster) -> list[RosterVerdict]:
    query = ListRosterRows(roster_id=roster.roster_id)
    return [row.verdict for row in rosters.list_roster_rows(database, a_provider(), query).items]


def seats(database: Database, activity: Activity, count: int) -> list[Enrolment]:
    with clock.freeze(NOW):
        return [enrolled(database, activity) for _ in range(count)]


def a_row(enrolment: Enrolment, minutes: object = 190, checks: object = 3, day: str = DAY) -> tuple[Any, ...]:
    return str(enrolment.enrolment_id), day, minutes, checks


def a_file(*rows: tuple[Any, ...]) -> bytes:
    return a_csv(*rows, heading=BY_ENROLMENT)


def completed(database: Database) -> list[str]:
    return [event["enrolment_id"] for event in announced(database, "catalogue.enrolment.completed")]
