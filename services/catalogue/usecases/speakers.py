"""A provider's register of speakers, and what they declare."""

from __future__ import annotations

from uuid import UUID

from contracts.catalogue import speakers as contract
from contracts.catalogue.activities import NotAProvider
from kernel import clock, cursors, journal, outbox
from kernel.database import Database
from kernel.messages import Caller
from kernel.values import OrganisationId
from services.catalogue import store, views
from services.catalogue.domain import speaker as rules


def register_speaker(
    database: Database, caller: Caller, command: contract.RegisterSpeaker
) -> contract.RegisteredSpeaker:
    """Enter somebody in the register of the caller's organisation.

    Raises: NotAProvider.
    """
    provider_id = _provider(caller)
    with database.transaction() as session:
        speaker_id = store.speakers.add(session, command, provider_id, clock.now())
        journal.record(session, "catalogue.speaker.registered", str(speaker_id))
        return views.speakers.speaker(store.speakers.own(session, speaker_id, provider_id), {})


def disclose_interests(
    database: Database, caller: Caller, command: contract.DiscloseInterests
) -> contract.RegisteredSpeaker:
    """Enter what a speaker has declared; the same once more changes nothing.

    Raises: UnknownSpeaker, DisclosureUnsound.
    """
    at = clock.now()
    today = clock.legal_day(at)
    with database.transaction() as session:
        record = store.speakers.own(session, command.speaker_id, caller.organisation_id)
        days = store.dictionaries.in_force(session, today).whole(rules.VALID_DAYS)
        declared = rules.declare(command, days=days, today=today)
        known = store.speakers.declared(session, [command.speaker_id])
        if known.get(command.speaker_id, [])[:1] != [declared]:
            store.speakers.declare(session, command.speaker_id, declared, caller.person)
            outbox.add(session, views.speakers.disclosed(record, declared, at))
        return views.speakers.speaker(record, store.speakers.declared(session, [command.speaker_id]))


def read_speaker(
    database: Database, caller: Caller, query: contract.ReadSpeaker
) -> contract.RegisteredSpeaker:
    """Raises: UnknownSpeaker."""
    with database.reading() as session:
        record = store.speakers.own(session, query.speaker_id, caller.organisation_id)
        return views.speakers.speaker(record, store.speakers.declared(session, [query.speaker_id]))


def list_speakers(database: Database, caller: Caller, query: contract.ListSpeakers) -> contract.SpeakerPage:
    """The register of the caller's organisation.

    Raises: NotAProvider. Invalid -- the cursor is not of this list.
    """
    provider_id = _provider(caller)
    [before] = cursors.read(query.cursor, UUID) if query.cursor else [None]
    with database.reading() as session:
        records = store.speakers.page(session, provider_id, before=before, limit=query.limit)
        declared = store.speakers.declared(session, [record.speaker_id for record in records])
    return views.speakers.page(records, declared, query.limit)


def _provider(caller: Caller) -> OrganisationId:
    if caller.organisation_id is None:
        raise NotAProvider
    return caller.organisation_id
