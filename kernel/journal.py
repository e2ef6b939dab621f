"""The journal: who did what, to what, on whose behalf. Lines are only ever added.

The relay seals committed lines: it numbers them and chains each to the one before
by SHA-256, so that a line changed, removed or slipped in later is noticed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kernel import clock, context, logs, wire
from kernel.machinery import journal
from kernel.values import OrganisationId, PersonId, new_id

# Before the first line there is nothing.
BEGINNING = b"\0" * 32
SEALED_AT_ONCE = 500
_SEALING = 0x6A6F75726E  # "journ": one sealer at a time in a database


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line as readers see it. position: provisional, like hash absent, until the line is sealed."""

    position: int
    at: datetime
    process: str
    actor: PersonId | None
    acting_as: OrganisationId | None
    action: str
    subject: str
    correlation_id: str
    detail: dict[str, str]
    hash: str | None


@dataclass(frozen=True, kw_only=True)
class Head:
    """The last sealed line. Kept elsewhere, it shows that the end of the journal was not cut off."""

    number: int
    hash: bytes

    @classmethod
    def parse(cls, text: str) -> Head:
        """Read `number:hash`, as `str` writes it."""
        number, digest = text.split(":")
        return cls(number=int(number), hash=bytes.fromhex(digest))

    def __str__(self) -> str:
        return f"{self.number}:{self.hash.hex()}"


def record(session: Session, action: str, subject: str, **detail: object) -> None:
    """Note `action` upon `subject` by the caller of the current request.

    detail: identifiers and states. Raises: ValueError -- a name that tells of personal data.
    """
    record_all(session, [entry(action, subject, **detail)])


def entry(action: str, subject: str, **detail: object) -> dict[str, Any]:
    """A line to be recorded; see `record`."""
    private = [name for name in detail if logs.is_private(name)]
    if private:
        raise ValueError(f"the journal holds no personal data: {', '.join(private)}")
    request = context.current()
    caller = request.caller if request else None
    return {
        "at": clock.now(),
        "process": caller.process if caller else "system",
        "actor": caller.person_id if caller else None,
        "acting_as": caller.organisation_id if caller else None,
        "action": action,
        "subject": subject,
        "correlation_id": request.correlation_id if request else str(new_id()),
        "detail": {name: str(value) for name, value in detail.items()},
    }


def record_all(session: Session, entries: Sequence[Mapping[str, Any]]) -> None:
    """Note many lines at once."""
    session.execute(journal.insert(), entries)


def read(
    session: Session, *, after: int, limit: int, subject: str | None = None
) -> tuple[list[Line], int | None]:
    """Up to `limit` lines behind position `after`, and the position to go on from, if there is more.

    Sealed lines come in their order for ever; the few that are not sealed yet come last.
    """
    lines = sa.select(journal).where(sa.or_(journal.c.number > after, journal.c.number.is_(None)))
    if subject is not None:
        lines = lines.where(journal.c.subject == subject)
    order = journal.c.number.asc().nulls_last(), journal.c.position
    rows = session.execute(lines.order_by(*order).limit(limit + 1)).all()
    provisional = count(head(session.connection()).number + 1)
    page = [_line(row, row.number or next(provisional)) for row in rows[:limit]]
    more = len(rows) > limit and page[-1].hash is not None
    return page, page[-1].position if more else None


def seal(connection: sa.Connection) -> int:
    """Number and chain the lines committed since the last sealing. Gives how many; 0 while another seals."""
    if not connection.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(_SEALING))):
        return 0
    last = head(connection)
    number, chain = last.number, last.hash
    seals = []
    for row in connection.execute(_unsealed()):
        number, previous = number + 1, chain
        chain = _hash(row, number, previous)
        seals.append(
            {"at_position": row.position, "number": number, "previous_hash": previous, "hash": chain}
        )
    if seals:
        sealed = sa.update(journal).where(journal.c.position == sa.bindparam("at_position"))
        connection.execute(sealed, seals)
    return len(seals)


def verify(connection: sa.Connection, known: Head | None = None) -> int | None:
    """The number of the first sealed line that is not what was sealed, or None if all are.

    known: a head that was read before; the journal must still contain it.
    """
    last = Head(number=0, hash=BEGINNING)
    with connection.execute(_sealed()) as rows:
        for row in rows:
            if not _follows(row, last) or (known and known.number == row.number and known.hash != row.hash):
                return last.number + 1
            last = Head(number=row.number, hash=row.hash)
    return last.number + 1 if known and known.number > last.number else None


def head(connection: sa.Connection) -> Head:
    last = sa.select(journal.c.number, journal.c.hash).where(journal.c.number.is_not(None))
    row = connection.execute(last.order_by(journal.c.number.desc()).limit(1)).first()
    return Head(number=row.number, hash=row.hash) if row else Head(number=0, hash=BEGINNING)


def _unsealed() -> sa.Select[Any]:
    lines = sa.select(journal).where(journal.c.number.is_(None))
    return lines.order_by(journal.c.position).limit(SEALED_AT_ONCE)


def _sealed() -> sa.Select[Any]:
    lines = sa.select(journal).where(journal.c.number.is_not(None))
    return lines.order_by(journal.c.number).execution_options(yield_per=1000)


def _follows(row: sa.Row[Any], last: Head) -> bool:
    sealed = Head(number=last.number + 1, hash=_hash(row, last.number + 1, last.hash))
    return row.previous_hash == last.hash and Head(number=row.number, hash=row.hash) == sealed


def _hash(row: sa.Row[Any], number: int, previous: bytes) -> bytes:
    line = {
        "number": number,
        "position": row.position,
        "at": row.at.astimezone(UTC).isoformat(),
        "process": row.process,
        "actor": row.actor and str(row.actor),
        "acting_as": row.acting_as and str(row.acting_as),
        "action": row.action,
        "subject": row.subject,
        "correlation_id": row.correlation_id,
        "detail": row.detail,
    }
    return hashlib.sha256(previous + wire.canonical(line)).digest()


def _line(row: sa.Row[Any], position: int) -> Line:
    return Line(
        position=position,
        at=row.at,
        process=row.process,
        actor=row.actor,
        acting_as=row.acting_as,
        action=row.action,
        subject=row.subject,
        correlation_id=row.correlation_id,
        detail=row.detail,
        hash=row.hash.hex() if row.hash else None,
    )
