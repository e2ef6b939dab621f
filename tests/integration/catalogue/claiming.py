"""Confirmation codes on their way: issued, taken, redeemed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from contracts.catalogue.activities import Activity
from contracts.catalogue.codes import (
    CodeBatch,
    IssueCodes,
    PickCodeBatch,
    RedeemCode,
)
from contracts.catalogue.enrolments import (
    Enrolment,
)
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller
from services.catalogue.usecases import codes
from services.catalogue.vault import Vault
from tests.builders.catalogue import NOW, a_provider, a_specialist
from tests.integration.catalogue.journeys import enrolled

AFTERWARDS = NOW + timedelta(days=3)
OLD, NEW = Vault((b"o" * 32,)), Vault((b"n" * 32, b"o" * 32))


def issued(database: Database, activity: Activity, count: int = 3, **told: Any) -> CodeBatch:
    facts: dict[str, Any] = {"count": count, "attended_on": date(2026, 11, 25)}
    command = IssueCodes(activity_id=activity.activity_id, **facts | told)
    return codes.issue_codes(database, a_provider(), command)


def taken(database: Database, batch: CodeBatch, by: Caller | None = None) -> tuple[str, ...]:
    command = PickCodeBatch(batch_id=batch.batch_id)
    return codes.take_codes(database, OLD, by or a_provider(), command).codes


def redeem(database: Database, person: Caller, code: str, speciality: str | None = None) -> Enrolment:
    return codes.redeem_code(database, OLD, person, RedeemCode(code=code, speciality=speciality))


def seated(database: Database, activity: Activity) -> Caller:
    person = a_specialist()
    with clock.freeze(NOW):
        enrolled(database, activity, person=person)
    return person
