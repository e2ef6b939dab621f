"""Cycles, and where a specialist stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from contracts.admission.applications import ApplicationSubmitted
from contracts.credits import cycles as cycle_contract
from contracts.credits.policies import Outcome, RuleTrace
from kernel.values import CycleId
from services.credits.domain import forecast, guidance, requirements
from services.credits.domain.cycle import Basis, Cycle, last_claim_day, state
from services.credits.domain.policy import Policies
from services.credits.domain.requirements import Earned, Known

PERIODIC = "periodic"


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
    sums = requirements.tally(of.earned)
    accreditation = requirements.accreditation_of(sums, policies, on)
    return cycle_contract.Standing(
        cycle=_cycle(of.cycle, basis, of.ends_before, on),
        on=on,
        total=sums.total,
        by_kind=tuple(
            cycle_contract.EarnedByKind(kind=kind, credits=credits)
            for kind, credits in sorted(requirements.by_kind(of.earned).items())
        ),
        missing=requirements.missing(accreditation),
        days_left=(of.ends_before - on).days,
        accreditation=accreditation,
        guidance=guidance.guidance(of.earned, of.cycle, policies, on),
        ready=all(rule.outcome is Outcome.MET for rule in accreditation),
        known_at=known_at,
        claims_until=last_claim_day(of.ends_before, policies),
        shortfalls=tuple(map(_shortfall, forecast.shortfalls(sums, policies, of.period, on))),
    )


def opened(cycle: Cycle, *, carried_from: CycleId | None = None) -> cycle_contract.CycleOpened:
    return cycle_contract.CycleOpened(
        occurred_at=cycle.opened_at,
        cycle_id=cycle.cycle_id,
        person_id=cycle.person_id,
        speciality=cycle.speciality,
        starts_on=cycle.starts_on,
        ends_before=cycle.ends_before,
        carried_from=carried_from,
    )


def _shortfall(of: forecast.Shortfall) -> cycle_contract.Shortfall:
    return cycle_contract.Shortfall(
        rule=of.rule,
        missing=of.missing,
        by=of.by,
        expected_on=of.expected_on,
        text=of.ru,
        text_en=of.en,
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
        traces=(
            *requirements.accreditation(earned, policies, application.submitted_on),
            *_break(application, cycle, policies),
        ),
    )


def _break(application: ApplicationSubmitted, cycle: Cycle | None, policies: Policies) -> Iterator[RuleTrace]:
    """The break since the applicant's last cycle, where the kind of admission bears only a short one."""
    filed_on = application.submitted_on
    if application.kind == PERIODIC and cycle is not None and cycle.ends_before <= filed_on:
        yield requirements.gap(cycle.ends_before, policies, filed_on)
