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
    request = _Request({"operation": operation, "caller": _identity(caller), "key": key}, body)
    try:
        with database.reading() as session:
            request.give_first_answer(session)
        with database.gathered(request.claim):
            response = answer()
            with database.transaction() as session:
                request.keep(session, response)
    except _AnsweredBefore as first:
        return first.response
    return response


class _AnsweredBefore(Exception):
    """The request has its answer."""

    def __init__(self, response: Any) -> None:
        self.response = response


class _Request:
    def __init__(self, identity: dict[str, str], body: object) -> None:
        self._identity = identity
        self._digest = hashlib.sha256(wire.canonical(body)).digest()
        self._same = [answered_requests.c[name] == value for name, value in identity.items()]

    def claim(self, session: Session) -> None:
        """Take the request on. A simultaneous twin waits here until the first commits or rolls back."""
        claimed = insert(answered_requests).values(**self._identity, body_sha256=self._digest)
        new = claimed.on_conflict_do_nothing().returning(answered_requests.c.key)
        if session.scalar(new) is None:
            self.give_first_answer(session)

    def give_first_answer(self, session: Session) -> None:
        """Raises: _AnsweredBefore, IdempotencyKeyReused -- if there is one."""
        columns = answered_requests.c.body_sha256, answered_requests.c.response
        first = session.execute(sa.select(*columns).where(*self._same)).one_or_none()
        if first is None:
            return
        if first.body_sha256 != self._digest:
            raise IdempotencyKeyReused
        raise _AnsweredBefore(first.response)

    def keep(self, session: Session, response: Any) -> None:
        session.execute(sa.update(answered_requests).where(*self._same).values(response=response))


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


def _identity(caller: Caller) -> str:
    return f"{caller.process}/{caller.person_id or ''}/{caller.organisation_id or ''}"
