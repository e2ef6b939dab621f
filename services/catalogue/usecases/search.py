"""Finding activities and reading their cards."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from contracts.catalogue import activities as contract
from contracts.catalogue import search as search_contract
from kernel import clock, cursors
from kernel.database import Database
from kernel.messages import Caller
from kernel.values import Role, utc
from services.catalogue import store, views
from services.catalogue.domain.activity import is_managed, is_visible


def read_activity(database: Database, caller: Caller, query: contract.ReadActivity) -> contract.Activity:
    """A card.

    Raises: UnknownActivity -- there is none, or none yet that the caller may know of.
    """
    with database.reading() as session:
        record = store.activities.row(session, query.activity_id)
    if not is_visible(record.state, record.provider_id, caller):
        raise contract.UnknownActivity(activity_id=query.activity_id)
    return views.activities.read(record, is_managed=is_managed(record.provider_id, caller))


def find_activities(database: Database, query: search_contract.FindActivities) -> contract.ActivityPage:
    """What may still be attended, in order of its beginning.

    Raises: Invalid -- the cursor is not of this list.
    """
    after = cursors.read(query.cursor, _instant, UUID) if query.cursor else None
    with database.reading() as session:
        records = store.activities.published(session, query, at=clock.now(), after=after)
    return views.activities.page_by_start(records, query.limit)


def list_activities(
    database: Database, caller: Caller, query: search_contract.ListMyActivities
) -> contract.ActivityPage:
    """A provider's own activities; for moderators everybody's, those in review unless they ask otherwise.

    Raises: NotAProvider -- the caller is neither. Invalid -- the cursor is not of this list.
    """
    moderates = caller.has(Role.ADMINISTRATOR) and not caller.has(Role.PROVIDER)
    if caller.organisation_id is None and not moderates:
        raise contract.NotAProvider
    [before] = cursors.read(query.cursor, UUID) if query.cursor else [None]
    with database.reading() as session:
        records = store.activities.listed(
            session,
            provider_id=None if moderates else caller.organisation_id,
            state=query.state or (contract.ActivityState.REVIEW if moderates else None),
            before=before,
            limit=query.limit,
        )
    return views.activities.page_by_id(records, query.limit)


def _instant(text: str) -> datetime:
    return utc(datetime.fromisoformat(text))
