"""Applications and the facts that answer them, with only what matters spelled out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from contracts.admission.applications import CheckName
from contracts.credits.cycles import StandingAssessed
from contracts.credits.policies import Outcome, RuleTrace
from contracts.portfolio.packages import PackageFrozen
from kernel.values import ApplicationId, Credits, CycleId, PersonId, new_id
from services.admission.domain.application import Application
from services.admission.domain.checks import Check

APPLICANT = PersonId(UUID("01930000-0000-7000-8000-0000000000a1"))
REVIEWER = PersonId(UUID("01930000-0000-7000-8000-0000000000a2"))
MEMBER = PersonId(UUID("01930000-0000-7000-8000-0000000000a3"))
NOON = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 2)


def an_application(*, checks: tuple[CheckName, ...] = tuple(CheckName)) -> Application:
    return Application(
        number="НМО-2026-0000001-3",
        person_id=APPLICANT,
        kind="periodic",
        speciality="terapiya",
        place="Москва",
        starts_on=date(2026, 12, 1),
        submitted_at=NOON,
        submitted_on=DAY,
        checks=[Check(name=name) for name in checks],
    )


def a_trace(key: str, *, met: bool) -> RuleTrace:
    return RuleTrace(
        rule=key,
        outcome=Outcome.MET if met else Outcome.UNMET,
        required="144.0",
        found="144.0" if met else "36.0",
        inputs={},
        policy_key=key,
        legal_act="приказ 709н",
        valid_from=date(2023, 1, 1),
        text="",
    )


def a_standing(
    *traces: RuleTrace, application: ApplicationId | None = None, cycle: bool = True
) -> StandingAssessed:
    return StandingAssessed(
        occurred_at=NOON,
        application_id=application or ApplicationId(new_id()),
        person_id=APPLICANT,
        cycle_id=CycleId(new_id()) if cycle else None,
        total=Credits.of(36),
        traces=traces,
    )


def a_package(
    *, application: ApplicationId | None = None, missing: tuple[str, ...] = (), expired: bool = False
) -> PackageFrozen:
    return PackageFrozen(
        occurred_at=NOON,
        application_id=application or ApplicationId(new_id()),
        person_id=APPLICANT,
        documents=(),
        missing=missing,
        expired=(new_id(),) if expired else (),
        manifest_sha256="0" * 64,
    )
