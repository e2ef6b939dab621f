"""Anomalies: behaviour that stands out in the journals, for a human to look at. Nobody is judged by it.

Owner: services/monitoring. Vocabulary: docs/glossary.md, "Anomaly".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from kernel.messages import Conflict, Event, NotFound, Operation
from kernel.values import Limit, Line, PersonId, Role

AnomalyId = NewType("AnomalyId", UUID)


class AnomalyState(StrEnum):
    """explained: it was harmless. confirmed: it was not."""

    OPEN = "open"
    EXPLAINED = "explained"
    CONFIRMED = "confirmed"


class Finding(StrEnum):
    """What a look at an anomaly may end with."""

    EXPLAINED = "explained"
    CONFIRMED = "confirmed"


class UnknownAnomaly(NotFound, ru="Такой аномалии нет."):
    """There is no such anomaly."""


class AnomalySettled(Conflict, ru="Эта аномалия уже разобрана."):
    """This anomaly was settled before."""


@dataclass(frozen=True, kw_only=True)
class ListAnomalies:
    """rule: its code in data/anomaly_rules.csv."""

    state: AnomalyState | None = None
    rule: Line | None = None
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class Anomaly:
    """Journal lines that a rule counts were more than it allows.

    about: whose they are: the identifier of a person or a program, or `unknown`. count: of lines, or of
    different subjects, as the rule says; most: as many are usual within `minutes`.
    title, title_en: of the rule. note: what the look at it has found.
    """

    anomaly_id: AnomalyId
    rule: str
    title: str
    title_en: str
    about: str
    count: int
    most: int
    minutes: int
    first_at: datetime
    last_at: datetime
    state: AnomalyState
    note: str | None
    settled_by: PersonId | None
    settled_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class AnomalyPage:
    """The last detected first."""

    items: tuple[Anomaly, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class SettleAnomaly:
    anomaly_id: AnomalyId
    finding: Finding
    note: Line


@dataclass(frozen=True, kw_only=True)
class AnomalyDetected(Event, name="monitoring.anomaly.detected", subject="anomaly_id"):
    """Somebody should look: a rule counts more than is usual."""

    anomaly_id: AnomalyId
    rule: str
    about: str
    count: int
    first_at: datetime
    last_at: datetime


WATCHERS = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})

list_anomalies = Operation(
    "monitoring", "list_anomalies", ListAnomalies, AnomalyPage, roles=WATCHERS, reads=True
)
settle_anomaly = Operation(
    "monitoring",
    "settle_anomaly",
    SettleAnomaly,
    Anomaly,
    (UnknownAnomaly, AnomalySettled),
    roles=frozenset({Role.ADMINISTRATOR}),
)
