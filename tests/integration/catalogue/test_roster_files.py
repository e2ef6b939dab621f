"""Rosters as files that are read in the background, whatever they hold and whoever is killed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from contracts.catalogue.activities import Activity
from contracts.catalogue.attachments import AttachmentMissing, AttachmentUnsound
from contracts.catalogue.rosters import (
    PickRoster,
    PostRoster,
    RosterMoveRefused,
    RosterState,
    UnknownRoster,
)
from kernel import clock
from kernel.database import Database
from kernel.files import Files, NoSuchFile
from services.catalogue.usecases import roster_checks, roster_postings, rosters
from tests.builders.catalogue import NOW, a_provider
from tests.builders.rosters import JSON, XLSX, a_csv, a_snils, a_workbook, an_announcement, some_json
from tests.integration.catalogue.handed_in import (
    BY_ENROLMENT,
    DAY,
    Register,
    a_file,
    a_row,
    checked,
    completed,
    posted,
    read,
    seats,
    uploaded,
)
from tests.integration.catalogue.journeys import a_publication, at_once

AFTERWARDS = NOW + timedelta(days=3)


@pytest.fixture(autouse=True)
def _afterwards(_today: None) -> Iterator[None]:
    with clock.freeze(AFTERWARDS):
        yield


@pytest.fixture
def activity(database: Database) -> Activity:
    with clock.freeze(NOW):
        return a_publication(database)


def test_announcements_of_the_same_bytes_at_once_are_one_roster(
    database: Database, files: Files, activity: Activity
) -> None:
    command = an_announcement(activity.activity_id, b"the same")

    answers = at_once([lambda: rosters.announce_roster(database, files, a_provider(), command)] * 8)

    assert len({answer.roster.roster_id for answer in answers if not isinstance(answer, str)}) == 1


@pytest.mark.parametrize("media_type", [XLSX, JSON])
def test_a_roster_may_be_a_workbook_or_json(
    database: Database, files: Files, activity: Activity, media_type: str
) -> None:
    [one] = seats(database, activity, 1)
    row = dict(zip(BY_ENROLMENT, a_row(one), strict=True))
    content = a_workbook(a_row(one), heading=BY_ENROLMENT) if media_type == XLSX else some_json([row])

    roster = checked(database, files, activity, content, media_type)

    assert (roster.state, roster.verdicts) == (RosterState.CHECKED, {"accepted": 1})


def test_a_file_that_is_no_roster_is_rejected_with_the_rule(
    database: Database, files: Files, activity: Activity
) -> None:
    roster = checked(database, files, activity, a_csv(heading=("Город", "Погода")))

    assert (roster.state, roster.fault, roster.fault_line) == (RosterState.REJECTED, "roster.heading", 1)


def test_a_file_that_breaks_off_leaves_no_verdicts(
    database: Database, files: Files, activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_checks, "BATCH", 1)
    content = a_file(*map(a_row, seats(database, activity, 2))) + b'\r\n"' + b"x" * 140_000

    roster = checked(database, files, activity, content)

    assert (roster.state, roster.fault, roster.fault_line) == (RosterState.REJECTED, "table.syntax", 4)
    assert roster.verdicts == {}


def test_what_was_rejected_may_be_handed_in_again(
    database: Database, files: Files, activity: Activity
) -> None:
    first = checked(database, files, activity, b"nothing")

    second = checked(database, files, activity, b"nothing")

    assert first.roster_id != second.roster_id


def test_bytes_other_than_announced_are_rejected(
    database: Database, files: Files, activity: Activity
) -> None:
    roster = uploaded(database, files, activity, b"announced")
    files.put(f"rosters/{roster.activity_id}/{roster.roster_id}", b"exchanged", "text/csv")

    rosters.check_roster(database, files, a_provider(), PickRoster(roster_id=roster.roster_id))
    roster_postings.work(database, files, Register({}))

    assert read(database, roster).fault == "document.sha256"


def test_the_file_is_gone_once_it_has_been_read(database: Database, files: Files, activity: Activity) -> None:
    roster = checked(database, files, activity, a_file(*map(a_row, seats(database, activity, 1))))

    with pytest.raises(NoSuchFile):
        files.stat(f"rosters/{roster.activity_id}/{roster.roster_id}")


def test_a_file_that_nobody_had_checked_goes_after_a_day(
    database: Database, files: Files, activity: Activity
) -> None:
    roster = uploaded(database, files, activity, b"forgotten")

    with clock.freeze(AFTERWARDS + timedelta(days=2)):
        rosters.forget_unchecked(database, files)

    with pytest.raises(UnknownRoster):
        read(database, roster)


class Crash(BaseException):
    """The process ends."""


def test_whoever_goes_on_after_a_crash_repeats_nothing(
    database: Database, files: Files, activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_checks, "BATCH", 2)
    monkeypatch.setattr(roster_postings, "BATCH", 2)
    people = seats(database, activity, 5)
    register = Register({a_snils(place): one.person_id for place, one in enumerate(people)})
    content = a_csv(*[(str(a_snils(place)), DAY, 190, 3) for place in range(5)])
    roster = uploaded(database, files, activity, content)
    rosters.check_roster(database, files, a_provider(), PickRoster(roster_id=roster.roster_id))
    answer = register.call

    def fails_once(operation: Any, query: Any) -> Any:
        if len(register.asked) == 1:
            register.asked.append(0)
            raise Crash
        return answer(operation, query)

    monkeypatch.setattr(register, "call", fails_once)
    with pytest.raises(Crash):
        roster_postings.work(database, files, register)
    with clock.freeze(AFTERWARDS + timedelta(minutes=1)):
        roster_postings.work(database, files, register)
        posted(database, files, roster)

    assert register.asked == [2, 0, 2, 1]
    assert completed(database) == [str(one.enrolment_id) for one in people]


def test_processes_at_once_post_each_row_once(
    database: Database, files: Files, activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_checks, "BATCH", 3)
    monkeypatch.setattr(roster_postings, "BATCH", 3)
    people = seats(database, activity, 10)
    roster = checked(database, files, activity, a_file(*map(a_row, people)))
    rosters.post_roster(database, a_provider(), PostRoster(roster_id=roster.roster_id))

    at_once([lambda: roster_postings.work(database, files, Register({}))] * 4)
    with clock.freeze(AFTERWARDS + timedelta(minutes=1)):
        roster_postings.work(database, files, Register({}))

    assert sorted(completed(database)) == sorted(str(one.enrolment_id) for one in people)
    assert read(database, roster).settled == 10


def test_a_file_that_ends_whoever_reads_it_is_given_up(
    database: Database, files: Files, activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster = uploaded(database, files, activity, a_file(*map(a_row, seats(database, activity, 1))))
    rosters.check_roster(database, files, a_provider(), PickRoster(roster_id=roster.roster_id))

    def end(*_: Any) -> None:
        raise Crash

    with monkeypatch.context() as broken:
        broken.setattr(roster_checks, "_read", end)
        for minute in range(5):
            with clock.freeze(AFTERWARDS + timedelta(minutes=minute)), pytest.raises(Crash):
                roster_postings.work(database, files, Register({}))
    with clock.freeze(AFTERWARDS + timedelta(minutes=5)):
        roster_postings.work(database, files, Register({}))

    assert read(database, roster).fault == "roster.unreadable"


def test_nothing_is_posted_before_it_is_checked(database: Database, files: Files, activity: Activity) -> None:
    roster = uploaded(database, files, activity, b"anything")

    with pytest.raises(RosterMoveRefused):
        posted(database, files, roster)


def test_what_has_not_arrived_is_not_checked(database: Database, files: Files, activity: Activity) -> None:
    announcement = an_announcement(activity.activity_id, b"not sent")
    roster = rosters.announce_roster(database, files, a_provider(), announcement).roster

    with pytest.raises(AttachmentMissing):
        rosters.check_roster(database, files, a_provider(), PickRoster(roster_id=roster.roster_id))


def test_only_tables_are_handed_in(database: Database, files: Files, activity: Activity) -> None:
    announcement = an_announcement(activity.activity_id, b"x", XLSX)

    with pytest.raises(AttachmentUnsound):
        rosters.announce_roster(
            database, files, a_provider(), type(announcement)(**{**vars(announcement), "filename": "a.exe"})
        )
