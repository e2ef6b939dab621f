"""Decisions: taken by the commission, never changed, readable by those concerned."""

from __future__ import annotations

from contracts.admission import applications
from contracts.admission import decisions as contract
from kernel import clock, numbers, outbox
from kernel.database import Database, Session
from kernel.messages import Caller, Unavailable
from kernel.values import Period
from services.admission import store, views
from services.admission.domain.application import Application
from services.admission.domain.decision import Decision, validity
from services.admission.domain.numbers import protocol_number
from services.admission.usecases.applications import noted, readable

VALID_YEARS = "cycle.length"


def decide(database: Database, caller: Caller, command: contract.Decide) -> contract.Decision:
    """Take the commission's decision and enter it into the register.

    Raises: UnknownApplication, ApplicationMoveRefused, ConflictOfInterest, DecisionUnsound, StaleVersion.
    """
    with database.transaction() as session:
        application = store.lock_application(session, command.application_id)
        if application is None:
            raise applications.UnknownApplication(application_id=command.application_id)
        application.expect_version(command.version)
        _prove_reasons(session, application, command)
        application.decide(command.outcome, command.reasons, caller.person)
        decision = _taken(session, application, caller, command)
        store.add_decision(session, decision)
        outbox.add(session, views.decided(application, decision))
        granted = views.granted(application, decision)
        if granted is not None:
            outbox.add(session, granted)
    return _shown(database, application, decision)


def _prove_reasons(session: Session, application: Application, command: contract.Decide) -> None:
    """Only lawful reasons, each once. Raises: DecisionUnsound."""
    known = {reason.code for reason in store.reasons_on(session, command.reasons, application.submitted_on)}
    for position, code in enumerate(command.reasons):
        if code not in known or code in command.reasons[:position]:
            raise contract.DecisionUnsound({f"reasons.{position}": "decision.reason"})


def _taken(session: Session, application: Application, caller: Caller, command: contract.Decide) -> Decision:
    now = clock.now()
    today = clock.legal_day(now)
    period = _validity(session, application) if command.outcome is contract.DecisionOutcome.ADMIT else None
    return Decision(
        application_id=application.application_id,
        outcome=command.outcome,
        reasons=command.reasons,
        rationale=command.rationale,
        decided_by=caller.person,
        decided_at=now,
        decided_on=today,
        policy_on=application.submitted_on,
        protocol_number=protocol_number(today.year, store.next_number(session, "protocol", today.year)),
        act_number=numbers.unguessable("AD", today.year),
        valid_from=period.starts_on if period else None,
        valid_before=period.ends_before if period else None,
    )


def _validity(session: Session, application: Application) -> Period:
    policy = store.policy_on(session, VALID_YEARS, application.submitted_on)
    if policy is None:
        raise Unavailable(policy=VALID_YEARS)
    return validity(application.starts_on, clock.today(), int(policy.value))


def read_decision(database: Database, caller: Caller, query: contract.ReadDecision) -> contract.Decision:
    """Raises: UnknownApplication, NotDecided."""
    application = readable(database, caller, query.application_id)
    decision = decision_on(database, application)
    noted(database, caller, "decision", application)
    return _shown(database, application, decision)


def decision_on(database: Database, application: Application) -> Decision:
    """Raises: NotDecided."""
    with database.reading() as session:
        decision = store.decision_on(session, application.application_id)
    if decision is None:
        raise contract.NotDecided(application_id=application.application_id)
    return decision


def _shown(database: Database, application: Application, decision: Decision) -> contract.Decision:
    with database.reading() as session:
        reasons = store.reasons_on(session, decision.reasons, decision.policy_on)
    return views.decision(decision, application.number, {reason.code: reason for reason in reasons})
