"""Queries: where a specialist stands, and what stands in the ledger."""

from __future__ import annotations

from uuid import UUID

from contracts.credits import cycles as cycle_contract
from contracts.credits import ledger as contract
from contracts.credits import policies as policy_contract
from kernel import clock, cursors
from kernel.database import Database
from kernel.messages import Caller, Invalid
from kernel.values import EntryId
from services.credits import views
from services.credits.store import law, ledger
from services.credits.vault import Vault


def my_credits(
    database: Database, vault: Vault, caller: Caller, query: cycle_contract.ReadCredits
) -> cycle_contract.Standings:
    """The caller's standing in every open cycle, as if they applied today.

    Raises: PolicyMissing.
    """
    today = clock.today()
    with database.reading() as session:
        cycles = ledger.earned_in_open_cycles(session, caller.person, today)
        policies = law.policies(session)
    return cycle_contract.Standings(
        items=tuple(
            views.standing(cycle, vault.open(cycle), earned, policies, today) for cycle, earned in cycles
        )
    )


def my_entries(database: Database, caller: Caller, query: contract.ListEntries) -> contract.EntryPage:
    """The caller's awards, newest first."""
    before = _position(query.cursor)
    with database.reading() as session:
        awards = ledger.awards(
            session, caller.person, cycle_id=query.cycle_id, before=before, limit=query.limit + 1
        )
    return views.entries(awards, query.limit)


def my_balance(database: Database, caller: Caller, query: contract.ReadBalance) -> contract.Balances:
    """The caller's sums, by one indexed query."""
    with database.reading() as session:
        return views.balances(ledger.balances(session, caller.person))


def list_policies(database: Database, query: policy_contract.ListPolicies) -> policy_contract.PolicyList:
    """The rows of the law in force on a day."""
    day = query.on or clock.today()
    with database.reading() as session:
        return policy_contract.PolicyList(
            on=day, items=tuple(map(views.policy, law.policies_on(session, day)))
        )


def _position(cursor: str | None) -> EntryId | None:
    if cursor is None:
        return None
    [text] = cursors.decode(cursor, 1)
    try:
        return EntryId(UUID(text))
    except ValueError as error:
        raise Invalid(cursor="cursor.format") from error
