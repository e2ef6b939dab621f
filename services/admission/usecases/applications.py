"""Applications: filing, withdrawing, reading."""

from __future__ import annotations

from contracts.admission import applications as contract
from contracts.catalogue.dictionaries import NomenclaturePublished
from contracts.identity.accounts import MatchPerson, PersonMatch, PersonState, Trust, match_person
from kernel import accesses, clock, cursors, inbox, mergers, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from kernel.rpc import Rpc
from kernel.values import ApplicationId, Role
from services.admission import store, views
from services.admission.domain import numbers
from services.admission.domain.application import Application
from services.admission.domain.checks import Answer, Check
from services.admission.domain.kinds import AdmissionKind


def submit_application(
    database: Database,
    rpc: Rpc,
    caller: Caller,
    command: contract.SubmitApplication,
    *,
    least_trust: Trust | None = None,
) -> contract.Application:
    """File an application; credits and portfolio will answer what they know of the applicant.

    least_trust: how far Госуслуги must vouch for the applicant, where an operator asks for that.
    Raises: UnknownAdmissionKind, ApplicationUnsound, IdentityDiffers, PersonNotConfirmed, AlreadyApplied,
        UnknownPerson.
    """
    if command.starts_on < clock.today():
        raise contract.ApplicationUnsound(starts_on="date.past")
    _prove_identity(rpc, caller, command, least_trust)
    with database.transaction() as session:
        kind = store.kind_on(session, command.kind, clock.today())
        if kind is None:
            raise contract.UnknownAdmissionKind(kind="admission.kind")
        if not store.is_speciality(session, command.speciality, clock.today()):
            raise contract.ApplicationUnsound(speciality="speciality.unknown")
        application = _filed(session, caller, command, kind)
        store.add_application(session, application)
        outbox.add(session, views.submitted(application))
    return views.application(application, {})


def note_nomenclature(database: Database, event: NomenclaturePublished) -> None:
    """From its day on a version says for which specialities one may apply. Repeats are ignored."""
    with database.transaction() as session:
        if inbox.first_time(session, event, "note_nomenclature"):
            store.note_nomenclature(session, event)


def _prove_identity(
    rpc: Rpc, caller: Caller, command: contract.SubmitApplication, least_trust: Trust | None
) -> None:
    """Asked before the transaction: what was typed must not travel in an event."""
    match = rpc.call(
        match_person,
        MatchPerson(
            person_id=caller.person,
            surname=command.surname,
            name=command.name,
            patronymic=command.patronymic,
            snils=command.snils,
            inn=command.inn,
        ),
    )
    if least_trust not in (None, match.trust):
        raise contract.PersonNotConfirmed
    differing = _differing(match)
    if differing:
        raise contract.IdentityDiffers(dict.fromkeys(differing, "identity.differs"))


def _differing(match: PersonMatch) -> tuple[str, ...]:
    return match.differing if match.state is PersonState.ACTIVE else ("person", *match.differing)


def _filed(
    session: Session, caller: Caller, command: contract.SubmitApplication, kind: AdmissionKind
) -> Application:
    now = clock.now()
    today = clock.legal_day(now)
    # The number comes first: it holds the series, so that the question behind it is answered alone.
    position = store.next_number(session, "application", today.year)
    other = store.under_way(session, caller.person, command.speciality)
    if other is not None:
        raise contract.AlreadyApplied(application_id=other)
    application = Application(
        number=numbers.application_number(today.year, position),
        person_id=caller.person,
        kind=command.kind,
        speciality=command.speciality,
        place=command.place,
        starts_on=command.starts_on,
        submitted_at=now,
        submitted_on=today,
        checks=[Check(name=name) for name in kind.checks],
    )
    proved = Answer(codes=(), evidence={"compared": "surname, name, patronymic, snils, inn"})
    application.answer_check(contract.CheckName.IDENTITY, proved, now)
    return application


def withdraw_application(
    database: Database, caller: Caller, command: contract.WithdrawApplication
) -> contract.Application:
    """Take an application back before it is decided.

    Raises: UnknownApplication, ApplicationMoveRefused, StaleVersion.
    """
    with database.transaction() as session:
        application = store.lock_application(session, command.application_id)
        if application is None or application.person_id != caller.person:
            raise contract.UnknownApplication(application_id=command.application_id)
        application.expect_version(command.version)
        application.withdraw()
        outbox.add(session, views.withdrawn(application, clock.now()))
    return shown(database, application)


def read_application(
    database: Database, caller: Caller, query: contract.ReadApplication
) -> contract.Application:
    """One's own application, or any for those who judge.

    Raises: UnknownApplication.
    """
    application = readable(database, caller, query.application_id)
    noted(database, caller, "application", application)
    return shown(database, application)


def noted(database: Database, caller: Caller, thing: str, *seen: Application) -> None:
    """Note that the caller sees `thing` of applications of others."""
    people = [(application.person_id, application.number) for application in seen]
    accesses.note_all(database, caller, f"admission.{thing}.viewed", people)


def readable(database: Database, caller: Caller, application_id: ApplicationId) -> Application:
    """The application, where the caller may see it. Raises: UnknownApplication."""
    with database.reading() as session:
        application = store.application(session, application_id)
        applicant = mergers.now(session, application.person_id) if application else None
    judges = caller.has(Role.REVIEWER, Role.COMMISSION)
    if application is None or not (judges or applicant == caller.person):
        raise contract.UnknownApplication(application_id=application_id)
    return application


def shown(database: Database, application: Application) -> contract.Application:
    """The application with its reasons as worded on the day of filing."""
    with database.reading() as session:
        reasons = store.reasons_on(session, application.codes, application.submitted_on)
    return views.application(application, {reason.code: reason for reason in reasons})


def my_applications(
    database: Database, caller: Caller, query: contract.ListApplications
) -> contract.ApplicationPage:
    """The caller's applications, newest first."""
    with database.reading() as session:
        rows = store.page_of_person(session, caller.person, cursors.identifier(query.cursor), query.limit + 1)
        return _page(session, list(rows), query.limit)


def review_queue(
    database: Database, caller: Caller, query: contract.ListApplications
) -> contract.ApplicationPage:
    """The applications that wait for a reviewer, oldest first; never one's own."""
    return _queue(database, contract.ApplicationState.REVIEW, caller, query)


def commission_queue(
    database: Database, caller: Caller, query: contract.ListApplications
) -> contract.ApplicationPage:
    """The applications that wait for the commission, oldest first; never those the caller reviewed."""
    return _queue(database, contract.ApplicationState.COMMISSION, caller, query)


def _queue(
    database: Database, state: contract.ApplicationState, caller: Caller, query: contract.ListApplications
) -> contract.ApplicationPage:
    with database.reading() as session:
        after = cursors.identifier(query.cursor)
        rows = list(store.page_waiting(session, state, caller.person, after, query.limit + 1))
        page = _page(session, rows, query.limit)
    noted(database, caller, "queue", *rows[: query.limit])
    return page


def _page(session: Session, rows: list[Application], limit: int) -> contract.ApplicationPage:
    codes = {code for row in rows for code in row.codes}
    reasons = store.reasons_on(session, codes, clock.today())
    return views.application_page(rows, limit, {reason.code: reason for reason in reasons})


def list_admission_kinds(
    database: Database, query: contract.ListAdmissionKinds
) -> contract.AdmissionKindList:
    """The kinds of admission in force on a day."""
    with database.reading() as session:
        return views.kind_list(store.kinds_on(session, query.on or clock.today()))
