"""The journal tells which state became which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import registry

from kernel import journal
from kernel.database import Database, Session


class State(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    READ = "read"


@dataclass
class Letter:
    letter_id: int
    state: State


mapping = registry()
letters = sa.Table(
    "letters",
    mapping.metadata,
    sa.Column("letter_id", sa.Integer, primary_key=True),
    sa.Column("state", sa.Enum(State, native_enum=False), nullable=False),
)
mapping.map_imperatively(Letter, letters)


@pytest.fixture
def letter_of(database: Database, owner: sa.Engine) -> Callable[[Session], Letter]:
    """A letter that was drafted before."""
    mapping.metadata.create_all(owner)
    with database.transaction() as session:
        session.add(Letter(1, State.DRAFT))
    return lambda session: session.get_one(Letter, 1)


def details(database: Database) -> list[dict[str, Any]]:
    with database.reading() as session:
        return [line.detail for line in journal.read(session, after=0, limit=10)[0]]


def test_a_line_tells_what_a_state_was_and_what_it_became(
    database: Database, letter_of: Callable[[Session], Letter]
) -> None:
    with database.transaction() as session:
        letter_of(session).state = State.SENT
        journal.record(session, "letter.sent", "1", by="post")

    assert details(database) == [{"by": "post", "letters": "draft -> sent"}]


def test_a_change_is_told_once_even_when_it_was_written_before(
    database: Database, letter_of: Callable[[Session], Letter]
) -> None:
    with database.transaction() as session:
        letter = letter_of(session)
        letter.state = State.SENT
        session.flush()
        letter.state = State.READ
        journal.record(session, "letter.read", "1")
        journal.record(session, "letter.kept", "1")

    assert details(database) == [{"letters": "draft -> sent, sent -> read"}, {}]


def test_a_state_that_stays_is_not_told(database: Database, letter_of: Callable[[Session], Letter]) -> None:
    with database.transaction() as session:
        letter_of(session).state = State.DRAFT
        journal.record(session, "letter.seen", "1")

    assert details(database) == [{}]
