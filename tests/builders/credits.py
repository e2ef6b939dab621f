"""Claims, cycles and policies, of which a test names only what matters to it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from contracts.admission.applications import ApplicationSubmitted
from contracts.catalogue.activities import ActivityApproved, ActivityKind
from contracts.catalogue.enrolments import ActivityCompleted
from contracts.credits.cycles import BasisKind, OpenCycle
from contracts.credits.ledger import AwardCredits
from kernel import reference
from kernel.messages import Caller
from kernel.values import (
    ActivityId,
    ApplicationId,
    Credits,
    EnrolmentId,
    OrganisationId,
    PersonId,
    Role,
    new_id,
)
from services.credits.domain.claim import Case, Claim
from services.credits.domain.cycle import Basis, Cycle, Extension
from services.credits.domain.policy import Policies, Policy, PolicyType
from services.credits.domain.requirements import Earned
from services.credits.reference import PolicyRow
from services.credits.vault import Vault

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
THERAPY = "terapiya"
PERSON = PersonId(new_id())
VAULT = Vault((bytes(32),))
LAW = [row.as_policy() for row in reference.read(DATA / "policies.csv", PolicyRow)]


def policies(*changed: Policy, without: str | None = None) -> Policies:
    """The law of `data/policies.csv`; `changed` rows stand in for all rows of their keys."""
    gone = {row.key for row in changed} | {without}
    return Policies([*(row for row in LAW if row.key not in gone), *changed])


def a_policy(
    key: str, value: str, *, since: date = date(2016, 1, 1), before: date | None = None, **told: Any
) -> Policy:
    facts: dict[str, Any] = {"type": PolicyType.TEXT}
    return Policy(
        key=key,
        value=value,
        unit="",
        valid_from=since,
        valid_before=before,
        legal_act="an act",
        source="test",
        verified=False,
        **facts | told,
    )


def credits(text: str | int) -> Credits:
    return Credits.parse(str(text))


def a_basis(issued_on: date = date(2024, 3, 1), **told: Any) -> Basis:
    facts: dict[str, Any] = {"kind": BasisKind.REGISTER_EXTRACT, "series": None, "number": None}
    return Basis(issued_on=issued_on, **facts | told)


def a_cycle(starts_on: date = date(2024, 3, 1), ends_before: date | None = None, **told: Any) -> Cycle:
    facts: dict[str, Any] = {"person_id": PERSON, "speciality": THERAPY, "basis": BasisKind.REGISTER_EXTRACT}
    return Cycle(
        starts_on=starts_on,
        ends_before=ends_before or starts_on.replace(year=starts_on.year + 5),
        opened_at=NOW,
        **facts | told,
    )


def a_decree(**told: Any) -> Extension:
    """The extension of 2026 (S7, S8): what expires in 2025 holds to 2026-12-31."""
    facts: dict[str, Any] = {
        "code": "2026-01",
        "bases": tuple(BasisKind),
        "expires_from": date(2025, 1, 1),
        "expires_to": date(2025, 12, 31),
        "extended_to": date(2026, 12, 31),
    }
    return Extension(**facts | told, condition="", legal_act="a decree", source="S7;S8", verified=False)


def a_claim(**told: Any) -> Claim:
    facts: dict[str, Any] = {
        "person_id": PERSON,
        "speciality": THERAPY,
        "activity_id": ActivityId(new_id()),
        "kind": ActivityKind.PROGRAMME,
        "title": "Неотложная помощь",
        "credits": credits(36),
        "completed_on": date(2026, 2, 1),
    }
    return Claim(**facts | told)


def a_case(claim: Claim | None = None, **told: Any) -> Case:
    facts: dict[str, Any] = {
        "cycle": a_cycle(),
        "is_credited": False,
        "is_suspended": False,
        "is_of_suspended": False,
        "lapse": None,
        "overlapped": None,
        "events_that_day": credits(0),
        "designated": None,
        "policies": policies(),
        "today": TODAY,
    }
    return Case(claim=claim or a_claim(), **facts | told)


def earned(
    amount: str | int, kind: ActivityKind = ActivityKind.PROGRAMME, on: date = date(2026, 2, 1)
) -> Earned:
    return Earned(kind=kind, completed_on=on, credits=credits(amount))


def a_specialist(person_id: PersonId = PERSON) -> Caller:
    return Caller(process="gateway", person_id=person_id, roles=frozenset({Role.SPECIALIST}))


def an_operator() -> Caller:
    return Caller(process="gateway", person_id=PersonId(new_id()), roles=frozenset({Role.REGULATOR}))


def an_opening(basis_issued_on: date = date(2024, 3, 1), **told: Any) -> OpenCycle:
    facts: dict[str, Any] = {"speciality": THERAPY, "basis": BasisKind.REGISTER_EXTRACT}
    return OpenCycle(basis_issued_on=basis_issued_on, **facts | told)


def an_award(**told: Any) -> AwardCredits:
    facts: dict[str, Any] = {
        "person_id": PERSON,
        "speciality": THERAPY,
        "activity_id": ActivityId(new_id()),
        "kind": ActivityKind.PROGRAMME,
        "title": "Неотложная помощь",
        "credits": credits(36),
        "completed_on": date(2026, 2, 1),
        "reason": "Подтверждено организацией",
    }
    return AwardCredits(**facts | told)


def a_completion(**told: Any) -> ActivityCompleted:
    facts: dict[str, Any] = {
        "person_id": PERSON,
        "enrolment_id": EnrolmentId(new_id()),
        "activity_id": ActivityId(new_id()),
        "kind": ActivityKind.PROGRAMME,
        "speciality": THERAPY,
        "credits": credits(36),
        "completed_on": date(2026, 2, 1),
        "provider_id": OrganisationId(new_id()),
    }
    return ActivityCompleted(
        occurred_at=NOW,
        activity_version=2,
        activity_number="000123-2026",
        title="Неотложная помощь",
        minutes=1620,
        checks_passed=0,
        **facts | told,
    )


def an_approval(
    activity_id: ActivityId, amount: str | int, version: int = 2, **told: Any
) -> ActivityApproved:
    facts: dict[str, Any] = {
        "kind": ActivityKind.PROGRAMME,
        "starts_at": NOW,
        "ends_at": NOW,
        "provider_id": OrganisationId(new_id()),
    }
    return ActivityApproved(
        occurred_at=NOW,
        activity_id=activity_id,
        activity_version=version,
        number="000123-2026",
        approved_by=PersonId(new_id()),
        title="Неотложная помощь",
        credits=credits(amount),
        specialities=(THERAPY,),
        **facts | told,
    )


def an_application(submitted_on: date = TODAY, **told: Any) -> ApplicationSubmitted:
    facts: dict[str, Any] = {"person_id": PERSON, "speciality": THERAPY, "kind": "periodic"}
    return ApplicationSubmitted(
        occurred_at=NOW,
        application_id=ApplicationId(new_id()),
        number="НМО-2026-0000001-3",
        submitted_on=submitted_on,
        **facts | told,
    )
