"""Statements: what the content of a module tells of the one who goes through it, in the words of xAPI.

The subset of xAPI 1.0.3 that content of cmi5 needs: statements with activities as objects, voiding,
and the State resource. Fields and parameters bear the names of the standard; `token` travels in the
Authorization header, `content` is the body itself, everything else stands in the query.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Modules".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from contracts.catalogue.activities import ActivityMoveRefused
from contracts.catalogue.corrections import CorrectionRefused
from contracts.catalogue.launches import LaunchRefused
from kernel.messages import ANYONE, Conflict, Invalid, NotFound, Nothing, Operation, StaleVersion
from kernel.values import Length, Range, Secret

VERSION = "1.0.3"
Iri = Annotated[str, Length(1, 500)]
StateId = Annotated[str, Length(1, 200)]
Document = Annotated[str, Length(0, 1_000_000)]


class StatementUnsound(Invalid, ru="Сообщение модуля не отвечает стандарту или его запуску."):
    """A statement breaks a rule of xAPI, or of its launch; details: its place and field -> rule."""


class StatementConflict(Conflict, ru="Сообщение с таким номером уже есть, и в нём другое."):
    """There is a statement of this id that says something else."""


class UnknownStatement(NotFound, ru="Такого сообщения нет.", is_suspect=False):
    """There is no such statement."""


class UnknownState(NotFound, ru="Такого документа нет.", is_suspect=False):
    """There is no such document."""


@dataclass(frozen=True, kw_only=True)
class StoreStatements:
    """Tell what has happened, all or nothing; what was told before is heard once."""

    token: Secret
    content: Annotated[tuple[object, ...], Length(1, 500)]


@dataclass(frozen=True, kw_only=True)
class StatementIds:
    content: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class PutStatement:
    """Tell one thing under an id that is known before."""

    token: Secret
    statementId: UUID  # noqa: N815 -- the standard's word
    content: Annotated[tuple[object, ...], Length(1, 1)]


@dataclass(frozen=True, kw_only=True)
class ReadStatements:
    """What was told in this registration, the newest first. cursor: of `more`."""

    token: Secret
    statementId: UUID | None = None  # noqa: N815 -- the standard's word
    voidedStatementId: UUID | None = None  # noqa: N815 -- the standard's word
    verb: Iri | None = None
    since: datetime | None = None
    until: datetime | None = None
    ascending: bool = False
    cursor: Annotated[str, Length(1, 200)] | None = None
    limit: Annotated[int, Range(0, 1000)] = 0


@dataclass(frozen=True, kw_only=True)
class StatementsRead:
    """content: one statement, or `{"statements": […], "more": "…"}`."""

    content: object


@dataclass(frozen=True, kw_only=True)
class ReadState:
    """A document of the content's own; without stateId the names of all.

    agent, registration: as launched, where given.
    """

    token: Secret
    activityId: Iri  # noqa: N815 -- the standard's word
    agent: Annotated[str, Length(1, 1000)]
    stateId: StateId | None = None  # noqa: N815 -- the standard's word
    registration: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class StateRead:
    """content: Base64. etag: of the bytes."""

    content: str
    media_type: str
    etag: str


@dataclass(frozen=True, kw_only=True)
class PutState:
    """Remember a document until the next launch. content: Base64.

    if_match: the tag that was read; if_none_match: whether there must be none yet.
    """

    token: Secret
    activityId: Iri  # noqa: N815 -- the standard's word
    agent: Annotated[str, Length(1, 1000)]
    stateId: StateId  # noqa: N815 -- the standard's word
    registration: UUID | None = None
    media_type: Annotated[str, Length(1, 100)] = "application/octet-stream"
    if_match: Annotated[str, Length(1, 100)] | None = None
    if_none_match: bool = False
    content: Document = ""


@dataclass(frozen=True, kw_only=True)
class DeleteState:
    token: Secret
    activityId: Iri  # noqa: N815 -- the standard's word
    agent: Annotated[str, Length(1, 1000)]
    stateId: StateId  # noqa: N815 -- the standard's word
    registration: UUID | None = None
    if_match: Annotated[str, Length(1, 100)] | None = None


_HEARD = (LaunchRefused, ActivityMoveRefused, StatementUnsound, StatementConflict, CorrectionRefused)

# Open: whoever has the key of a launch may tell of it, and nothing else.
store_statements = Operation(
    "catalogue", "store_statements", StoreStatements, StatementIds, _HEARD, roles=ANYONE
)
put_statement = Operation("catalogue", "put_statement", PutStatement, Nothing, _HEARD, roles=ANYONE)
read_statements = Operation(
    "catalogue",
    "read_statements",
    ReadStatements,
    StatementsRead,
    (LaunchRefused, UnknownStatement, StatementUnsound),
    roles=ANYONE,
    reads=True,
)
read_state = Operation(
    "catalogue",
    "read_state",
    ReadState,
    StateRead,
    (LaunchRefused, UnknownState, StatementUnsound),
    roles=ANYONE,
    reads=True,
)
put_state = Operation(
    "catalogue",
    "put_state",
    PutState,
    Nothing,
    (LaunchRefused, StatementUnsound, StaleVersion),
    roles=ANYONE,
)
delete_state = Operation(
    "catalogue",
    "delete_state",
    DeleteState,
    Nothing,
    (LaunchRefused, StatementUnsound, StaleVersion),
    roles=ANYONE,
)
