"""What content remembers between launches, and what it is told of its launch: the State of xAPI."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json

from contracts.catalogue import statements as contract
from kernel import clock
from kernel.database import Database, Session
from kernel.messages import Nothing, StaleVersion
from services.catalogue import store
from services.catalogue.domain import launch_data
from services.catalogue.domain.launch import Audience, Pass, Registration, Site
from services.catalogue.domain.statement import StatementLaw
from services.catalogue.usecases import study
from services.catalogue.vault import Passes


def read_state(
    database: Database, passes: Passes, site: Site, query: contract.ReadState
) -> contract.StateRead:
    """One document, or the names of all. Raises: LaunchRefused, StatementUnsound, UnknownState."""
    granted = _granted(passes, query.token)
    with database.reading() as session:
        registration = _own(session, granted, site, query)
        if query.stateId == launch_data.STATE:
            package = store.launches.package_of(session, registration)
            told = launch_data.of(registration, package, granted.launch_id, site)
            return _document(json.dumps(told).encode(), "application/json")
        if query.stateId is None:
            names = store.statements.state_ids(session, granted.registration_id)
            return _document(json.dumps(names).encode(), "application/json")
        found = store.statements.state(session, granted.registration_id, query.stateId)
    return _document(found.content, found.media_type)


def put_state(database: Database, passes: Passes, site: Site, command: contract.PutState) -> Nothing:
    """Keep a document in the place of the one before.

    Raises: LaunchRefused, StatementUnsound -- it is too large, or there are too many. StaleVersion.
    """
    at, granted = clock.now(), _granted(passes, command.token)
    content = _bytes(command.content)
    with database.transaction() as session:
        registration = _own(session, granted, site, command)
        # Two writers of one registration wait for each other here.
        store.launches.registration_locked(session, registration.registration_id)
        law = StatementLaw.of(store.dictionaries.in_force(session, clock.legal_day(at)))
        names = set(store.statements.state_ids(session, granted.registration_id))
        law.require_document(len(content), names | {command.stateId})
        _require_match(session, granted, command.stateId, command.if_match, command.if_none_match)
        document = {
            "registration_id": granted.registration_id,
            "state_id": command.stateId,
            "media_type": command.media_type,
            "content": content,
            "etag": _etag(content),
            "updated_at": at,
        }
        store.statements.keep_state(session, document)
        if registration.enrolment_id is not None:
            # Content that tells little saves much; what it completes is told by the next sign.
            study.hear(session, registration.enrolment_id, registration.person_id, at)
    return Nothing()


def delete_state(database: Database, passes: Passes, site: Site, command: contract.DeleteState) -> Nothing:
    """Forget a document; what is not there is forgotten already.

    Raises: LaunchRefused, StatementUnsound, StaleVersion.
    """
    granted = _granted(passes, command.token)
    with database.transaction() as session:
        registration = _own(session, granted, site, command)
        store.launches.registration_locked(session, registration.registration_id)
        _require_match(session, granted, command.stateId, command.if_match, is_new=False)
        store.statements.forget_state(session, granted.registration_id, command.stateId)
    return Nothing()


def _granted(passes: Passes, token: str) -> Pass:
    """Raises: LaunchRefused."""
    granted = passes.read(token)
    granted.require(Audience.STATEMENTS, clock.now())
    return granted


def _own(
    session: Session,
    granted: Pass,
    site: Site,
    asked: contract.ReadState | contract.PutState | contract.DeleteState,
) -> Registration:
    """The registration of the launch, of which alone its content may ask.

    Raises: LaunchRefused, StatementUnsound.
    """
    store.launches.of(session, granted).require_current()
    registration = store.launches.registration(session, granted.registration_id)
    launch_data.require_own(registration, site, asked.activityId, asked.agent, asked.registration)
    return registration


def _require_match(
    session: Session, granted: Pass, state_id: str, if_match: str | None, is_new: bool
) -> None:
    """Raises: StaleVersion -- the document is another one than its writer believes."""
    found = store.statements.state_known(session, granted.registration_id, state_id)
    if is_new and found is not None:
        raise StaleVersion(state_id=state_id)
    if if_match is not None and (found is None or if_match not in ("*", found.etag)):
        raise StaleVersion(state_id=state_id)


def _document(content: bytes, media_type: str) -> contract.StateRead:
    return contract.StateRead(
        content=base64.b64encode(content).decode(), media_type=media_type, etag=_etag(content)
    )


def _bytes(content: str) -> bytes:
    """Raises: StatementUnsound."""
    try:
        return base64.b64decode(content.encode(), validate=True)
    except binascii.Error as error:
        raise contract.StatementUnsound(content="xapi.base64") from error


def _etag(content: bytes) -> str:
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()
