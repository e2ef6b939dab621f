"""Handing in a roster, reading what it came to, and letting it be posted."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from contracts.catalogue import rosters as contract
from contracts.catalogue.attachments import AttachmentMissing
from kernel import clock, cursors, journal
from kernel.database import Database, Session
from kernel.files import Files, NoSuchFile
from kernel.messages import Caller
from kernel.presigned import Announced
from services.catalogue import files as stored
from services.catalogue import store, views
from services.catalogue.domain.roster import Roster

# For how long an announced file may be on its way; what arrived and was never checked goes then.
WAITING = timedelta(days=1)


def announce_roster(
    database: Database, files: Files, caller: Caller, command: contract.AnnounceRoster
) -> contract.RosterUpload:
    """Give the provider a place to upload a roster to; the same bytes again are the same roster.

    Raises: UnknownActivity, NotYourActivity, AttachmentUnsound.
    """
    at = clock.now()
    with database.transaction() as session:
        activity = store.activities.of(session, command.activity_id)
        activity.require_owner(caller)
        terms = store.dictionaries.roster_terms(session, clock.legal_day(at))
        of = activity.activity_id, activity.provider_id
        roster = store.rosters.announce(session, Roster.announce(command, terms.files, of=of, at=at))
        verdicts = _verdicts(session, roster)
    announced = Announced(size=roster.size, sha256=roster.sha256, media_type=roster.media_type)
    is_awaited = roster.state is contract.RosterState.EXPECTED
    where = files.upload(roster.key, announced, stored.UPLOAD_WINDOW) if is_awaited else None
    return views.rosters.upload(roster, verdicts, where, at + stored.UPLOAD_WINDOW)


def check_roster(
    database: Database, files: Files, caller: Caller, command: contract.PickRoster
) -> contract.Roster:
    """Let the roster be read; nothing is posted by that.

    Raises: UnknownRoster, AttachmentMissing -- the bytes have not arrived. RosterMoveRefused.
    """
    with database.reading() as session:
        roster = store.rosters.own(session, command.roster_id, caller.organisation_id)
    if roster.state is contract.RosterState.EXPECTED:
        _require_arrived(files, roster)
    with database.transaction() as session:
        roster = store.rosters.own_locked(session, command.roster_id, caller.organisation_id)
        roster.check()
        journal.record(session, "catalogue.roster.handed_in", str(roster.roster_id))
    return views.rosters.roster(roster, {})


def post_roster(database: Database, caller: Caller, command: contract.PostRoster) -> contract.Roster:
    """Let what was checked be posted, whole or in part.

    Raises: UnknownRoster, RosterMoveRefused, RosterFaulty.
    """
    with database.transaction() as session:
        roster = store.rosters.own_locked(session, command.roster_id, caller.organisation_id)
        verdicts = _verdicts(session, roster)
        roster.post(command.acceptance, verdicts)
        acceptance = command.acceptance
        journal.record(session, "catalogue.roster.approved", str(roster.roster_id), acceptance=acceptance)
    return views.rosters.roster(roster, verdicts)


def read_roster(database: Database, caller: Caller, query: contract.PickRoster) -> contract.Roster:
    """How far it has come. Raises: UnknownRoster."""
    with database.reading() as session:
        roster = store.rosters.own(session, query.roster_id, caller.organisation_id)
        return views.rosters.roster(roster, _verdicts(session, roster))


def list_rosters(database: Database, caller: Caller, query: contract.ListRosters) -> contract.RosterPage:
    """The rosters of one activity, the newest first.

    Raises: UnknownActivity, NotYourActivity, Invalid -- the cursor is not of this list.
    """
    [before] = cursors.read(query.cursor, UUID) if query.cursor else [None]
    with database.reading() as session:
        store.activities.of(session, query.activity_id).require_owner(caller)
        records = store.rosters.of_activity(session, query.activity_id, before=before, limit=query.limit)
        verdicts = store.rosters.verdicts(session, [record.roster_id for record in records])
    return views.rosters.page(records, verdicts, query.limit)


def list_roster_rows(
    database: Database, caller: Caller, query: contract.ListRosterRows
) -> contract.RosterRowPage:
    """What each row came to, in the order of the file.

    Raises: UnknownRoster, Invalid -- the cursor is not of this list.
    """
    after = cursors.position(query.cursor)
    with database.reading() as session:
        store.rosters.own(session, query.roster_id, caller.organisation_id)
        records = store.rosters.rows(
            session, query.roster_id, verdict=query.verdict, after=after, limit=query.limit
        )
    return views.rosters.rows(records, query.limit)


def forget_unchecked(database: Database, files: Files) -> None:
    """Remove what was announced and never checked: what arrived names people."""
    with database.transaction() as session:
        for roster in store.rosters.unchecked(session, clock.now() - WAITING, 100):
            files.remove(roster.key)
            store.rosters.remove(session, roster)


def _verdicts(session: Session, roster: Roster) -> dict[contract.RosterVerdict, int]:
    return store.rosters.verdicts(session, [roster.roster_id])[roster.roster_id]


def _require_arrived(files: Files, roster: Roster) -> None:
    """Raises: AttachmentMissing."""
    try:
        files.stat(roster.key)
    except NoSuchFile as error:
        raise AttachmentMissing(roster_id=roster.roster_id) from error
