"""What happens is counted once and published without persons."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from contracts.catalogue.enrolments import EnrolmentOpened
from contracts.identity.accounts import UserRegistered
from contracts.monitoring import feed as feed_contract
from contracts.monitoring import statistics as contract
from kernel import outbox
from kernel.messages import Caller, Invalid
from kernel.parking import ParkedMessage
from kernel.values import ActivityId, EnrolmentId, PersonId, Role, new_id
from services.monitoring.usecases import feed, statistics
from tests.builders.mergers import a_merger

# Half past nine in the evening of 1 November in London is the 2nd in Moscow.
LATE = datetime(2026, 11, 1, 21, 30, tzinfo=UTC)
REGULATOR = Caller(process="gateway", roles=frozenset({Role.REGULATOR}))


@pytest.fixture
def database(opened):
    return opened("monitoring")


def a_registration(person: PersonId | None = None):
    event = UserRegistered(occurred_at=LATE, person_id=person or PersonId(new_id()))
    return outbox.document(event, sequence=1)


def published(database, **query):
    span = {"since": date(2026, 11, 1), "before": date(2026, 11, 8)}
    return statistics.read_statistics(database, contract.ReadStatistics(**{**span, **query}))


def test_it_counts_on_the_legal_day(database):
    for _ in range(5):
        statistics.record(database, a_registration())

    [cell] = published(database).items

    assert (cell.day, cell.value) == (date(2026, 11, 2), "5.0")


def test_a_cell_with_four_persons_is_suppressed(database):
    for _ in range(4):
        statistics.record(database, a_registration())

    [cell] = published(database).items

    assert (cell.value, cell.suppressed) == (None, True)


def test_one_person_five_times_is_one_person(database):
    person = PersonId(new_id())
    for _ in range(5):
        statistics.record(database, a_registration(person))

    assert published(database).items[0].suppressed


def test_an_event_delivered_twice_counts_once(database):
    documents = [a_registration() for _ in range(5)]
    for document in documents * 2:
        statistics.record(database, document)

    assert published(database).items[0].value == "5.0"
    assert len(feed.read_events(database, REGULATOR, feed_contract.ReadEvents()).items) == 5


def test_events_recorded_at_once_are_all_counted(database):
    documents = [a_registration() for _ in range(40)]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda document: statistics.record(database, document), documents))

    assert published(database).items[0].value == "40.0"


def test_an_event_that_counts_for_nothing_is_still_in_the_feed(database):
    document = {**a_registration(), "type": "ru.nmo.identity.session.opened.v1"}

    statistics.record(database, document)

    assert published(database).items == ()
    [item] = feed.read_events(database, REGULATOR, feed_contract.ReadEvents()).items
    assert item.event == document


def test_the_feed_is_read_on_from_where_it_ended(database):
    for _ in range(3):
        statistics.record(database, a_registration())

    first = feed.read_events(database, REGULATOR, feed_contract.ReadEvents(limit=2))
    rest = feed.read_events(database, REGULATOR, feed_contract.ReadEvents(limit=2, after=first.next_after))

    assert [len(first.items), len(rest.items)] == [2, 1]
    assert rest.next_after is None


def test_the_feed_can_be_narrowed_to_a_subject(database):
    wanted = a_registration()
    for document in (a_registration(), wanted):
        statistics.record(database, document)

    [item] = feed.read_events(database, REGULATOR, feed_contract.ReadEvents(subject=wanted["subject"])).items

    assert item.event["id"] == wanted["id"]


@pytest.mark.parametrize(
    ("since", "before", "rule"),
    [
        (date(2026, 11, 8), date(2026, 11, 8), "period.order"),
        (date(2024, 1, 1), date(2026, 1, 1), "period.long"),
    ],
)
def test_an_unsound_span_is_refused(database, since, before, rule):
    with pytest.raises(Invalid) as refused:
        published(database, since=since, before=before)

    assert refused.value.details == {"since": rule}


def a_parked(**changes):
    sound = {
        "queue": "credits.award",
        "reason": "KeyError",
        "attempts": 5,
        "parked_at": LATE,
        "message_id": str(new_id()),
        "document": a_registration(),
    }
    return ParkedMessage(**{**sound, **changes})


def test_a_parked_message_waits_once_however_often_it_is_delivered(database):
    message = a_parked()

    feed.keep_parked(database, message)
    feed.keep_parked(database, message)

    [waiting] = feed.list_parked(database, feed_contract.ListParked()).items
    assert (waiting.queue, waiting.reason, waiting.attempts) == ("credits.award", "KeyError", 5)


def test_a_dropped_message_waits_no_more_and_cannot_be_dropped_again(database):
    feed.keep_parked(database, a_parked())
    [waiting] = feed.list_parked(database, feed_contract.ListParked()).items
    command = feed_contract.SettleParked(parked_id=waiting.parked_id)

    feed.drop_parked(database, command)

    assert feed.list_parked(database, feed_contract.ListParked()).items == ()
    with pytest.raises(feed_contract.UnknownParked):
        feed.drop_parked(database, command)


def test_a_message_parked_again_after_it_was_settled_waits_again(database):
    message = a_parked()
    feed.keep_parked(database, message)
    [waiting] = feed.list_parked(database, feed_contract.ListParked()).items
    feed.drop_parked(database, feed_contract.SettleParked(parked_id=waiting.parked_id))

    feed.keep_parked(database, message)

    assert len(feed.list_parked(database, feed_contract.ListParked()).items) == 1


def a_merger_of(gone: PersonId, into: PersonId):
    return outbox.document(a_merger(gone, into), sequence=1)


def test_two_accounts_of_one_person_have_registered_once(database):
    people = [PersonId(new_id()) for _ in range(6)]
    for person in people:
        statistics.record(database, a_registration(person))

    for _ in range(2):
        statistics.record(database, a_merger_of(people[0], people[1]))

    [cell] = published(database).items
    assert cell.value == "5.0"


def test_a_group_is_as_small_as_its_persons_are_few(database):
    """Five accounts of four persons tell too much of them."""
    people = [PersonId(new_id()) for _ in range(5)]
    for person in people:
        statistics.record(database, an_enrolment(person))

    statistics.record(database, a_merger_of(people[0], people[1]))

    [cell] = published(database).items
    assert cell.suppressed


def test_what_is_heard_later_of_the_account_that_is_gone_is_of_the_other(database):
    people = [PersonId(new_id()) for _ in range(5)]
    for person in people[1:]:
        statistics.record(database, an_enrolment(person))
    statistics.record(database, a_merger_of(people[0], people[1]))

    statistics.record(database, an_enrolment(people[0]))

    [cell] = published(database).items
    assert cell.suppressed


def an_enrolment(person: PersonId):
    event = EnrolmentOpened(
        occurred_at=LATE,
        enrolment_id=EnrolmentId(new_id()),
        person_id=person,
        activity_id=ActivityId(new_id()),
        title="",
        starts_at=LATE,
        ends_at=LATE,
    )
    return outbox.document(event, sequence=1)
