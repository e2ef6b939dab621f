"""Whoever searches sees every change with the first question after its commit, in every replica.

The bound asked for is one second. Nothing is waited for here: the next question must see it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from threading import Event

import pytest

from contracts.catalogue.activities import Activity
from contracts.catalogue.search import FindActivities, SearchFilters
from deploy.embedded.databases import Database as Addresses
from kernel import clock
from kernel.database import Database
from services.catalogue.store.remembered import Remembered
from services.catalogue.usecases import housekeeping, providers, publishing, search
from tests.builders.catalogue import NOW, THERAPY, a_moderator, a_provider
from tests.integration.catalogue import onboarded
from tests.integration.catalogue.journeys import a_publication, a_submission, as_read, at_once, enrolled


@dataclass
class Replica:
    """A process of the service: connections and a memory of its own."""

    database: Database
    remembered: Remembered

    def found(self) -> list[Activity]:
        return list(search.find_activities(self.database, self.remembered, FindActivities()).items)

    def counted(self) -> int:
        return search.count_facets(self.database, self.remembered, SearchFilters()).total


@pytest.fixture
def replicas(database: Database, addresses: Addresses) -> Iterator[tuple[Replica, Replica]]:
    other = Database(addresses.url)
    yield Replica(database, Remembered()), Replica(other, Remembered())
    other.close()


def test_a_publication_is_found_at_once_in_the_other_replica(replicas: tuple[Replica, Replica]) -> None:
    here, there = replicas
    assert (there.found(), there.counted()) == ([], 0)

    activity = a_publication(here.database)

    assert (there.found(), there.counted()) == ([activity], 1)


def test_a_cancellation_is_seen_at_once_in_the_other_replica(replicas: tuple[Replica, Replica]) -> None:
    here, there = replicas
    activity = a_publication(here.database)
    assert there.found() == [activity]

    publishing.cancel_activity(here.database, a_provider(), as_read(activity))

    assert there.found() == []


def test_a_suspension_is_seen_at_once_in_the_other_replica(replicas: tuple[Replica, Replica]) -> None:
    here, there = replicas
    activity = a_publication(here.database)
    assert there.found() == [activity]

    onboarded.suspended(here.database)

    assert there.found() == []


def test_seats_are_never_remembered(replicas: tuple[Replica, Replica]) -> None:
    here, there = replicas
    activity = a_publication(here.database, capacity=10)
    assert [shown.seats_left for shown in there.found()] == [10]

    enrolled(here.database, activity)

    assert [shown.seats_left for shown in there.found()] == [9]


def test_readers_see_every_change_while_it_happens(replicas: tuple[Replica, Replica]) -> None:
    """What was committed before a question is in its answer, whoever asks it while others publish."""
    here, there = replicas
    submissions = [a_submission(here.database) for _ in range(12)]
    over, late = Event(), []

    def publish() -> None:
        for each in submissions:
            approved = publishing.approve_activity(here.database, a_moderator(), as_read(each))
            if approved.activity_id not in {shown.activity_id for shown in there.found()}:
                late.append(approved)
        over.set()

    def read() -> None:
        while not over.is_set():
            there.found()

    at_once([publish, read, read, read])

    assert late == []


def test_what_is_asked_again_is_not_searched_again(replicas: tuple[Replica, Replica]) -> None:
    here, _ = replicas
    a_publication(here.database)
    here.found()

    def fail() -> None:
        raise AssertionError("searched again")

    [key] = here.remembered._answers
    assert here.remembered.get(key, fail) is not None


def test_what_ends_leaves_the_listings_and_is_not_found(replicas: tuple[Replica, Replica]) -> None:
    here, _ = replicas
    a_publication(here.database)
    with clock.freeze(NOW + timedelta(days=3)):
        housekeeping.close_ended(here.database)

        assert here.found() == []
        within = FindActivities(speciality=THERAPY)
        assert search.find_activities(here.database, here.remembered, within).items == ()


def test_what_has_ended_is_not_found_though_it_was_remembered(replicas: tuple[Replica, Replica]) -> None:
    here, _ = replicas
    activity = a_publication(here.database)
    assert here.found() == [activity]

    with clock.freeze(activity.ends_at):
        assert here.found() == []


def test_a_measure_lifted_lists_everything_again(database: Database) -> None:
    activity = a_publication(database)
    suspended = onboarded.suspended(database)

    providers.restore_provider(database, a_moderator(), onboarded.a_measure(suspended))

    within = FindActivities(speciality=THERAPY)
    assert search.find_activities(database, Remembered(), within).items == (activity,)
