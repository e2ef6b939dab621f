"""People are told once, in their language, and only of what concerns them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from contracts.credits.cycles import CycleOpened
from contracts.notifications import notices as contract
from kernel.messages import Caller, Invalid
from kernel.values import CycleId, PersonId, Role, new_id
from services.notifications.usecases import notices
from tests.builders.announced import facts
from tests.builders.mergers import a_merger, hear

NOON = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def database(opened):
    return opened("notifications")


def a_person() -> Caller:
    return Caller(process="gateway", person_id=PersonId(new_id()), roles=frozenset({Role.SPECIALIST}))


def an_opened_cycle(caller: Caller) -> CycleOpened:
    return CycleOpened(
        occurred_at=NOON,
        cycle_id=CycleId(new_id()),
        person_id=caller.person,
        speciality="terapiya",
        starts_on=date(2024, 1, 1),
        ends_before=date(2029, 1, 1),
    )


def mine(database, caller, **query):
    return notices.my_notices(database, caller, contract.ListNotices(**query))


def test_the_notice_is_written_in_the_language_asked_for(database):
    person = a_person()
    notices.tell(database, an_opened_cycle(person))

    assert mine(database, person).items[0].title == "Цикл открыт"
    assert mine(database, person, language="en").items[0].title == "Cycle opened"


def test_an_event_delivered_twice_is_told_once(database):
    person = a_person()
    event = an_opened_cycle(person)

    notices.tell(database, event)
    notices.tell(database, event)

    assert len(mine(database, person).items) == 1
    assert len(facts(database, "notifications.message.delivered")) == 1


def test_nobody_reads_the_notices_of_another(database):
    person, other = a_person(), a_person()
    notices.tell(database, an_opened_cycle(person))
    [notice] = mine(database, person).items

    assert mine(database, other).items == ()
    with pytest.raises(contract.UnknownNotice):
        notices.read_notice(database, other, contract.ReadNotice(notice_id=notice.notice_id))


def test_a_read_notice_is_no_longer_unread(database):
    person = a_person()
    notices.tell(database, an_opened_cycle(person))
    [notice] = mine(database, person).items

    notices.read_notice(database, person, contract.ReadNotice(notice_id=notice.notice_id))

    assert mine(database, person).unread == 0
    assert mine(database, person, unread_only=True).items == ()


def test_pages_follow_each_other_without_gap_or_repeat(database):
    person = a_person()
    for _ in range(5):
        notices.tell(database, an_opened_cycle(person))

    first = mine(database, person, limit=2)
    second = mine(database, person, limit=2, cursor=first.next_cursor)
    third = mine(database, person, limit=2, cursor=second.next_cursor)

    seen = [notice.notice_id for page in (first, second, third) for notice in page.items]
    assert len(set(seen)) == len(seen) == 5
    assert third.next_cursor is None


@pytest.mark.parametrize("cursor", ["x", "WyJ4Il0", "ый"])
def test_a_forged_cursor_is_refused(database, cursor):
    with pytest.raises(Invalid) as refused:
        mine(database, a_person(), cursor=cursor)

    assert refused.value.details == {"cursor": "cursor.format"}


def test_two_accounts_that_became_one_have_the_notices_of_both_and_one_that_says_so(database):
    kept, gone = a_person(), a_person()
    notices.tell(database, an_opened_cycle(gone))
    merger = a_merger(gone.person, kept.person)

    for _ in range(2):
        notices.tell_merged(database, merger)

    titles = [each.title for each in mine(database, kept).items]
    assert sorted(titles) == ["Учётные записи объединены", "Цикл открыт"]
    assert mine(database, gone).items == ()


def test_the_account_that_is_gone_is_told_nothing_any_more(database):
    kept, gone = a_person(), a_person()
    notices.tell_merged(database, a_merger(gone.person, kept.person))

    hear(database, notices.tell, an_opened_cycle(gone))

    assert (len(mine(database, kept).items), mine(database, gone).items) == (2, ())


def test_what_a_merger_only_moves_is_no_news(database):
    person = a_person()

    notices.tell(database, replace(an_opened_cycle(person), carried_from=CycleId(new_id())))

    assert mine(database, person).items == ()
