"""The chain of a journal: sealed lines are numbered, each bound to the one before by SHA-256.

The relay seals what was committed. A line changed, removed or slipped in later breaks the chain;
an end cut off, or a chain forged anew, is found by whoever knows a head from before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from typing import Any

import sqlalchemy as sa

from kernel import wire
from kernel.machinery import journal

# Before the first line there is nothing.
BEGINNING = b"\0" * 32
SEALED_AT_ONCE = 500
_SEALING = 0x6A6F75726E  # "journ": one sealer at a time in a database


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


def verify(connection: sa.Connection, known: Iterable[Head] = ()) -> int | None:
    """The number of the first sealed line that is not what was sealed, or None if all are.

    known: heads that were read before; the journal must still contain each.
    """
    noted: dict[int, set[bytes]] = {}
    for one in known:
        noted.setdefault(one.number, set()).add(one.hash)
    last = Head(number=0, hash=BEGINNING)
    with connection.execute(_sealed()) as rows:
        for row in rows:
            if not _follows(row, last) or not noted.pop(row.number, {row.hash}) <= {row.hash}:
                return last.number + 1
            last = Head(number=row.number, hash=row.hash)
    return last.number + 1 if any(number > 0 for number in noted) else None


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
