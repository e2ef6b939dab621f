"""Decisions: what the commission decides, the act with its reasons, and its public check.

Owner: services/admission. Vocabulary: docs/glossary.md, "Decision".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from contracts.admission.applications import (
    COMMISSION,
    REVIEWERS,
    SPECIALISTS,
    ApplicationMoveRefused,
    ConflictOfInterest,
    Reason,
    UnknownApplication,
)
from kernel.messages import ANYONE, Event, Invalid, NotFound, Operation, StaleVersion, Unavailable
from kernel.values import ApplicationId, Code, PersonId, Text


class DecisionOutcome(StrEnum):
    ADMIT = "admit"
    REFUSE = "refuse"


class ActState(StrEnum):
    """pending: decided, the act is being drawn up."""

    PENDING = "pending"
    ISSUED = "issued"


class DecisionUnsound(Invalid, ru="Решение противоречит правилам."):
    """The decision contradicts a rule: a refusal needs reasons, an admission none."""


class NotDecided(NotFound, ru="Решение по заявлению ещё не принято.", is_suspect=False):
    """The application has not been decided yet."""


class ActPending(Unavailable, ru="Акт ещё составляется. Повторите запрос чуть позже."):
    """The act is still being drawn up."""


class UnknownAct(NotFound, ru="Акта с таким номером нет."):
    """There is no act of that number."""


@dataclass(frozen=True, kw_only=True)
class Decide:
    """The commission's decision. reasons: codes R01 … R17, for a refusal only."""

    application_id: ApplicationId
    version: int
    outcome: DecisionOutcome
    reasons: tuple[Code, ...] = ()
    rationale: Text


@dataclass(frozen=True, kw_only=True)
class Decision:
    """protocol_number: of the register of decisions. valid_before: for an admission, its end."""

    application_id: ApplicationId
    application_number: str
    outcome: DecisionOutcome
    reasons: tuple[Reason, ...]
    rationale: str
    decided_by: PersonId
    decided_at: datetime
    policy_on: date
    protocol_number: str
    act_number: str
    act_state: ActState
    valid_from: date | None
    valid_before: date | None


@dataclass(frozen=True, kw_only=True)
class ReadDecision:
    application_id: ApplicationId


@dataclass(frozen=True, kw_only=True)
class ActLink:
    """A link to the PDF of the certificate or of the refusal act, for a short time."""

    url: str
    filename: str
    media_type: str
    sha256: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class VerifyAct:
    """Check an act by the number printed on it; no login is needed."""

    act_number: Code


@dataclass(frozen=True, kw_only=True)
class ActProof:
    """What the public may know of an act."""

    act_number: str
    outcome: DecisionOutcome
    speciality: str
    decided_on: date
    valid_from: date | None
    valid_before: date | None
    sha256: str | None


@dataclass(frozen=True, kw_only=True)
class ApplicationDecided(Event, name="admission.application.decided", subject="application_id"):
    """The commission has decided. codes: the reasons of a refusal."""

    application_id: ApplicationId
    number: str
    person_id: PersonId
    speciality: str
    outcome: DecisionOutcome
    codes: tuple[str, ...]
    protocol_number: str


@dataclass(frozen=True, kw_only=True)
class AdmissionGranted(Event, name="admission.admission.granted", subject="person_id"):
    """A specialist may practise in a speciality from one day until another."""

    application_id: ApplicationId
    person_id: PersonId
    speciality: str
    act_number: str
    valid_from: date
    valid_before: date


@dataclass(frozen=True, kw_only=True)
class ActIssued(Event, name="admission.act.issued", subject="application_id"):
    """The certificate or the refusal act has been drawn up and stored."""

    application_id: ApplicationId
    person_id: PersonId
    act_number: str
    outcome: DecisionOutcome
    sha256: str


decide = Operation(
    "admission",
    "decide",
    Decide,
    Decision,
    (UnknownApplication, ApplicationMoveRefused, ConflictOfInterest, DecisionUnsound, StaleVersion),
    roles=COMMISSION,
    step_up=True,
)
read_decision = Operation(
    "admission",
    "read_decision",
    ReadDecision,
    Decision,
    (UnknownApplication, NotDecided),
    roles=SPECIALISTS | REVIEWERS | COMMISSION,
    reads=True,
)
download_act = Operation(
    "admission",
    "download_act",
    ReadDecision,
    ActLink,
    (UnknownApplication, NotDecided, ActPending),
    roles=SPECIALISTS | REVIEWERS | COMMISSION,
    reads=True,
)
verify_act = Operation(
    "admission", "verify_act", VerifyAct, ActProof, (UnknownAct,), roles=ANYONE, reads=True
)
