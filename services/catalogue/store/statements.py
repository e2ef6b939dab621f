"""Statements of content, and the documents that it remembers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.launches import RegistrationId
from contracts.catalogue.statements import ReadStatements, UnknownState, UnknownStatement
from services.catalogue.domain.statement import Told
from services.catalogue.tables import statements, states


def digests(session: Session, registration_id: RegistrationId, ids: Collection[UUID]) -> dict[UUID, bytes]:
    """What is known of these already."""
    query = sa.select(statements.c.statement_id, statements.c.digest).where(
        statements.c.registration_id == registration_id, statements.c.statement_id.in_(ids)
    )
    return {row.statement_id: row.digest for row in session.execute(query)}


def add(session: Session, registration_id: RegistrationId, told: Sequence[Told], at: datetime) -> None:
    rows = [
        {
            "registration_id": registration_id,
            "statement_id": one.statement_id,
            "verb": one.verb,
            "stated_at": one.stated_at,
            "stored_at": at,
            "digest": one.digest,
            "body": one.body,
        }
        for one in told
    ]
    session.execute(statements.insert(), rows)


def void(session: Session, registration_id: RegistrationId, ids: Collection[UUID]) -> bool:
    """Let these no longer be found. Gives whether any was.

    What voids cannot be voided, and what is not there is left alone.
    """
    of = statements.c.registration_id == registration_id, statements.c.statement_id.in_(ids)
    is_voiding = statements.c.body["object"]["objectType"].astext == "StatementRef"
    found = session.execute(
        sa.update(statements)
        .where(*of, statements.c.voided.is_(False), sa.not_(sa.func.coalesce(is_voiding, sa.false())))
        .values(voided=True)
        .returning(statements.c.statement_id)
    )
    return bool(found.all())


def standing(session: Session, registration_id: RegistrationId) -> list[tuple[dict[str, Any], datetime]]:
    """All that is not voided, as it was told and when, in its order."""
    query = sa.select(statements.c.body, statements.c.stored_at).where(
        statements.c.registration_id == registration_id, statements.c.voided.is_(False)
    )
    return [(row.body, row.stored_at) for row in session.execute(query.order_by(statements.c.place))]


def one(
    session: Session, registration_id: RegistrationId, statement_id: UUID, *, voided: bool
) -> sa.Row[Any]:
    """Raises: UnknownStatement."""
    query = sa.select(statements).where(
        statements.c.registration_id == registration_id,
        statements.c.statement_id == statement_id,
        statements.c.voided == voided,
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise UnknownStatement(statement_id=statement_id)
    return found


def page(
    session: Session, registration_id: RegistrationId, query: ReadStatements, *, after: int | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """Those that stand, and one row more."""
    column, place = statements.c, statements.c.place
    found = sa.select(statements).where(column.registration_id == registration_id, column.voided.is_(False))
    if query.verb is not None:
        found = found.where(column.verb == query.verb)
    if query.since is not None:
        found = found.where(column.stored_at > query.since)
    if query.until is not None:
        found = found.where(column.stored_at <= query.until)
    if after is not None:
        found = found.where(place > after if query.ascending else place < after)
    order = place if query.ascending else place.desc()
    return session.execute(found.order_by(order).limit(limit + 1)).all()


def state(session: Session, registration_id: RegistrationId, state_id: str) -> sa.Row[Any]:
    """Raises: UnknownState."""
    found = state_known(session, registration_id, state_id)
    if found is None:
        raise UnknownState(state_id=state_id)
    return found


def state_known(session: Session, registration_id: RegistrationId, state_id: str) -> sa.Row[Any] | None:
    query = sa.select(states).where(
        states.c.registration_id == registration_id, states.c.state_id == state_id
    )
    return session.execute(query).one_or_none()


def state_ids(session: Session, registration_id: RegistrationId) -> list[str]:
    query = sa.select(states.c.state_id).where(states.c.registration_id == registration_id)
    return list(session.scalars(query.order_by(states.c.state_id)))


def keep_state(session: Session, values: dict[str, Any]) -> None:
    row = insert(states).values(values)
    same = [states.c.registration_id, states.c.state_id]
    session.execute(row.on_conflict_do_update(index_elements=same, set_=values))


def forget_state(session: Session, registration_id: RegistrationId, state_id: str) -> None:
    gone = states.c.registration_id == registration_id, states.c.state_id == state_id
    session.execute(sa.delete(states).where(*gone))
