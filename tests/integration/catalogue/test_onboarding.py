"""How an organisation becomes a provider: the cabinet of the applicant, and the desk of the moderator."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contracts.catalogue.attachments import AttachmentState
from contracts.catalogue.onboarding import (
    ListMyProviderApplications,
    OrganisationBlacklisted,
    PickScan,
    ProviderApplicationKnown,
    ProviderApplicationMoveRefused,
    ProviderApplicationState,
    ProviderApplicationUnsound,
    ReadProviderApplication,
    ReviseProviderApplication,
    UnknownProviderApplication,
)
from contracts.catalogue.provider_desk import ListProviderApplications
from contracts.catalogue.providers import ProviderBasis
from contracts.identity.organisations import OrganisationKind, OrganisationRegistered
from kernel import clock
from kernel.database import Database
from kernel.files import Files
from kernel.values import OrganisationId, new_id
from services.catalogue.usecases import onboarding, provider_desk, providers, scans
from tests.builders.catalogue import NOW, a_moderator
from tests.builders.providers import INN, OTHER_INN, a_licence, a_person, an_opening
from tests.integration.catalogue import onboarded
from tests.integration.catalogue.journeys import at_once
from tests.integration.catalogue.outbox import announced

State = ProviderApplicationState


def registered(kind: OrganisationKind) -> OrganisationRegistered:
    return OrganisationRegistered(
        occurred_at=NOW, organisation_id=OrganisationId(new_id()), kind=kind, name="Клиника", inn=INN
    )


def test_an_application_is_numbered_and_due_when_it_is_submitted(database: Database, files: Files) -> None:
    submitted = onboarded.a_submitted(database, files)

    assert (submitted.state, submitted.number) == (State.SUBMITTED, "ЗО-2026-000001")
    [event] = announced(database, "catalogue.provider_application.submitted")
    assert event["decide_by"] == str(submitted.decide_by)


def test_a_scan_is_checked_against_what_was_announced(database: Database, files: Files) -> None:
    person = a_person()
    application = onboarding.open_provider_application(database, person, an_opening())

    scan = onboarded.attached(database, files, person, application.application_id)

    assert scan.state is AttachmentState.STORED


def test_a_scan_is_for_the_applicant_and_the_moderators_only(database: Database, files: Files) -> None:
    submitted = onboarded.a_submitted(database, files)
    picked = PickScan(
        application_id=submitted.application_id, attachment_id=submitted.documents[0].attachment_id
    )

    assert scans.download_scan(database, files, a_moderator(), picked).filename == "scan.pdf"
    with pytest.raises(UnknownProviderApplication):
        scans.download_scan(database, files, a_person(), picked)


def test_a_later_scan_takes_the_place_of_the_former(database: Database, files: Files) -> None:
    person = a_person()
    formed = onboarded.a_formed(database, files, person)

    again = onboarded.attached(database, files, person, formed.application_id)

    query = ReadProviderApplication(application_id=formed.application_id)
    shown = onboarding.read_provider_application(database, person, query).documents
    assert [scan.attachment_id for scan in shown if scan.kind == "licence"] == [again.attachment_id]


def test_an_application_is_not_known_to_others(database: Database) -> None:
    opened = onboarding.open_provider_application(database, a_person(), an_opening())

    with pytest.raises(UnknownProviderApplication):
        onboarding.read_provider_application(
            database, a_person(), ReadProviderApplication(application_id=opened.application_id)
        )


def test_an_organisation_waits_with_one_application(database: Database, files: Files) -> None:
    people = [a_person() for _ in range(4)]
    formed = [onboarded.a_formed(database, files, person) for person in people]
    pairs = list(zip(people, formed, strict=True))

    answers = at_once(
        [
            lambda pair=pair: onboarding.submit_provider_application(
                database, pair[0], onboarded.as_read(pair[1])
            )
            for pair in pairs
        ]
    )

    assert answers.count(ProviderApplicationKnown.__name__) == 3


def test_an_organisation_that_does_not_teach_does_not_apply(database: Database) -> None:
    providers.note_organisation(database, registered(OrganisationKind.EMPLOYER))

    with pytest.raises(ProviderApplicationUnsound, match="organisation.kind"):
        onboarding.open_provider_application(database, a_person(), an_opening())


def test_an_approved_organisation_is_a_provider_and_identity_hears_of_it(
    database: Database, files: Files
) -> None:
    moderator, person = a_moderator(), a_person()
    taken = onboarded.a_taken(database, files, moderator, person)

    closed = provider_desk.approve_provider_application(database, moderator, onboarded.as_read(taken))

    provider = onboarded.known(database, closed.organisation_id)
    assert (provider.basis, provider.licence) == (ProviderBasis.APPLICATION, a_licence())
    [event] = announced(database, "catalogue.provider.approved")
    assert event["representative_id"] == str(person.person_id)
    assert event["inn"] == str(INN)


def test_the_licence_of_a_known_provider_comes_with_its_application(database: Database, files: Files) -> None:
    event, moderator = registered(OrganisationKind.PROVIDER), a_moderator()
    providers.note_organisation(database, event)
    taken = onboarded.a_taken(database, files, moderator)

    provider_desk.approve_provider_application(database, moderator, onboarded.as_read(taken))

    assert onboarded.known(database, event.organisation_id).licence == a_licence()


def test_a_returned_application_says_why_and_is_submitted_again_under_its_number(
    database: Database, files: Files
) -> None:
    moderator, person = a_moderator(), a_person()
    taken = onboarded.a_taken(database, files, moderator, person)

    returned = provider_desk.return_provider_application(database, moderator, onboarded.refusal(taken))
    command = ReviseProviderApplication(
        application_id=returned.application_id, version=returned.version, **vars(an_opening())
    )
    revised = onboarding.revise_provider_application(database, person, command)
    again = onboarding.submit_provider_application(database, person, onboarded.as_read(revised))

    assert (returned.reasons, returned.comment) == (("document_unreadable",), "Скан обрезан.")
    assert (again.state, again.number) == (State.SUBMITTED, taken.number)
    assert len(announced(database, "catalogue.provider_application.returned")) == 1


def test_a_rejected_application_is_over_and_another_may_follow(database: Database, files: Files) -> None:
    moderator, person = a_moderator(), a_person()
    taken = onboarded.a_taken(database, files, moderator, person)

    rejected = provider_desk.reject_provider_application(database, moderator, onboarded.refusal(taken))

    with pytest.raises(ProviderApplicationMoveRefused):
        onboarding.submit_provider_application(database, person, onboarded.as_read(rejected))
    assert onboarded.a_submitted(database, files, person).number == "ЗО-2026-000002"


def test_a_blacklisted_organisation_does_not_apply(database: Database, files: Files) -> None:
    moderator = a_moderator()
    taken = onboarded.a_taken(database, files, moderator)
    closed = provider_desk.approve_provider_application(database, moderator, onboarded.as_read(taken))
    provider = onboarded.known(database, closed.organisation_id)
    providers.blacklist_provider(database, moderator, onboarded.a_measure(provider))

    with pytest.raises(OrganisationBlacklisted):
        onboarding.open_provider_application(database, a_person(), an_opening())


def test_moderators_see_what_waits_the_most_urgent_first(database: Database, files: Files) -> None:
    first = onboarded.a_submitted(database, files)
    with clock.freeze(NOW + timedelta(days=7)):
        second = onboarded.a_submitted(database, files, inn=OTHER_INN)

    page = provider_desk.list_provider_applications(database, ListProviderApplications(limit=1))
    rest = ListProviderApplications(limit=1, cursor=page.next_cursor)
    after = provider_desk.list_provider_applications(database, rest)

    assert [*page.items, *after.items] == [first, second]
    assert after.next_cursor is None


def test_moderators_may_ask_for_what_is_overdue(database: Database, files: Files) -> None:
    submitted = onboarded.a_submitted(database, files)
    query = ListProviderApplications(overdue_only=True)

    assert provider_desk.list_provider_applications(database, query).items == ()
    with clock.freeze(NOW + timedelta(days=60)):
        [overdue] = provider_desk.list_provider_applications(database, query).items

    assert (overdue.application_id, overdue.is_overdue) == (submitted.application_id, True)


def test_people_see_their_own_applications_the_newest_first(database: Database) -> None:
    person = a_person()
    opened = [onboarding.open_provider_application(database, person, an_opening()) for _ in range(3)]
    onboarding.open_provider_application(database, a_person(), an_opening())

    page = onboarding.my_provider_applications(database, person, ListMyProviderApplications(limit=2))
    rest = ListMyProviderApplications(limit=2, cursor=page.next_cursor)
    after = onboarding.my_provider_applications(database, person, rest)

    assert [*page.items, *after.items] == opened[::-1]
