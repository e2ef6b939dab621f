"""Drafts of the law, written and published."""

from __future__ import annotations

from datetime import date
from typing import Any

from contracts.credits.drafts import DraftPolicy, PolicyDraft, SettlePolicyDraft
from kernel.database import Database
from services.credits.usecases.lawmaking import draft_policy, publish_policy
from tests.builders.credits import an_operator

AUTHOR, APPROVER = an_operator(), an_operator()
TOTAL = "requirement.accreditation.total"
LEAST = "requirement.accreditation.min_from_programmes"
NEXT_YEAR = date(2027, 1, 1)


def a_draft(**told: Any) -> DraftPolicy:
    facts: dict[str, Any] = {"key": TOTAL, "value": "160", "valid_from": NEXT_YEAR, "legal_act": "приказ 1н"}
    return DraftPolicy(**facts | told, source="официальный текст", reason="Изменение приказа")


def drafted(database: Database, **told: Any) -> PolicyDraft:
    return draft_policy(database, AUTHOR, a_draft(**told))


def publish(database: Database, draft: PolicyDraft) -> PolicyDraft:
    return publish_policy(database, APPROVER, SettlePolicyDraft(draft_id=draft.draft_id))
