"""The desk at which moderators decide on the applications of organisations."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from contracts.catalogue import onboarding as contract
from contracts.catalogue import provider_desk as desk_contract
from kernel import clock, cursors, journal, outbox
from kernel.database import Database
from kernel.messages import Caller
from services.catalogue import store, views
from services.catalogue.domain.onboarding import WAITING

State = contract.ProviderApplicationState


def list_provider_applications(
    database: Database, query: desk_contract.ListProviderApplications
) -> contract.ProviderApplicationPage:
    """What waits for a moderator, or another state, in order of the term.

    Raises: Invalid -- the cursor is not of this list.
    """
    after = cursors.read(query.cursor, date.fromisoformat, UUID) if query.cursor else None
    today = clock.today()
    with database.reading() as session:
        records = store.onboarding.queue(
            session,
            states={query.state} if query.state else WAITING,
            due_before=today if query.overdue_only else None,
            after=after,
            limit=query.limit,
        )
        documents = store.attachments.owned_by(session, views.onboarding.owners(records))
    return views.onboarding.queue(records, documents, query.limit, today)


def take_provider_application(
    database: Database, caller: Caller, command: contract.MoveProviderApplication
) -> contract.ProviderApplication:
    """Begin to consider an application.

    Raises: UnknownProviderApplication, StaleVersion, ProviderApplicationMoveRefused,
        OwnProviderApplication.
    """
    with database.transaction() as session:
        application = store.onboarding.locked(session, command.application_id)
        application.take(caller.person, version=command.version)
        documents = store.attachments.owned_by(session, [command.application_id])
        journal.record(session, "catalogue.provider_application.taken", str(command.application_id))
    return views.onboarding.application(application, documents, clock.today())


def return_provider_application(
    database: Database, caller: Caller, command: desk_contract.RefuseProviderApplication
) -> contract.ProviderApplication:
    """Send an application back for correction.

    Raises: UnknownProviderApplication, StaleVersion, ProviderApplicationMoveRefused, NotYourDesk.
    """
    return _refuse(database, caller, command, State.RETURNED)


def reject_provider_application(
    database: Database, caller: Caller, command: desk_contract.RefuseProviderApplication
) -> contract.ProviderApplication:
    """Reject an application for good; the organisation may apply anew.

    Raises: UnknownProviderApplication, StaleVersion, ProviderApplicationMoveRefused, NotYourDesk.
    """
    return _refuse(database, caller, command, State.REJECTED)


def approve_provider_application(
    database: Database, caller: Caller, command: contract.MoveProviderApplication
) -> contract.ProviderApplication:
    """Let the organisation act as a provider, and the applicant for it: identity hears of that.

    Raises: UnknownProviderApplication, StaleVersion, ProviderApplicationMoveRefused, NotYourDesk,
        ProviderMoveRefused -- the organisation has been blacklisted meanwhile.
    """
    at = clock.now()
    with database.transaction() as session:
        application = store.onboarding.locked(session, command.application_id)
        application.approve(caller.person, version=command.version, at=at)
        known = store.onboarding.organisation_of(session, application.requisites.inn)
        application.organisation_id = known.organisation_id if known else application.organisation_id
        store.providers.enter(session, application.organisation_id, at)
        provider = store.providers.locked(session, application.organisation_id)
        provider.admit(application.requisites, caller.person)
        documents = store.attachments.owned_by(session, [command.application_id])
        outbox.add(session, views.providers.approved(application, at))
        outbox.add(session, views.onboarding.closed(application, at))
    return views.onboarding.application(application, documents, clock.today())


def _refuse(
    database: Database, caller: Caller, command: desk_contract.RefuseProviderApplication, state: State
) -> contract.ProviderApplication:
    at = clock.now()
    announce = {State.RETURNED: views.onboarding.returned, State.REJECTED: views.onboarding.rejected}
    with database.transaction() as session:
        application = store.onboarding.locked(session, command.application_id)
        application.refuse(
            state, caller.person, command.reasons, command.comment, version=command.version, at=at
        )
        documents = store.attachments.owned_by(session, [command.application_id])
        outbox.add(session, announce[state](application, at))
    return views.onboarding.application(application, documents, clock.today())
