"""What content tells: heard once, all or nothing, and followed by progress."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from contracts.catalogue import statements as contract
from kernel import clock, cursors
from kernel.database import Database, Session
from kernel.messages import Nothing
from services.catalogue import store, views
from services.catalogue.domain import statement
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.enrolment import Enrolment
from services.catalogue.domain.launch import Audience, Pass, Registration, Site
from services.catalogue.domain.package import Package
from services.catalogue.domain.statement import Frame, StatementLaw, Told
from services.catalogue.usecases import content, study
from services.catalogue.vault import Passes


def store_statements(
    database: Database, passes: Passes, site: Site, command: contract.StoreStatements
) -> contract.StatementIds:
    """Hear what has happened.

    Raises: LaunchRefused, ActivityMoveRefused, StatementUnsound, StatementConflict. CorrectionRefused --
        what is voided has led to what stands for good.
    """
    return contract.StatementIds(content=_heard(database, passes, site, command.token, command.content))


def put_statement(database: Database, passes: Passes, site: Site, command: contract.PutStatement) -> Nothing:
    """Hear one thing under an id that its sender has chosen.

    Raises: LaunchRefused, ActivityMoveRefused, StatementUnsound, StatementConflict, CorrectionRefused.
    """
    [body] = command.content
    if isinstance(body, dict):
        body = {"id": str(command.statementId), **body}
        if str(body["id"]).lower() != str(command.statementId):
            raise contract.StatementUnsound({"0.id": "xapi.statement_id"})
    _heard(database, passes, site, command.token, (body,))
    return Nothing()


def read_statements(
    database: Database, passes: Passes, site: Site, query: contract.ReadStatements
) -> contract.StatementsRead:
    """What was told in this registration. Raises: LaunchRefused, UnknownStatement, StatementUnsound."""
    at = clock.now()
    granted = passes.read(query.token)
    granted.require(Audience.STATEMENTS, at)
    named = query.statementId or query.voidedStatementId
    if query.statementId and query.voidedStatementId:
        raise contract.StatementUnsound(voidedStatementId="xapi.one_id")
    after = cursors.position(query.cursor) if query.cursor else None
    with database.reading() as session:
        store.launches.of(session, granted).require_current()
        law = StatementLaw.of(store.dictionaries.in_force(session, clock.legal_day(at)))
        if named:
            voided = query.statementId is None
            found = store.statements.one(session, granted.registration_id, named, voided=voided)
            return contract.StatementsRead(content=views.statements.statement(found, site))
        limit = min(query.limit or law.batch, law.batch)
        records = store.statements.page(session, granted.registration_id, query, after=after, limit=limit)
    return contract.StatementsRead(content=views.statements.page(records, query, limit, site))


def _heard(
    database: Database, passes: Passes, site: Site, token: str, bodies: Sequence[object]
) -> tuple[UUID, ...]:
    at = clock.now()
    granted = passes.read(token)
    granted.require(Audience.STATEMENTS, at)
    with database.transaction() as session:
        activity, enrolment, registration = _entered(session, granted)
        package = store.launches.package_of(session, registration)
        law = StatementLaw.of(store.dictionaries.in_force(session, clock.legal_day(at)))
        frame = Frame(
            registration=registration,
            actor=site.actor(registration),
            unit=site.unit(activity.activity_id),
            mastery=package.mastery,
        )
        told = statement.all_of(bodies, frame, law, at)
        fresh = _without_known(session, registration, told)
        if fresh:
            before = registration.progress
            if enrolment is not None:
                study.follow(session, activity, enrolment, at)
            statement.hear_all(registration, fresh, law, at)
            store.statements.add(session, registration.registration_id, fresh, at)
            is_undone = _void(session, registration, fresh, frame, package)
            registration.settle(package.move_on, at)
            if enrolment is not None and is_undone and registration.done_at is None:
                content.take_back(session, enrolment, at)
            if enrolment is not None:
                content.follow(session, activity, enrolment, registration, before, at)
    return tuple(one.statement_id for one in told)


def _void(
    session: Session, registration: Registration, told: Sequence[Told], frame: Frame, package: Package
) -> bool:
    """Take back what these take back, and all that followed. Gives whether what was done is so no longer."""
    voided = {one.voids for one in told if one.voids}
    if not voided or not store.statements.void(session, registration.registration_id, voided):
        return False
    standing = store.statements.standing(session, registration.registration_id)
    retold = [(statement.read(body, frame, heard_at), heard_at) for body, heard_at in standing]
    return statement.hear_anew(registration, retold, package.move_on)


def _entered(session: Session, granted: Pass) -> tuple[Activity, Enrolment | None, Registration]:
    """Whose launch it is, locked: first the activity, as a move of it locks them; no enrolment in rehearsal.

    Raises: LaunchRefused, ActivityMoveRefused -- the module earns nothing now.
    """
    activity_id = store.launches.activity_of(session, granted.registration_id)
    activity = store.activities.held(session, activity_id)
    store.launches.of(session, granted).require_current()
    named = store.launches.enrolment_of(session, granted.registration_id)
    enrolment = store.enrolments.within(session, activity_id, named) if named else None
    if enrolment is not None:
        activity.require_number()
    return activity, enrolment, store.launches.registration_locked(session, granted.registration_id)


def _without_known(session: Session, registration: Registration, told: Sequence[Told]) -> list[Told]:
    """What has not been heard before. Raises: StatementConflict -- another statement has the id."""
    ids = [one.statement_id for one in told]
    known = store.statements.digests(session, registration.registration_id, ids)
    for one in told:
        if known.get(one.statement_id, one.digest) != one.digest:
            raise contract.StatementConflict(statement_id=one.statement_id)
    return [one for one in told if one.statement_id not in known]
