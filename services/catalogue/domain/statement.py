"""Statements of xAPI 1.0.3: what content may tell, field by field, and what it comes to."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from contracts.catalogue.packages import MoveOn
from contracts.catalogue.statements import StatementUnsound
from kernel.values import new_id
from services.catalogue.domain import xapi
from services.catalogue.domain.launch import Registration
from services.catalogue.domain.policy import Policies

COMPLETED, PASSED, FAILED = (f"{xapi.VERBS}{verb}" for verb in ("completed", "passed", "failed"))
Fault = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What a launch has settled. unit: what it is about. mastery: from which score it counts as passed."""

    registration: Registration
    actor: Mapping[str, object]
    unit: str
    mastery: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Told:
    """A sound statement. is_unit: whether it is about the module itself, not about something in it.

    voids: the statement that it takes back. digest: of all that its sender has said.
    """

    statement_id: UUID
    verb: str
    is_unit: bool
    scaled: Decimal | None
    progress: int | None
    voids: UUID | None
    stated_at: datetime
    digest: bytes
    body: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class StatementLaw:
    """batch: statements at once. statement_bytes: of one. statements: of one registration.

    state_bytes: of one document. states: documents of one registration.
    """

    batch: int
    statement_bytes: int
    statements: int
    state_bytes: int
    states: int

    def require_document(self, size: int, names: Collection[str]) -> None:
        """names: of all documents. Raises: StatementUnsound."""
        if size > self.state_bytes:
            raise StatementUnsound(content="xapi.too_large")
        if len(names) > self.states:
            raise StatementUnsound(stateId="xapi.too_many")

    @classmethod
    def of(cls, rules: Policies) -> StatementLaw:
        """Raises: Unavailable."""
        return cls(
            batch=rules.whole("xapi.batch"),
            statement_bytes=rules.whole("xapi.statement_bytes"),
            statements=rules.whole("xapi.statements"),
            state_bytes=rules.whole("xapi.state_bytes"),
            states=rules.whole("xapi.states"),
        )


def all_of(bodies: Sequence[object], frame: Frame, law: StatementLaw, at: datetime) -> list[Told]:
    """What was told at once. Raises: StatementUnsound -- each fault of each, under its place."""
    if len(bodies) > law.batch:
        raise StatementUnsound(content="xapi.batch")
    actor, registration_id = frame.actor, frame.registration.registration_id
    found = {
        f"{place}.{field}".rstrip("."): rule
        for place, body in enumerate(bodies)
        for field, rule in (
            *_size(body, law),
            *xapi.faults(body, actor, registration_id),
        )
    }
    if found:
        raise StatementUnsound(found)
    told = [read(body, frame, at) for body in bodies if isinstance(body, dict)]
    ids = Counter(one.statement_id for one in told)
    for place, one in enumerate(told):
        found |= {f"{place}.{field}": rule for field, rule in judged(one, frame)}
        if ids[one.statement_id] > 1:
            found[f"{place}.id"] = "xapi.repeated"
    if found:
        raise StatementUnsound(found)
    return told


def hear_all(registration: Registration, told: Sequence[Told], law: StatementLaw, at: datetime) -> None:
    """Raises: StatementUnsound -- there are more than anybody has to tell of one module."""
    if registration.statements + len(told) > law.statements:
        raise StatementUnsound(content="xapi.too_many")
    for one in told:
        hear(registration, one, at)


def hear_anew(registration: Registration, told: Iterable[tuple[Told, datetime]], move_on: MoveOn) -> bool:
    """Let a registration be what these make of it, told at these moments.

    Gives whether what was done is done no longer.
    """
    was_done, count = registration.done_at, registration.statements
    registration.forget()
    for one, at in told:
        hear(registration, one, at)
    # What was said was said: voiding makes no room for more.
    registration.statements = count
    if was_done is not None and registration.fulfils(move_on):
        registration.done_at, registration.progress = was_done, 100
    return was_done is not None and registration.done_at is None


def _size(body: object, law: StatementLaw) -> Iterator[Fault]:
    if len(_canonical(body)) > law.statement_bytes:
        yield "", "xapi.too_large"


def read(body: dict[str, Any], frame: Frame, at: datetime) -> Told:
    """A statement without faults. at: when it has arrived, and has happened where it does not say."""
    result, verb = body.get("result", {}), body["verb"]["id"]
    scaled = result.get("score", {}).get("scaled")
    progress = result.get("extensions", {}).get(xapi.PROGRESS)
    said = {name: value for name, value in body.items() if name not in xapi.OURS}
    return Told(
        statement_id=UUID(body["id"]) if "id" in body else new_id(),
        verb=verb,
        is_unit=body["object"].get("id") == frame.unit,
        scaled=None if scaled is None else Decimal(str(scaled)).quantize(Decimal("0.0001")),
        progress=progress,
        voids=UUID(body["object"]["id"]) if verb == xapi.VOIDED else None,
        stated_at=xapi.instant(body["timestamp"]) if "timestamp" in body else at,
        digest=hashlib.sha256(_canonical(said)).digest(),
        body=said,
    )


def judged(told: Told, frame: Frame) -> Iterator[Fault]:
    """What the mastery of the package forbids to say (cmi5, 9.3.4 and 9.3.5)."""
    if told.is_unit and told.scaled is not None and frame.mastery is not None:
        if told.verb == PASSED and told.scaled < frame.mastery:
            yield "result.score.scaled", "xapi.mastery"
        if told.verb == FAILED and told.scaled >= frame.mastery:
            yield "result.score.scaled", "xapi.mastery"


def hear(registration: Registration, told: Told, at: datetime) -> None:
    """Let a registration follow what was told of the module itself."""
    registration.statements += 1
    if not told.is_unit:
        return
    if told.progress is not None:
        registration.progress = max(registration.progress, told.progress)
    if told.scaled is not None and told.verb in (PASSED, FAILED):
        registration.score = max(registration.score or Decimal(0), told.scaled)
    if told.verb == COMPLETED:
        registration.completed_at = registration.completed_at or at
    elif told.verb == PASSED:
        registration.passed_at = registration.passed_at or at
    elif told.verb == FAILED and registration.passed_at is None:
        registration.failed_first = True


def _canonical(told: object) -> bytes:
    """One text per value."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
