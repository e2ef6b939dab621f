"""Queries: where a specialist stands, and what stands in the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from contracts.credits import cycles as cycle_contract
from contracts.credits import ledger as contract
from contracts.credits import policies as policy_contract
from kernel import accesses, clock, cursors
from kernel.database import Database, Session
from kernel.messages import Caller, Invalid
from kernel.values import PersonId
from services.credits import views
from services.credits.domain.cycle import Basis, Cycle
from services.credits.store import law, ledger, standings
from services.credits.vault import Vault

# Until whatever we have heard of: another replica's clock may be ahead of ours.
LATEST = datetime(2999, 12, 31, tzinfo=UTC)


def my_credits(
    database: Database, vault: Vault, caller: Caller, query: cycle_contract.ReadCredits
) -> cycle_contract.Standings:
    """The caller's standing in every cycle that holds the day, as if they applied on it.

    Raises: PolicyMissing.
    """
    with database.reading() as session:
        return _standings(session, caller.person, query, vault.open)


def credits_of(
    database: Database, caller: Caller, query: cycle_contract.ReadCreditsOf
) -> cycle_contract.Standings:
    """What `my_credits` answers that person, but for the numbers of documents; who looked is written down.

    Raises: PolicyMissing.
    """
    accesses.note(database, caller, "credits.standing.viewed", query.person_id, case=query.case)
    with database.reading() as session:
        return _standings(session, query.person_id, query, Basis.withheld)


def my_entries(database: Database, caller: Caller, query: contract.ListEntries) -> contract.EntryPage:
    """The caller's awards, newest first."""
    before = cursors.identifier(query.cursor)
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
    """The rows of the law in force on a day, as known at an instant."""
    known_at = _past(query.known_at)
    with database.reading() as session:
        return views.policies(law.policies(session, known_at), query.on or clock.today())


def _standings(
    session: Session,
    person_id: PersonId,
    query: cycle_contract.ReadCredits | cycle_contract.ReadCreditsOf,
    basis: Callable[[Cycle, bytes], Basis],
) -> cycle_contract.Standings:
    on, at = query.as_of or clock.today(), _past(query.known_at)
    policies = law.policies(session, at)
    told = partial(views.standing, policies=policies, on=on, known_at=query.known_at or clock.now())
    known = standings.known(session, person_id, on=on, at=at)
    return cycle_contract.Standings(
        items=tuple(told(each, basis(each.cycle, each.basis_sealed)) for each in known)
    )


def _past(known_at: datetime | None) -> datetime:
    """Raises: Invalid -- what will be known then is not known yet."""
    if known_at is not None and known_at > clock.now():
        raise Invalid(known_at="instant.future")
    return known_at or LATEST
