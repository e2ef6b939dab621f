"""A request is answered once: its repeats, even simultaneous ones, get the first answer."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from kernel import wire
from kernel.database import Database
from kernel.machinery import answered_requests
from kernel.messages import Caller, IdempotencyKeyReused, Invalid

KEPT = timedelta(hours=48)
PURGED_AT_ONCE = 1000


def once(
    database: Database, *, operation: str, caller: Caller, key: str, body: object, answer: Callable[[], Any]
) -> Any:
    """What `answer` gives, or gave when `caller` first sent `key` to `operation`.

    operation: its key on the wire, "credits.award".
    body: the request, as JSON data.
    answer: gives JSON data; its transactions join the one in which the answer is kept,
        so an error leaves nothing behind and the next repeat is answered afresh.

    Raises: IdempotencyKeyReused -- `key` came with another body before.
        Invalid -- the key is not 1 to 128 visible ASCII characters.
        What `answer` raises.
    """
    if not re.fullmatch(r"[!-~]{1,128}", key):
        raise Invalid({"Idempotency-Key": "idempotency_key.format"})
    request = {"operation": operation, "caller": _identity(caller), "key": key}
    digest = hashlib.sha256(wire.canonical(body)).digest()
    with database.transaction() as session:
        if not _claim(session, request, digest):
            return _first_answer(session, request, digest)
        response = answer()
        session.execute(sa.update(answered_requests).where(*_same(request)).values(response=response))
    return response


def purge(database: Database, now: datetime) -> int:
    """Forget answers older than 48 hours, a thousand at the most. Gives how many."""
    with database.transaction() as session:
        expired = (
            sa.select(answered_requests.c.operation, answered_requests.c.caller, answered_requests.c.key)
            .where(answered_requests.c.created_at < now - KEPT)
            .limit(PURGED_AT_ONCE)
        )
        identity = sa.tuple_(*answered_requests.primary_key.columns)
        forgotten = (
            sa.delete(answered_requests).where(identity.in_(expired)).returning(answered_requests.c.key)
        )
        return len(session.scalars(forgotten).all())


def _claim(session: Session, request: dict[str, str], digest: bytes) -> bool:
    # A simultaneous twin waits here until the first commits or rolls back.
    claimed = insert(answered_requests).values(**request, body_sha256=digest).on_conflict_do_nothing()
    return session.scalar(claimed.returning(answered_requests.c.key)) is not None


def _first_answer(session: Session, request: dict[str, str], digest: bytes) -> Any:
    columns = answered_requests.c.body_sha256, answered_requests.c.response
    first = session.execute(sa.select(*columns).where(*_same(request))).one()
    if first.body_sha256 != digest:
        raise IdempotencyKeyReused
    return first.response


def _same(request: dict[str, str]) -> list[sa.ColumnElement[bool]]:
    return [answered_requests.c[name] == value for name, value in request.items()]


def _identity(caller: Caller) -> str:
    return f"{caller.process}/{caller.person_id or ''}/{caller.organisation_id or ''}"
