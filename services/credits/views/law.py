"""The law: rows, drafts and their history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from contracts.credits import drafts as draft_contract
from contracts.credits import policies as policy_contract
from kernel import cursors
from kernel.values import PersonId
from services.credits.domain.drafting import PolicyDraft
from services.credits.domain.policy import Policies, Policy


def policies(law: Policies, on: date) -> policy_contract.PolicyList:
    """The rows in force on a day, each until the day on which another takes its place."""
    rows = (policy(row, law.ends(row, on)) for row in law.in_force(on))
    return policy_contract.PolicyList(on=on, items=tuple(rows))


def policy(row: Policy, valid_before: date | None) -> policy_contract.Policy:
    return policy_contract.Policy(
        key=row.key,
        value=row.value,
        unit=row.unit,
        valid_from=row.valid_from,
        valid_before=valid_before,
        legal_act=row.legal_act,
        source=row.source,
        verified=row.verified,
        version=row.version,
    )


def policy_history(key: str, rows: Iterable[Policy]) -> policy_contract.PolicyHistory:
    return policy_contract.PolicyHistory(key=key, items=tuple(map(_recorded, rows)))


def policy_draft(draft: PolicyDraft, law: Policies) -> draft_contract.PolicyDraft:
    """law: without the draft."""
    replaced = next((row for row in law.in_force(draft.valid_from) if row.key == draft.key), None)
    return draft_contract.PolicyDraft(
        draft_id=draft.draft_id,
        key=draft.key,
        value=draft.value,
        unit=draft.unit,
        replaced_value=replaced.value if replaced else None,
        valid_from=draft.valid_from,
        valid_before=draft.valid_before,
        legal_act=draft.legal_act,
        source=draft.source,
        verified=draft.verified,
        reason=draft.reason,
        corrects=draft.corrects,
        state=draft.state,
        drafted_by=draft.drafted_by,
        drafted_at=draft.drafted_at,
        settled_by=draft.settled_by,
        settled_at=draft.settled_at,
        version=draft.version,
    )


def policy_drafts(found: Sequence[PolicyDraft], law: Policies, limit: int) -> draft_contract.PolicyDraftPage:
    """found: one more than the limit where there is a next page."""
    shown = found[:limit]
    return draft_contract.PolicyDraftPage(
        items=tuple(policy_draft(draft, law) for draft in shown),
        next_cursor=cursors.encode(str(shown[-1].draft_id)) if len(found) > limit else None,
    )


def published(draft: PolicyDraft, row: Policy, approver: PersonId) -> draft_contract.PolicyPublished:
    return draft_contract.PolicyPublished(
        occurred_at=row.recorded_at,
        key=row.key,
        version=row.version,
        value=row.value,
        unit=row.unit,
        valid_from=row.valid_from,
        valid_before=row.valid_before,
        legal_act=row.legal_act,
        is_correction=draft.corrects is not None,
        drafted_by=draft.drafted_by,
        approved_by=approver,
    )


def _recorded(row: Policy) -> policy_contract.RecordedPolicy:
    return policy_contract.RecordedPolicy(
        version=row.version,
        value=row.value,
        unit=row.unit,
        valid_from=row.valid_from,
        valid_before=row.valid_before,
        legal_act=row.legal_act,
        source=row.source,
        verified=row.verified,
        recorded_at=row.recorded_at,
        is_published=row.published_by is not None,
    )
