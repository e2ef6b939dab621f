"""Two accounts of one person: listed for an administrator, merged into one, or told apart."""

from __future__ import annotations

from uuid import UUID

from contracts.identity import duplicates as contract
from kernel import accesses, clock, cursors, journal, mergers, outbox
from kernel.database import Database
from kernel.messages import Caller, Nothing
from kernel.values import PersonId
from services.identity.domain.duplicates import Settlement
from services.identity.store import duplicates as store
from services.identity.store import links
from services.identity.usecases import absorbing
from services.identity.vault.sealing import Vault
from services.identity.views import duplicates as views

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
    """Keep one account, with what both had; the other opens nothing, and holds no number any more.

    Nobody writes about the other meanwhile, here or in the services that hear of it.
    Raises: UnknownDuplicate. NotOfTheDuplicate. AccountMerged.
    """
    now = clock.now()
    with database.transaction() as session:
        suspected = store.locked(session, command.duplicate_id)
        gone_id = suspected.other_than(command.keep)
        suspected.settle(Settlement.MERGED, now)
        if mergers.note(session, gone_id, command.keep, now) != command.keep:
            raise contract.AccountMerged
        both = store.both_locked(session, command.keep, gone_id)
        if not all(person.is_active for person in both.values()):
            raise contract.AccountMerged
        absorbing.absorb(session, vault, both[command.keep], both[gone_id], now)
        outbox.add(session, views.merged(command.keep, gone_id, now))
    return Nothing()


def dismiss_duplicate(database: Database, command: contract.DismissDuplicate) -> Nothing:
    """They are two persons. Raises: UnknownDuplicate."""
    with database.transaction() as session:
        store.locked(session, command.duplicate_id).settle(Settlement.DISMISSED, clock.now())
        journal.record(session, "identity.duplicate.dismissed", str(command.duplicate_id))
    return Nothing()
