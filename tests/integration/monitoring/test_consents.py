"""An agency is told of a person for as long as that person consents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from contracts.identity.accounts import UserRegistered
from contracts.identity.consents import ConsentGiven, ConsentLevel, ConsentWithdrawn
from contracts.identity.organisations import OrganisationKind, OrganisationRegistered
from contracts.monitoring import feed as contract
from kernel import outbox
from kernel.database import Database
from kernel.messages import Caller, Event, Forbidden
from kernel.values import OrganisationId, PersonId, Role, new_id
from services.monitoring.usecases import feed, statistics
from tests.builders.mergers import a_merger

AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
AGENCY, OTHER = OrganisationId(new_id()), OrganisationId(new_id())


@pytest.fixture
def database(opened: Callable[[str], Database]) -> Database:
    return opened("monitoring")


def hear(database: Database, *events: Event) -> None:
    for event in events:
        statistics.record(database, outbox.document(event, sequence=1))


def registered(person: PersonId) -> UserRegistered:
    return UserRegistered(occurred_at=AT, person_id=person)


def consent(person: PersonId, recipient: OrganisationId = AGENCY) -> dict[str, Any]:
    return {
        "occurred_at": AT,
        "person_id": person,
        "consent_id": new_id(),
        "purpose": "monitoring",
        "recipient_id": recipient,
        "level": ConsentLevel.MINIMAL,
    }


def told(database: Database, organisation: OrganisationId | None = AGENCY, *roles: Role) -> list[str]:
    caller = Caller(process="gateway", roles=frozenset(roles or {Role.AGENCY}), organisation_id=organisation)
    return [
        str(item.event["type"]) for item in feed.read_events(database, caller, contract.ReadEvents()).items
    ]


@pytest.fixture
def anna(database: Database) -> PersonId:
    """She has registered, and nothing more."""
    person = PersonId(new_id())
    hear(database, registered(person))
    return person


def test_of_who_has_not_consented_an_agency_is_not_told(database: Database, anna: PersonId) -> None:
    hear(database, ConsentGiven(**consent(anna, OTHER)))

    assert told(database) == []
    assert told(database, OTHER) == [UserRegistered.type, ConsentGiven.type]


def test_of_what_is_about_nobody_every_agency_is_told(database: Database) -> None:
    centre = OrganisationRegistered(
        occurred_at=AT, organisation_id=OTHER, name="Центр", kind=OrganisationKind.PROVIDER
    )
    hear(database, centre)

    assert told(database) == [OrganisationRegistered.type]


def test_a_withdrawal_ends_it_and_is_itself_told(database: Database, anna: PersonId) -> None:
    given = consent(anna)
    hear(database, ConsentGiven(**given))
    before = told(database)

    hear(database, ConsentWithdrawn(**given), registered(anna))

    assert before == [UserRegistered.type, ConsentGiven.type]
    assert told(database) == [ConsentGiven.type, ConsentWithdrawn.type]


def test_a_withdrawal_that_is_heard_first_counts(database: Database, anna: PersonId) -> None:
    given = consent(anna)

    hear(database, ConsentWithdrawn(**given), ConsentGiven(**given))

    assert UserRegistered.type not in told(database)


def test_two_accounts_of_one_person_consent_as_one(database: Database, anna: PersonId) -> None:
    kept = PersonId(new_id())
    given = consent(anna)
    hear(database, registered(kept), ConsentGiven(**given), a_merger(anna, kept))
    before = told(database)

    hear(database, ConsentWithdrawn(**{**given, "person_id": kept}))

    assert before.count(UserRegistered.type) == 2
    assert UserRegistered.type not in told(database)


def test_whoever_the_law_lets_know_of_everybody_is_told_of_everybody(
    database: Database, anna: PersonId
) -> None:
    assert told(database, AGENCY, Role.AGENCY, Role.REGULATOR) == [UserRegistered.type]


def test_an_agency_that_nobody_knows_is_told_nothing(database: Database, anna: PersonId) -> None:
    with pytest.raises(Forbidden):
        told(database, None)
