"""An agency is told of a person for as long as that person consents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from contracts.catalogue.activities import ActivityApproved, ActivityKind
from contracts.identity.accounts import UserRegistered
from contracts.identity.consents import ConsentGiven, ConsentLevel, ConsentWithdrawn
from contracts.identity.duplicates import DuplicateFound
from contracts.identity.organisations import OrganisationKind, OrganisationRegistered
from contracts.monitoring import feed as contract
from contracts.monitoring.anomalies import AnomalyDetected, AnomalyId
from kernel import outbox
from kernel.database import Database
from kernel.messages import Caller, Event, Forbidden
from kernel.values import ActivityId, Credits, OrganisationId, PersonId, Role, new_id
from services.monitoring.domain import naming
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


def read(
    database: Database, organisation: OrganisationId | None = AGENCY, *roles: Role, **query: Any
) -> list[contract.FeedItem]:
    caller = Caller(process="gateway", roles=frozenset(roles or {Role.AGENCY}), organisation_id=organisation)
    return [*feed.read_events(database, caller, contract.ReadEvents(**query)).items]


def told(database: Database, organisation: OrganisationId | None = AGENCY, *roles: Role) -> list[str]:
    return [str(item.event["type"]) for item in read(database, organisation, *roles)]


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
    assert told(database) == [naming.WITHHELD, ConsentGiven.type, ConsentWithdrawn.type]


def test_what_was_told_before_a_withdrawal_is_counted_and_tells_no_more(
    database: Database, anna: PersonId
) -> None:
    given = consent(anna)
    hear(database, ConsentGiven(**given))
    before = read(database)

    hear(database, ConsentWithdrawn(**given))

    [first, *_] = read(database)
    assert [item.position for item in read(database)][:2] == [item.position for item in before]
    assert first.event["id"] == before[0].event["id"]
    assert str(anna) not in str(first.event)


def test_who_asks_by_subject_or_type_is_not_told_how_much_is_withheld(
    database: Database, anna: PersonId
) -> None:
    given = consent(anna)
    hear(database, ConsentGiven(**given), ConsentWithdrawn(**given))

    assert [item.event["type"] for item in read(database, subject=str(anna))] == [
        ConsentGiven.type,
        ConsentWithdrawn.type,
    ]
    assert read(database, type=UserRegistered.type) == []


def test_a_consent_given_anew_tells_everything_again(database: Database, anna: PersonId) -> None:
    given = consent(anna)

    hear(database, ConsentGiven(**given), ConsentWithdrawn(**given), ConsentGiven(**consent(anna)))

    assert told(database)[0] == UserRegistered.type


def test_who_approved_something_is_told_to_an_agency_once_they_consent(
    database: Database, anna: PersonId
) -> None:
    hear(database, approved_by(anna))
    before = read(database)[0].event["data"]

    hear(database, ConsentGiven(**consent(anna)))

    after = read(database)[1].event["data"]
    assert (before["approved_by"], after["approved_by"]) == (naming.NOBODY, str(anna))  # type: ignore[index]
    assert before["title"] == after["title"]  # type: ignore[index]


def test_whoever_the_law_lets_know_reads_who_approved_it(database: Database, anna: PersonId) -> None:
    hear(database, approved_by(anna))

    data = read(database, None, Role.AUDITOR)[1].event["data"]

    assert data["approved_by"] == str(anna)  # type: ignore[index]


def test_of_two_accounts_that_may_be_one_persons_only_that_is_told_which_consents(
    database: Database, anna: PersonId
) -> None:
    other = PersonId(new_id())
    found = DuplicateFound(
        occurred_at=AT, duplicate_id=new_id(), person_id=anna, other_id=other, field="passport"
    )

    hear(database, found, ConsentGiven(**consent(anna)))

    data = read(database, type=DuplicateFound.type)[0].event["data"]
    assert (data["person_id"], data["other_id"]) == (str(anna), naming.NOBODY)  # type: ignore[index]


def test_no_agency_is_told_what_stands_out(database: Database) -> None:
    detected = AnomalyDetected(
        occurred_at=AT,
        anomaly_id=AnomalyId(new_id()),
        rule="looks",
        about=str(new_id()),
        count=9,
        first_at=AT,
        last_at=AT,
    )

    hear(database, detected)

    assert (told(database), told(database, None, Role.AUDITOR)) == ([], [AnomalyDetected.type])


def test_an_event_whose_contract_is_not_known_is_not_told_to_agencies(database: Database) -> None:
    document = outbox.document(registered(PersonId(new_id())), sequence=1)
    document |= {"type": "ru.nmo.elsewhere.thing.done.v1", "data": {"who": str(new_id())}}

    statistics.record(database, document)

    assert (told(database), told(database, None, Role.AUDITOR)) == ([], [document["type"]])


def approved_by(person: PersonId) -> ActivityApproved:
    return ActivityApproved(
        occurred_at=AT,
        activity_id=ActivityId(new_id()),
        activity_version=1,
        number="НМО-2026-00001",
        provider_id=OTHER,
        approved_by=person,
        title="Аллергия у детей",
        kind=ActivityKind.EVENT,
        credits=Credits.of("4.0"),
        specialities=("terapiya",),
        starts_at=AT,
        ends_at=AT,
    )


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
