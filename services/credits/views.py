"""Domain -> contract: the only place where inner shapes become public ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from contracts.admission.applications import ApplicationSubmitted
from contracts.credits import cycles as cycle_contract
from contracts.credits import ledger as ledger_contract
from contracts.credits import policies as policy_contract
from contracts.credits.policies import Outcome
from kernel import cursors
from kernel.values import Credits, CycleId, EntryId
from services.credits.domain import requirements
from services.credits.domain.claim import Claim
from services.credits.domain.cycle import Basis, Cycle, state
from services.credits.domain.ledger import Entry
from services.credits.domain.policy import Policies, Policy
from services.credits.domain.requirements import Earned, Known


def policies(law: Policies, on: date) -> policy_contract.PolicyList:
    """The rows in force on a day, each until the day on which another takes its place."""
    rows = (policy(row, law.ends(row, on)) for row in law.in_force(on))
    return policy_contract.PolicyList(on=on, items=tuple(rows))


def policy(row: Policy, valid_before: date | None) -> policy_contract.Policy:
    return policy_contract.Policy(
        key=row.key,
        value=row.value,
        unit=row.unit,
        valid_from=row.valid_from,
        valid_before=valid_before,
        legal_act=row.legal_act,
        source=row.source,
        verified=row.verified,
        version=row.version,
    )


def cycle(cycle: Cycle, basis: Basis, on: date) -> cycle_contract.Cycle:
    """As it is known now."""
    return _cycle(cycle, basis, cycle.ends_before, on)


def _cycle(cycle: Cycle, basis: Basis, ends_before: date, on: date) -> cycle_contract.Cycle:
    return cycle_contract.Cycle(
        cycle_id=cycle.cycle_id,
        person_id=cycle.person_id,
        speciality=cycle.speciality,
        basis=cycle.basis,
        basis_series=basis.series,
        basis_number=basis.number,
        starts_on=cycle.starts_on,
        ends_before=ends_before,
        state=state(ends_before, on),
    )


def standing(
    of: Known, basis: Basis, policies: Policies, *, on: date, known_at: datetime
) -> cycle_contract.Standing:
    """As if the specialist applied on that day: by the policies in force on it."""
    accreditation = requirements.accreditation(of.earned, policies, on)
    return cycle_contract.Standing(
        cycle=_cycle(of.cycle, basis, of.ends_before, on),
        on=on,
        total=requirements.tally(of.earned).total,
        by_kind=tuple(
            cycle_contract.EarnedByKind(kind=kind, credits=credits)
            for kind, credits in sorted(requirements.by_kind(of.earned).items())
        ),
        missing=requirements.missing(accreditation),
        days_left=(of.ends_before - on).days,
        accreditation=accreditation,
        guidance=requirements.guidance(of.earned, of.cycle, policies, on),
        ready=all(rule.outcome is Outcome.MET for rule in accreditation),
        known_at=known_at,
    )


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


def opened(cycle: Cycle) -> cycle_contract.CycleOpened:
    return cycle_contract.CycleOpened(
        occurred_at=cycle.opened_at,
        cycle_id=cycle.cycle_id,
        person_id=cycle.person_id,
        speciality=cycle.speciality,
        starts_on=cycle.starts_on,
        ends_before=cycle.ends_before,
    )


def extended(cycle: Cycle) -> cycle_contract.CycleExtended:
    applied = cycle.extensions[-1]
    return cycle_contract.CycleExtended(
        occurred_at=applied.applied_at,
        cycle_id=cycle.cycle_id,
        person_id=cycle.person_id,
        speciality=cycle.speciality,
        ends_before=cycle.ends_before,
        legal_act=applied.legal_act,
    )


def assessed(
    application: ApplicationSubmitted,
    cycle: Cycle | None,
    earned: Sequence[Earned],
    policies: Policies,
    at: datetime,
) -> cycle_contract.StandingAssessed:
    """By the policies in force on the day of filing."""
    return cycle_contract.StandingAssessed(
        occurred_at=at,
        application_id=application.application_id,
        person_id=application.person_id,
        cycle_id=cycle.cycle_id if cycle else None,
        total=requirements.tally(earned).total,
        traces=requirements.accreditation(earned, policies, application.submitted_on),
    )


def posted(entry: Entry, speciality: str, balance: Credits) -> ledger_contract.EntryPosted:
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
    )


def taken_back(entry: Entry, balance: Credits, at: datetime) -> ledger_contract.EntryReversed:
    return ledger_contract.EntryReversed(
        occurred_at=at,
        entry_id=entry.entry_id,
        cycle_id=entry.cycle_id,
        person_id=entry.person_id,
        activity_id=entry.activity_id,
        kind=entry.kind,
        credits=entry.credits,
        balance=balance,
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
