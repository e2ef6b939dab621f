"""Awarding credits by hand, and taking entries back."""

from __future__ import annotations

from contracts.credits import ledger as contract
from kernel.database import Database
from kernel.messages import Caller, Invalid
from services.credits import views
from services.credits.domain.claim import NOTHING, Claim
from services.credits.store import cycles, ledger
from services.credits.usecases import posting


def award(database: Database, caller: Caller, command: contract.AwardCredits) -> contract.Entry:
    """Credit a completed activity by hand, once, and announce it.

    Raises: AlreadyAwarded, NoOpenCycle, OutsideClaimWindow, DayCapReached, PolicyMissing.
    """
    claim = _claim(command)
    with database.transaction() as session:
        cycle, verdict = posting.judged(session, claim)
        if verdict.refusal is not None or cycle is None:
            raise verdict.refusal or contract.NoOpenCycle
        entry = posting.post(session, cycle, claim, verdict, actor=caller.person, reason=command.reason)
    return views.entry(entry, contract.EntryState.POSTED)


def reverse(database: Database, caller: Caller, command: contract.ReverseEntry) -> contract.Entry:
    """Take an entry back by its opposite, and announce it.

    Raises: UnknownEntry, AlreadyReversed.
    """
    with database.transaction() as session:
        entry = ledger.entry(session, command.entry_id)
        if entry is None:
            raise contract.UnknownEntry(entry_id=command.entry_id)
        cycles.lock_person(session, entry.person_id)
        posting.take_back(session, entry, actor=caller.person, reason=command.reason)
    return views.entry(entry, contract.EntryState.REVERSED)


def _claim(command: contract.AwardCredits) -> Claim:
    if command.credits == NOTHING:
        raise Invalid(credits="credits.range")
    return Claim(
        person_id=command.person_id,
        speciality=command.speciality,
        activity_id=command.activity_id,
        kind=command.kind,
        title=command.title,
        credits=command.credits,
        completed_on=command.completed_on,
    )
