"""Profiles that are asked for again while people are away, where they allowed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from kernel import clock
from kernel.values import PersonId
from services.identity.channels.providers import provider_of
from services.identity.store import links
from services.identity.usecases import profiles
from services.identity.usecases.authorisations import Esia
from services.identity.usecases.people import my_profile
from tests.builders.esia import DOCTOR, EARLY, Gosuslugi
from tests.builders.identity import announced
from tests.integration.esia.visitor import Visitor, caller

MONTH = timedelta(days=30)


@pytest.fixture
def absent(visitor: Visitor, esia: Gosuslugi) -> Visitor:
    """Somebody who lets Госуслуги be asked while they are away."""
    asking = esia.asking(access_type="offline")
    return replace(visitor, esia=Esia(provider_of(asking), asking.return_urls))


@pytest.fixture
def person_id(absent: Visitor) -> PersonId:
    return absent.log_in(DOCTOR).person_id


@pytest.fixture
def renamed(esia: Gosuslugi) -> Iterator[None]:
    esia.learn(DOCTOR, lastName="Соколова")
    yield
    esia.learn(DOCTOR, lastName="Лазарева")


def surname_of(visitor: Visitor, person_id: PersonId) -> str:
    return my_profile(visitor.database, visitor.vault, caller(person_id)).surname


def refresh(visitor: Visitor, after: timedelta) -> int:
    """What was told when so much time has passed. The signature is of today, as the emulator's clock is."""
    began = clock.now()
    with visitor.database.transaction() as session:
        moved = "UPDATE esia_links SET refreshed_at = refreshed_at - make_interval(secs => %s)"
        session.connection().exec_driver_sql(moved, (after.total_seconds(),))
    with clock.freeze(began):
        return profiles.refresh_profiles(visitor.database, visitor.vault, visitor.esia.provider)


def test_a_profile_not_told_for_a_month_is_asked_for(
    absent: Visitor, person_id: PersonId, renamed: None
) -> None:
    assert refresh(absent, MONTH) == 1
    assert surname_of(absent, person_id) == "Соколова"


def test_a_profile_told_lately_is_not(absent: Visitor, person_id: PersonId, renamed: None) -> None:
    assert refresh(absent, MONTH - timedelta(days=1)) == 0
    assert surname_of(absent, person_id) == "Лазарева"


def test_what_changed_is_announced_once(absent: Visitor, person_id: PersonId, renamed: None) -> None:
    refresh(absent, MONTH)
    refresh(absent, MONTH)

    assert [told["fields"] for told in announced(absent.database, "identity.user.profile_updated")] == [
        ["surname"]
    ]


def test_each_answer_brings_the_token_for_the_next(absent: Visitor, person_id: PersonId) -> None:
    assert [refresh(absent, MONTH) for _ in range(3)] == [1, 1, 1]


def test_who_is_there_only_when_they_log_in_is_not_asked_for(visitor: Visitor) -> None:
    visitor.log_in(DOCTOR)

    assert refresh(visitor, MONTH) == 0


def test_an_outage_changes_nothing(absent: Visitor, person_id: PersonId, esia: Gosuslugi) -> None:
    esia.fail(down=True)
    told = refresh(absent, MONTH)
    esia.fail()

    assert told == 0
    assert refresh(absent, timedelta(0)) == 1


def test_a_token_that_no_longer_counts_is_forgotten(absent: Visitor, person_id: PersonId) -> None:
    with absent.database.reading() as session:
        before = session.connection().exec_driver_sql("SELECT sealed FROM esia_links").scalar()
    refresh(absent, MONTH)
    with absent.database.transaction() as session:  # the token of yesterday, as from a backup
        session.connection().exec_driver_sql("UPDATE esia_links SET sealed = %s", (before,))

    assert [refresh(absent, MONTH) for _ in range(2)] == [0, 0]
    assert surname_of(absent, person_id) == "Лазарева"


def test_only_who_allowed_it_is_looked_for(visitor: Visitor, absent: Visitor) -> None:
    visitor.log_in(EARLY)
    asked_for = absent.log_in(DOCTOR).person_id

    with absent.database.reading() as session:
        found = links.told_before(session, clock.now() + MONTH, limit=10)
    assert [link.person_id for link in found] == [asked_for]
