"""The ledger: entries, balances, and what did not get in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from contracts.credits import ledger as ledger_contract
from kernel import cursors
from kernel.values import Credits, CycleId, EntryId
from services.credits.domain.claim import Claim
from services.credits.domain.ledger import Entry


def entry(entry: Entry, state: ledger_contract.EntryState) -> ledger_contract.Entry:
    return ledger_contract.Entry(
        entry_id=entry.entry_id,
        cycle_id=entry.cycle_id,
        person_id=entry.person_id,
        activity_id=entry.activity_id,
        kind=entry.kind,
        title=entry.title,
        credits=entry.credits,
        completed_on=entry.completed_on,
        posted_at=entry.posted_at,
        state=state,
        traces=entry.traces,
    )


def entries(awards: Sequence[tuple[Entry, bool]], limit: int) -> ledger_contract.EntryPage:
    """awards: with whether each still counts; one more than the limit where there is a next page."""
    states = {True: ledger_contract.EntryState.POSTED, False: ledger_contract.EntryState.REVERSED}
    shown = awards[:limit]
    return ledger_contract.EntryPage(
        items=tuple(entry(award, states[counts]) for award, counts in shown),
        next_cursor=cursors.encode(str(shown[-1][0].entry_id)) if len(awards) > limit else None,
    )


def balances(rows: Iterable[tuple[CycleId, str, Credits]]) -> ledger_contract.Balances:
    return ledger_contract.Balances(
        items=tuple(
            ledger_contract.CycleBalance(cycle_id=cycle_id, speciality=speciality, balance=balance)
            for cycle_id, speciality, balance in rows
        )
    )


def posted(
    entry: Entry, speciality: str, balance: Credits, *, carried_from: EntryId | None = None
) -> ledger_contract.EntryPosted:
    return ledger_contract.EntryPosted(
        occurred_at=entry.posted_at,
        entry_id=entry.entry_id,
        cycle_id=entry.cycle_id,
        person_id=entry.person_id,
        activity_id=entry.activity_id,
        activity_number=entry.activity_number,
        kind=entry.kind,
        title=entry.title,
        speciality=speciality,
        credits=entry.credits,
        balance=balance,
        completed_on=entry.completed_on,
        carried_from=carried_from,
    )


def taken_back(
    entry: Entry,
    balance: Credits,
    at: datetime,
    *,
    carried_to: EntryId | None = None,
    twin: EntryId | None = None,
) -> ledger_contract.EntryReversed:
    return ledger_contract.EntryReversed(
        occurred_at=at,
        entry_id=entry.entry_id,
        cycle_id=entry.cycle_id,
        person_id=entry.person_id,
        activity_id=entry.activity_id,
        kind=entry.kind,
        credits=entry.credits,
        balance=balance,
        carried_to=carried_to,
        twin=twin,
    )


def rejected(claim: Claim, claim_id: EntryId, code: str, at: datetime) -> ledger_contract.ClaimRejected:
    return ledger_contract.ClaimRejected(
        occurred_at=at,
        claim_id=claim_id,
        person_id=claim.person_id,
        activity_id=claim.activity_id,
        title=claim.title,
        code=code,
    )
