"""Answering an application: the applicant's hours against the law of the day of filing."""

from __future__ import annotations

from contracts.admission.applications import ApplicationSubmitted
from kernel import clock, inbox, outbox
from kernel.database import Database
from services.credits import views
from services.credits.store import cycles, law, ledger


def assess_standing(database: Database, event: ApplicationSubmitted) -> None:
    """Hold what the applicant had earned by the day of filing against its policies, and announce the traces.

    Raises: PolicyMissing -- nobody is refused because a rule is unknown; the event is to be delivered again.
    """
    filed_on = event.submitted_on
    with database.transaction() as session:
        if inbox.first_time(session, event, "assess_standing"):
            cycle = cycles.cycle_begun_by(session, event.person_id, event.speciality, filed_on)
            earned = ledger.earned(session, cycle.cycle_id, until=filed_on) if cycle else []
            policies = law.policies(session)
            outbox.add(session, views.assessed(event, cycle, earned, policies, at=clock.now()))
