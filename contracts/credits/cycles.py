"""Cycles: the five years in which a specialist must earn credits, per speciality.

Owner: services/credits. Vocabulary: docs/glossary.md, "Cycle".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from contracts.credits.policies import PolicyMissing, RuleTrace
from kernel.messages import Conflict, Event, Invalid, NotFound, Operation
from kernel.values import ApplicationId, Code, Credits, CycleId, PersonId, Role


class BasisKind(StrEnum):
    """The document that opens a cycle."""

    CERTIFICATE = "certificate"
    ACCREDITATION_CERTIFICATE = "accreditation_certificate"
    REGISTER_EXTRACT = "register_extract"


class CycleState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class UnknownCycle(NotFound, ru="Такого цикла нет."):
    """There is no such cycle."""


class CycleOverlaps(Conflict, ru="По этой специальности уже есть цикл на эти даты."):
    """The specialist has a cycle of this speciality at that time already."""


class CycleUnsound(Invalid, ru="Данные документа-основания противоречат правилам."):
    """The basis document contradicts a rule."""


@dataclass(frozen=True, kw_only=True)
class OpenCycle:
    """Begin a cycle. series, number: absent while the extract has none yet; reconciled later."""

    speciality: Code
    basis: BasisKind
    basis_series: Code | None = None
    basis_number: Code | None = None
    basis_issued_on: date


@dataclass(frozen=True, kw_only=True)
class Cycle:
    """ends_before: the first day after the cycle, extensions included."""

    cycle_id: CycleId
    person_id: PersonId
    speciality: str
    basis: BasisKind
    basis_series: str | None
    basis_number: str | None
    starts_on: date
    ends_before: date
    state: CycleState


@dataclass(frozen=True, kw_only=True)
class EarnedByKind:
    kind: str
    credits: Credits


@dataclass(frozen=True, kw_only=True)
class Shortfall:
    """What one rule of the accreditation requirement still asks for.

    by: the last day of the cycle. expected_on: the day on which the rule will be met at the pace so far;
    absent when that is not before the cycle ends. text, text_en: the same for people.
    """

    rule: str
    missing: Credits
    by: date
    expected_on: date | None
    text: str
    text_en: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a specialist stands in a cycle: the sum, and every rule with its verdict.

    missing: what is still to be earned for the accreditation requirement; shortfalls: by rule.
    guidance: the requirements that advise and never block.
    claims_until: the last day on which claims for the cycle are accepted.
    on: the day whose truth and whose law are told; known_at: the instant whose knowledge is told.
    """

    cycle: Cycle
    on: date
    total: Credits
    by_kind: tuple[EarnedByKind, ...]
    missing: Credits
    days_left: int
    accreditation: tuple[RuleTrace, ...]
    guidance: tuple[RuleTrace, ...]
    ready: bool
    known_at: datetime | None = None
    claims_until: date | None = None
    shortfalls: tuple[Shortfall, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReadCredits:
    """The specialist's own standing in every cycle that holds a day.

    as_of: the day, today when absent. known_at: as it was known at that instant, now when absent.
    """

    as_of: date | None = None
    known_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ReadCreditsOf:
    """The standing of a specialist, read by those who oversee. The specialist may see who looked.

    case: what it is read for, by number or in a word.
    """

    person_id: PersonId
    case: Code = "oversight"
    as_of: date | None = None
    known_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Standings:
    items: tuple[Standing, ...]


@dataclass(frozen=True, kw_only=True)
class CycleOpened(Event, name="credits.cycle.opened", subject="person_id"):
    """A specialist has begun a cycle.

    carried_from: the cycle of an account merged into this one, which it goes on from.
    """

    cycle_id: CycleId
    person_id: PersonId
    speciality: str
    starts_on: date
    ends_before: date
    carried_from: CycleId | None = None


@dataclass(frozen=True, kw_only=True)
class CycleExtended(Event, name="credits.cycle.extended", subject="person_id"):
    """A legal act has put off the end of a cycle."""

    cycle_id: CycleId
    person_id: PersonId
    speciality: str
    ends_before: date
    legal_act: str


@dataclass(frozen=True, kw_only=True)
class StandingAssessed(Event, name="credits.standing.assessed", subject="application_id"):
    """The hours of an applicant have been held against the policy in force on the day of filing.

    cycle_id: absent when the applicant has no cycle of that speciality.
    """

    application_id: ApplicationId
    person_id: PersonId
    cycle_id: CycleId | None
    total: Credits
    traces: tuple[RuleTrace, ...]


SPECIALISTS = frozenset({Role.SPECIALIST})
OVERSEERS = frozenset({Role.REGULATOR, Role.ADMINISTRATOR, Role.AUDITOR})

open_cycle = Operation(
    "credits", "open_cycle", OpenCycle, Cycle, (CycleOverlaps, CycleUnsound, PolicyMissing), roles=SPECIALISTS
)
my_credits = Operation(
    "credits", "my_credits", ReadCredits, Standings, (PolicyMissing,), roles=SPECIALISTS, reads=True
)
credits_of = Operation(
    "credits", "credits_of", ReadCreditsOf, Standings, (PolicyMissing,), roles=OVERSEERS, reads=True
)
