"""Which states a transaction changes, from what to what: the journal tells it beside what was done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

STATE = "state"
_MOVES = "moves"


@dataclass(frozen=True)
class Move:
    """One change of one thing. identity: its class and primary key."""

    identity: Any
    table: str
    before: str
    after: str


def untold(session: Session) -> dict[str, str]:
    """Table -> "before -> after" of all things whose state has changed and was not told before."""
    note(session)
    moves: dict[Move, bool] = session.info[_MOVES]
    found: dict[str, list[str]] = {}
    for move in [move for move, is_told in moves.items() if not is_told]:
        found.setdefault(move.table, []).append(f"{move.before} -> {move.after}")
        moves[move] = True
    return {table: ", ".join(told) for table, told in found.items()}


def note(session: Session, *_: Any) -> None:
    """Remember what is about to be written. Called before each flush, which forgets what was there before."""
    moves: dict[Move, bool] = session.info.setdefault(_MOVES, {})
    for move in _moves(session):
        moves.setdefault(move, False)


def _moves(session: Session) -> Iterator[Move]:
    for thing in session.dirty:
        known = sa.inspect(thing)
        if STATE in known.attrs:
            history = known.attrs[STATE].history
            for before, after in zip(history.deleted or (), history.added or (), strict=False):
                yield Move(known.identity_key, known.mapper.local_table.name, f"{before}", f"{after}")
