"""Two accounts of one person: listed for an administrator, merged into one, or told apart."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from contracts.identity import duplicates as contract
from kernel import accesses, clock, cursors, outbox
from kernel.database import Database, Session
from kernel.messages import Caller, Nothing
from kernel.values import PersonId
from services.identity.domain.duplicates import Settlement
from services.identity.domain.person import Person
from services.identity.domain.sessions import Ending
from services.identity.store import duplicates as store
from services.identity.store import links, organisations
from services.identity.usecases import accounts, endings
from services.identity.vault.sealing import Vault
from services.identity.views import duplicates as views
from services.identity.views import esia as esia_views
from services.identity.views import members as member_views

VIEWED = "identity.duplicate.viewed"


def list_duplicates(
    database: Database, vault: Vault, caller: Caller, query: contract.ListDuplicates
) -> contract.DuplicatePage:
    """What is to be settled; whoever looks at it is noted with both persons.

    Raises: Invalid -- the cursor is not one of this list.
    """
    after = cursors.read(query.cursor, UUID)[0] if query.cursor else None
    with database.reading() as session:
        rows = store.page(session, after, query.limit + 1)
        ids = [each for row in rows for each in (row.person_id, row.other_id)]
        people = store.accounts(session, ids)
        linked = {each for each in people if links.trust_of(session, each) is not None}
    cases = [(each, row.duplicate_id) for row in rows for each in (row.person_id, row.other_id)]
    accesses.note_all(database, caller, VIEWED, cases)

    def shown(person_id: PersonId) -> contract.SuspectAccount:
        person = people[person_id]
        personal = vault.open_personal(person_id, person.sealed)
        return views.account(person, personal, is_linked=person_id in linked)

    return views.page(rows, shown, query.limit)


def merge_accounts(database: Database, vault: Vault, command: contract.MergeAccounts) -> Nothing:
    """Keep one account, with the roles of both; the other opens nothing, and holds no number any more.

    Its link to Госуслуги goes: who logs in there next is offered the account that stays.
    Raises: UnknownDuplicate. NotOfTheDuplicate. AccountMerged.
    """
    now = clock.now()
    with database.transaction() as session:
        suspected = store.locked(session, command.duplicate_id)
        gone_id = suspected.other_than(command.keep)
        suspected.settle(Settlement.MERGED, now)
        both = store.both_locked(session, command.keep, gone_id)
        if not all(person.is_active for person in both.values()):
            raise contract.AccountMerged
        _absorb(session, vault, both[command.keep], both[gone_id], now)
        outbox.add(session, views.merged(command.keep, gone_id, now))
    return Nothing()


def dismiss_duplicate(database: Database, command: contract.DismissDuplicate) -> Nothing:
    """They are two persons. Raises: UnknownDuplicate."""
    with database.transaction() as session:
        store.locked(session, command.duplicate_id).settle(Settlement.DISMISSED, clock.now())
    return Nothing()


def _absorb(session: Session, vault: Vault, kept: Person, gone: Person, now: datetime) -> None:
    for held in organisations.grants_of(session, gone.person_id):
        organisations.remove_grant(session, held)
        outbox.add(session, member_views.role_withdrawn(held, now))
        accounts.give(session, held.for_person(kept.person_id))
    link = links.of_person(session, gone.person_id)
    if link is not None:
        links.remove(session, link)
        outbox.add(session, esia_views.unlinked(gone.person_id, now))
    endings.end_all(session, gone.person_id, Ending.REVOKED, now)
    gone.merge_into(kept, vault.no_digests())
