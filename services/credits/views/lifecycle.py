"""What becomes of cycles, and the decrees that extend them."""

from __future__ import annotations

from datetime import date, datetime

from contracts.credits import cycles as cycle_contract
from contracts.credits import decrees as decree_contract
from contracts.credits import lifecycle as contract
from contracts.credits.policies import RuleTrace
from kernel.values import Credits
from services.credits.domain.cycle import Cycle, Extension
from services.credits.domain.succession import Renewal


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


def renewed(renewal: Renewal) -> contract.CycleRenewed:
    return contract.CycleRenewed(
        occurred_at=renewal.renewed_at,
        cycle_id=renewal.cycle.cycle_id,
        next_cycle_id=renewal.next_cycle.cycle_id,
        person_id=renewal.cycle.person_id,
        speciality=renewal.cycle.speciality,
        ends_before=renewal.ends_before,
        application_id=renewal.next_cycle.application_id,
    )


def reviewed(cycle: Cycle, months: int, result: RuleTrace, at: datetime) -> contract.CheckpointReached:
    return contract.CheckpointReached(
        occurred_at=at,
        cycle_id=cycle.cycle_id,
        person_id=cycle.person_id,
        speciality=cycle.speciality,
        months=months,
        due=date.fromisoformat(result.inputs["due"]),
        target=Credits.parse(result.required),
        found=Credits.parse(result.found),
        outcome=result.outcome,
    )


def closed(cycle: Cycle, balance: Credits, at: datetime) -> contract.CycleClosed:
    return contract.CycleClosed(
        occurred_at=at,
        cycle_id=cycle.cycle_id,
        person_id=cycle.person_id,
        speciality=cycle.speciality,
        ends_before=cycle.ends_before,
        balance=balance,
    )


def decree(of: Extension, cycles_extended: int) -> decree_contract.Decree:
    return decree_contract.Decree(
        code=of.code,
        bases=of.bases,
        expires_from=of.expires_from,
        expires_to=of.expires_to,
        extended_to=of.extended_to,
        condition=of.condition,
        legal_act=of.legal_act,
        source=of.source,
        verified=of.verified,
        entered_by=of.entered_by,
        entered_at=of.entered_at,
        cycles_extended=cycles_extended,
    )
