"""Review: the automatic checks as their facts arrive, and the reviewer's recommendation."""

from __future__ import annotations

from contracts.admission import applications as contract
from contracts.credits.cycles import StandingAssessed
from contracts.portfolio.packages import PackageFrozen
from kernel import clock, inbox, outbox
from kernel.database import Database
from kernel.messages import Caller, Event
from kernel.values import ApplicationId
from services.admission import store, views
from services.admission.domain import checks
from services.admission.domain.checks import Answer
from services.admission.usecases.applications import shown


def check_hours(database: Database, event: StandingAssessed) -> None:
    """Take the answer of credits into account. Repeats are ignored."""
    answer = checks.of_standing(event)
    _answer(database, event, event.application_id, contract.CheckName.HOURS, answer)


def check_documents(database: Database, event: PackageFrozen) -> None:
    """Take the answer of the portfolio into account. Repeats are ignored."""
    answer = checks.of_package(event)
    _answer(database, event, event.application_id, contract.CheckName.DOCUMENTS, answer)


def _answer(
    database: Database,
    event: Event,
    application_id: ApplicationId,
    name: contract.CheckName,
    answer: Answer,
) -> None:
    now = clock.now()
    with database.transaction() as session:
        if not inbox.first_time(session, event, f"check_{name}"):
            return
        application = store.lock_application(session, application_id)
        if application is not None and application.answer_check(name, answer, now):
            outbox.add(session, views.checked(application, now))


def recommend(database: Database, caller: Caller, command: contract.Recommend) -> contract.Application:
    """Advise the commission.

    Raises: UnknownApplication, ApplicationMoveRefused, ConflictOfInterest, StaleVersion.
    """
    now = clock.now()
    with database.transaction() as session:
        application = store.lock_application(session, command.application_id)
        if application is None:
            raise contract.UnknownApplication(application_id=command.application_id)
        application.expect_version(command.version)
        application.recommend(command.kind, caller.person, command.rationale, now)
        outbox.add(session, views.recommended(application, command.kind, now))
    return shown(database, application)
