"""Providers: who they are, and the measures against them."""

from __future__ import annotations

from uuid import UUID

from contracts.catalogue import providers as contract
from contracts.identity.organisations import OrganisationKind, OrganisationRegistered
from kernel import clock, cursors, inbox, outbox
from kernel.database import Database
from kernel.messages import Caller
from services.catalogue import store, views
from services.catalogue.domain.organisation import Organisation

State = contract.ProviderState


def note_organisation(database: Database, event: OrganisationRegistered) -> None:
    """Remember an organisation of identity's register; one that teaches is a provider at once.

    Whoever may enter an organisation there has decided that it may act.
    """
    organisation = Organisation(
        organisation_id=event.organisation_id, kind=event.kind, name=event.name, inn=event.inn
    )
    with database.transaction() as session:
        if not inbox.first_time(session, event, "note_organisation"):
            return
        store.onboarding.note(session, organisation)
        if event.kind is OrganisationKind.PROVIDER:
            store.providers.enter(session, event.organisation_id, clock.now())
            store.providers.rename(session, event.organisation_id, event.name, event.inn)


def read_provider(database: Database, query: contract.ReadProvider) -> contract.Provider:
    """Raises: UnknownProvider."""
    with database.reading() as session:
        return views.providers.provider(store.providers.of(session, query.provider_id))


def find_providers(database: Database, query: contract.FindProviders) -> contract.ProviderPage:
    """The providers, by name.

    Raises: Invalid -- the cursor is not of this list.
    """
    after = cursors.read(query.cursor, str, UUID) if query.cursor else None
    with database.reading() as session:
        return views.providers.page(store.providers.found(session, query, after=after), query.limit)


def suspend_provider(
    database: Database, caller: Caller, command: contract.MoveProvider
) -> contract.ProviderMeasure:
    """Let nothing of a provider be found, approved or reported. Enrolments stay as they are.

    Raises: UnknownProvider, StaleVersion, ProviderMoveRefused.
    """
    return _measure(database, caller, command, State.SUSPENDED)


def blacklist_provider(
    database: Database, caller: Caller, command: contract.MoveProvider
) -> contract.ProviderMeasure:
    """The same, and its applications are no longer taken.

    Raises: UnknownProvider, StaleVersion, ProviderMoveRefused.
    """
    return _measure(database, caller, command, State.BLACKLISTED)


def restore_provider(
    database: Database, caller: Caller, command: contract.MoveProvider
) -> contract.ProviderMeasure:
    """Lift the measure.

    Raises: UnknownProvider, StaleVersion, ProviderMoveRefused.
    """
    return _measure(database, caller, command, State.ACTIVE)


def trust_provider(database: Database, caller: Caller, command: contract.MoveProvider) -> contract.Provider:
    """Let its cards be reviewed first.

    Raises: UnknownProvider, StaleVersion, ProviderMoveRefused -- too few of its cards were approved.
    """
    with database.transaction() as session:
        provider = store.providers.locked(session, command.provider_id)
        least = store.dictionaries.in_force(session, clock.today()).whole("provider.trusted_after")
        provider.trust(version=command.version, least=least, by=caller.person)
        outbox.add(session, views.providers.tier_changed(provider, clock.now()))
    return views.providers.provider(provider)


def distrust_provider(
    database: Database, caller: Caller, command: contract.MoveProvider
) -> contract.Provider:
    """Let its cards wait like those of others.

    Raises: UnknownProvider, StaleVersion, ProviderMoveRefused -- it is not trusted.
    """
    with database.transaction() as session:
        provider = store.providers.locked(session, command.provider_id)
        provider.distrust(version=command.version, by=caller.person)
        outbox.add(session, views.providers.tier_changed(provider, clock.now()))
    return views.providers.provider(provider)


def list_affected(database: Database, query: contract.ListAffected) -> contract.AffectedPage:
    """The activities of a provider in which somebody is enrolled.

    Raises: UnknownProvider. Invalid -- the cursor is not of this list.
    """
    [after] = cursors.read(query.cursor, UUID) if query.cursor else [None]
    with database.reading() as session:
        store.providers.of(session, query.provider_id)
        records = store.providers.affected(session, query.provider_id, after=after, limit=query.limit)
    return views.providers.affected(records, query.limit)


def _measure(
    database: Database, caller: Caller, command: contract.MoveProvider, state: State
) -> contract.ProviderMeasure:
    at, today = clock.now(), clock.today()
    with database.transaction() as session:
        provider = store.providers.locked(session, command.provider_id)
        since = provider.state_since
        provider.move(state, version=command.version, reason=command.reason, by=caller.person, today=today)
        if provider.is_active and since is not None:
            store.suspensions.note_lifted(session, command.provider_id, since, today)
        activities = store.providers.withhold(session, command.provider_id, withheld=not provider.is_active)
        enrolments = store.providers.open_enrolments(session, command.provider_id)
        measure = views.providers.measure(provider, activities=activities, open_enrolments=enrolments)
        outbox.add(session, views.providers.measured(measure, at))
        store.listings.relist_of(session, command.provider_id)
    return measure
