"""A provider hands in who attended as one file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from contracts.catalogue.activities import Activity, NotYourActivity, UnknownActivity
from contracts.catalogue.enrolments import CancelEnrolment
from contracts.catalogue.rosters import (
    Acceptance,
    ListRosterRows,
    ListRosters,
    PickRoster,
    PostRoster,
    RosterFaulty,
    RosterState,
    RosterVerdict,
    UnknownRoster,
)
from kernel import clock
from kernel.database import Database
from kernel.files import Files
from services.catalogue.usecases import enrolments, rosters
from tests.builders.catalogue import NOW, UNIVERSITY, a_provider, a_specialist
from tests.builders.rosters import a_csv, a_snils, an_announcement
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
    verdicts,
)
from tests.integration.catalogue.journeys import a_publication, enrolled
from tests.integration.catalogue.outbox import announced

AFTERWARDS = NOW + timedelta(days=3)


@pytest.fixture(autouse=True)
def _afterwards(_today: None) -> Iterator[None]:
    with clock.freeze(AFTERWARDS):
        yield


@pytest.fixture
def activity(database: Database) -> Activity:
    with clock.freeze(NOW):
        return a_publication(database)


def test_a_checked_roster_has_posted_nothing(database: Database, files: Files, activity: Activity) -> None:
    [one] = seats(database, activity, 1)

    roster = checked(database, files, activity, a_file(a_row(one)))

    assert (roster.state, roster.rows, roster.verdicts) == (RosterState.CHECKED, 1, {"accepted": 1})
    assert completed(database) == []


def test_what_was_checked_is_posted_when_asked(database: Database, files: Files, activity: Activity) -> None:
    people = seats(database, activity, 3)

    roster = posted(database, files, checked(database, files, activity, a_file(*map(a_row, people))))

    assert (roster.state, roster.settled) == (RosterState.POSTED, 3)
    assert completed(database) == [str(one.enrolment_id) for one in people]
    assert {event["source"] for event in announced(database, "catalogue.enrolment.completed")} == {"roster"}
    [told] = announced(database, "catalogue.roster.posted")
    assert (told["rows"], told["accepted"]) == (3, 3)


def test_people_are_found_by_their_number(database: Database, files: Files, activity: Activity) -> None:
    first, second, third = seats(database, activity, 3)
    register = Register({a_snils(1): first.person_id, a_snils(2): second.person_id})
    rows = [
        (str(a_snils(1)), "Иванова", "", DAY, 190, 3),
        (str(a_snils(2)), "Петрова", "", DAY, 190, 3),
        (str(a_snils(3)), "Иванова", "", DAY, 190, 3),
        ("", "", str(third.person_id), DAY, 190, 3),
    ]
    heading = ("СНИЛС", "Фамилия", "person_id", "Дата", "Минуты", "Проверки")

    roster = checked(database, files, activity, a_csv(*rows, heading=heading), register=register)

    assert verdicts(database, roster) == [
        RosterVerdict.ACCEPTED,
        RosterVerdict.NAME_DIFFERS,
        RosterVerdict.ENROLMENT_UNKNOWN,
        RosterVerdict.ACCEPTED,
    ]
    assert register.asked == [3]


def test_a_row_with_a_wrong_surname_spoils_no_other_row_about_the_number(
    database: Database, files: Files, activity: Activity
) -> None:
    [seat] = seats(database, activity, 1)
    rows = [(str(a_snils(1)), surname, DAY, 190, 3) for surname in ("Петрова", "Иванова", "Сидорова")]
    heading = ("СНИЛС", "Фамилия", "Дата", "Минуты", "Проверки")
    register = Register({a_snils(1): seat.person_id})

    roster = checked(database, files, activity, a_csv(*rows, heading=heading), register=register)

    assert verdicts(database, roster) == [
        RosterVerdict.NAME_DIFFERS,
        RosterVerdict.ACCEPTED,
        RosterVerdict.NAME_DIFFERS,
    ]


def test_who_is_unknown_and_who_has_not_enrolled_are_told_alike(
    database: Database, files: Files, activity: Activity
) -> None:
    register = Register({a_snils(1): a_specialist().person})
    content = a_csv((str(a_snils(1)), DAY, 190, 3), (str(a_snils(2)), DAY, 190, 3))

    roster = checked(database, files, activity, content, register=register)

    query = ListRosterRows(roster_id=roster.roster_id)
    known, unknown = rosters.list_roster_rows(database, a_provider(), query).items
    assert (known.verdict, known.rule, known.found) == (unknown.verdict, unknown.rule, unknown.found)


def test_each_row_has_its_verdict(database: Database, files: Files, activity: Activity) -> None:
    present, late, early, bad = seats(database, activity, 4)
    with clock.freeze(NOW):
        elsewhere, person = enrolled(database, a_publication(database)), a_specialist()
        gone = enrolled(database, activity, person=person)
        enrolments.cancel_enrolment(database, person, CancelEnrolment(enrolment_id=gone.enrolment_id))
    heading = (*BY_ENROLMENT, "Номер мероприятия")
    rows = [
        (*a_row(present), activity.number),
        (*a_row(late, minutes=100), ""),
        (*a_row(early, day="2026-11-24"), ""),
        (*a_row(bad, minutes="=1+1"), ""),
        (*a_row(gone), ""),
        (*a_row(elsewhere), ""),
        (*a_row(present), ""),
        (*a_row(bad), "НМО-2026-999999-1"),
    ]

    roster = checked(database, files, activity, a_csv(*rows, heading=heading))

    assert verdicts(database, roster) == [
        RosterVerdict.ACCEPTED,
        RosterVerdict.BELOW_THRESHOLD,
        RosterVerdict.OUTSIDE_DATES,
        RosterVerdict.MALFORMED,
        RosterVerdict.CANCELLED,
        RosterVerdict.ENROLMENT_UNKNOWN,
        RosterVerdict.REPEATED,
        RosterVerdict.OTHER_ACTIVITY,
    ]


def test_a_row_tells_the_cell_and_the_rule(database: Database, files: Files, activity: Activity) -> None:
    one, other = seats(database, activity, 2)
    content = a_file(a_row(one, minutes="=1+1", day="вчера"), a_row(other, minutes=100))

    roster = checked(database, files, activity, content)

    query = ListRosterRows(roster_id=roster.roster_id)
    first, second = rosters.list_roster_rows(database, a_provider(), query).items
    assert (first.number, first.faults) == (2, {"minutes": "table.formula", "attended_on": "date.format"})
    assert (second.rule, second.required, second.found) == ("presence.minutes", "190", "100")


def test_the_whole_is_posted_or_nothing(database: Database, files: Files, activity: Activity) -> None:
    one, other = seats(database, activity, 2)
    roster = checked(database, files, activity, a_file(a_row(one), a_row(other, minutes="много")))

    with pytest.raises(RosterFaulty) as refused:
        posted(database, files, roster)

    assert refused.value.details == {"malformed": "1"}
    assert (read(database, roster).state, completed(database)) == (RosterState.CHECKED, [])


def test_a_part_is_posted_when_asked_for(database: Database, files: Files, activity: Activity) -> None:
    one, other = seats(database, activity, 2)
    roster = checked(database, files, activity, a_file(a_row(one), a_row(other, minutes="много")))

    after = posted(database, files, roster, Acceptance.PARTIAL)

    assert (after.state, after.settled) == (RosterState.POSTED, 1)
    assert completed(database) == [str(one.enrolment_id)]


def test_the_same_bytes_are_the_same_roster(database: Database, files: Files, activity: Activity) -> None:
    content = a_file(*map(a_row, seats(database, activity, 1)))
    first = posted(database, files, checked(database, files, activity, content))

    again = rosters.announce_roster(
        database, files, a_provider(), an_announcement(activity.activity_id, content)
    )

    assert (again.roster, again.url) == (first, None)


def test_another_file_vouches_for_nobody_twice(database: Database, files: Files, activity: Activity) -> None:
    one, other = seats(database, activity, 2)
    posted(database, files, checked(database, files, activity, a_file(a_row(one))))

    roster = checked(database, files, activity, a_file(a_row(one), a_row(other)))
    posted(database, files, roster, Acceptance.PARTIAL)

    assert verdicts(database, roster) == [RosterVerdict.DUPLICATE, RosterVerdict.ACCEPTED]
    assert completed(database) == [str(one.enrolment_id), str(other.enrolment_id)]


def test_what_was_completed_since_the_check_is_posted_by_nobody(
    database: Database, files: Files, activity: Activity
) -> None:
    one, other = seats(database, activity, 2)
    early = checked(database, files, activity, a_file(a_row(one), a_row(other)))
    posted(database, files, checked(database, files, activity, a_file(a_row(one))))

    posted(database, files, early)

    assert verdicts(database, early) == [RosterVerdict.DUPLICATE, RosterVerdict.ACCEPTED]
    assert len(completed(database)) == 2


def test_the_rosters_of_an_activity_are_listed_newest_first(
    database: Database, files: Files, activity: Activity
) -> None:
    made = [uploaded(database, files, activity, name) for name in (b"first", b"second", b"third")]

    page = rosters.list_rosters(
        database, a_provider(), ListRosters(activity_id=activity.activity_id, limit=2)
    )
    rest = ListRosters(activity_id=activity.activity_id, cursor=page.next_cursor)

    found = [*page.items, *rosters.list_rosters(database, a_provider(), rest).items]
    assert [one.roster_id for one in found] == [one.roster_id for one in reversed(made)]


def test_rows_are_read_page_by_page_and_by_verdict(
    database: Database, files: Files, activity: Activity
) -> None:
    one, two, three = seats(database, activity, 3)
    content = a_file(a_row(one), a_row(two, minutes=1), a_row(three))
    roster = checked(database, files, activity, content)

    query = ListRosterRows(roster_id=roster.roster_id, verdict=RosterVerdict.ACCEPTED, limit=1)
    first = rosters.list_roster_rows(database, a_provider(), query)
    rest = ListRosterRows(
        roster_id=roster.roster_id, verdict=RosterVerdict.ACCEPTED, cursor=first.next_cursor
    )

    assert [row.number for row in first.items] == [2]
    assert [row.number for row in rosters.list_roster_rows(database, a_provider(), rest).items] == [4]


def test_the_roster_of_another_provider_is_not_there(
    database: Database, files: Files, activity: Activity
) -> None:
    roster = uploaded(database, files, activity, b"mine")
    stranger = a_provider(UNIVERSITY)

    with pytest.raises(UnknownRoster):
        rosters.read_roster(database, stranger, PickRoster(roster_id=roster.roster_id))
    with pytest.raises(UnknownRoster):
        rosters.post_roster(database, stranger, PostRoster(roster_id=roster.roster_id))
    with pytest.raises((NotYourActivity, UnknownActivity)):
        rosters.list_rosters(database, stranger, ListRosters(activity_id=activity.activity_id))
