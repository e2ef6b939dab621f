"""How an organisation applies to become a provider."""

from __future__ import annotations

from uuid import UUID

from contracts.catalogue import onboarding as contract
from contracts.identity.organisations import OrganisationKind
from kernel import clock, cursors, journal, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from kernel.values import OrganisationId, Role, new_id
from services.catalogue import store, views
from services.catalogue.domain import requisites as rules
from services.catalogue.domain.onboarding import ProviderApplication
from services.catalogue.domain.requisites import Requisites


def open_provider_application(
    database: Database, caller: Caller, command: contract.OpenProviderApplication
) -> contract.ProviderApplication:
    """Begin an application, on which the caller works alone until it is submitted.

    Raises: ProviderApplicationUnsound, OrganisationBlacklisted.
    """
    requisites, today = Requisites.of(command), clock.today()
    with database.transaction() as session:
        application = ProviderApplication(
            application_id=contract.ProviderApplicationId(new_id()),
            applicant_id=caller.person,
            organisation_id=_organisation(session, requisites),
            requisites=requisites,
            opened_at=clock.now(),
        )
        store.onboarding.add(session, application)
        journal.record(session, "catalogue.provider_application.opened", str(application.application_id))
    return views.onboarding.application(application, (), today)


def revise_provider_application(
    database: Database, caller: Caller, command: contract.ReviseProviderApplication
) -> contract.ProviderApplication:
    """Write the requisites anew.

    Raises: UnknownProviderApplication, StaleVersion, ProviderApplicationMoveRefused,
        ProviderApplicationUnsound, OrganisationBlacklisted.
    """
    requisites = Requisites.of(command)
    with database.transaction() as session:
        application = own(session, caller, command.application_id)
        application.revise(requisites, version=command.version)
        application.organisation_id = _organisation(session, requisites)
        documents = store.attachments.owned_by(session, [application.application_id])
        journal.record(session, "catalogue.provider_application.revised", str(application.application_id))
    return views.onboarding.application(application, documents, clock.today())


def submit_provider_application(
    database: Database, caller: Caller, command: contract.MoveProviderApplication
) -> contract.ProviderApplication:
    """Ask for a decision.

    Raises: UnknownProviderApplication, StaleVersion, ProviderApplicationMoveRefused,
        ProviderApplicationUnsound, OrganisationBlacklisted, ProviderApplicationKnown.
    """
    at, today = clock.now(), clock.today()
    with database.transaction() as session:
        application = own(session, caller, command.application_id)
        application.organisation_id = _organisation(session, application.requisites)
        documents = store.attachments.owned_by(session, [application.application_id])
        law = store.dictionaries.onboarding_law(session, today)
        number = application.number or store.onboarding.next_number(session, today.year)
        decide_by = application.submit(documents, law, number, version=command.version, today=today, at=at)
        store.onboarding.queue_up(session, application)
        outbox.add(session, views.onboarding.submitted(application, decide_by, at))
    return views.onboarding.application(application, documents, today)


def read_provider_application(
    database: Database, caller: Caller, query: contract.ReadProviderApplication
) -> contract.ProviderApplication:
    """Raises: UnknownProviderApplication -- there is none, or it is for others to see."""
    with database.reading() as session:
        application = store.onboarding.of(session, query.application_id)
        documents = store.attachments.owned_by(session, [query.application_id])
    require_reader(application, caller)
    return views.onboarding.application(application, documents, clock.today())


def my_provider_applications(
    database: Database, caller: Caller, query: contract.ListMyProviderApplications
) -> contract.ProviderApplicationPage:
    """The caller's own applications, the newest first.

    Raises: Invalid -- the cursor is not of this list.
    """
    [before] = cursors.read(query.cursor, UUID) if query.cursor else [None]
    with database.reading() as session:
        records = store.onboarding.of_person(session, caller.person, before=before, limit=query.limit)
        documents = store.attachments.owned_by(session, views.onboarding.owners(records))
    return views.onboarding.own(records, documents, query.limit, clock.today())


def own(
    session: Session, caller: Caller, application_id: contract.ProviderApplicationId
) -> ProviderApplication:
    """The caller's application, locked.

    Raises: UnknownProviderApplication -- there is none, or it is somebody else's.
    """
    application = store.onboarding.locked(session, application_id)
    if application.applicant_id != caller.person:
        raise contract.UnknownProviderApplication(application_id=application_id)
    return application


def require_reader(application: ProviderApplication, caller: Caller) -> None:
    """Let the applicant and the moderators pass. Raises: UnknownProviderApplication."""
    if application.applicant_id != caller.person and not caller.has(Role.ADMINISTRATOR):
        raise contract.UnknownProviderApplication(application_id=application.application_id)


def _organisation(session: Session, requisites: Requisites) -> OrganisationId:
    """The organisation that identity knows under the tax number, or a new one's identifier.

    Raises: ProviderApplicationUnsound, OrganisationBlacklisted.
    """
    law = store.dictionaries.onboarding_law(session, clock.today())
    faults = rules.faults(requisites, law, clock.today())
    known = store.onboarding.organisation_of(session, requisites.inn)
    if known is not None and known.kind is not OrganisationKind.PROVIDER:
        faults["inn"] = "organisation.kind"
    if faults:
        raise contract.ProviderApplicationUnsound(faults)
    if store.providers.is_blacklisted(session, requisites.inn):
        raise contract.OrganisationBlacklisted(inn=requisites.inn)
    return known.organisation_id if known else OrganisationId(new_id())
