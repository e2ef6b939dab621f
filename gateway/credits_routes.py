"""The routes of credits: cycles, the ledger, the law, and what waits for a human."""

from __future__ import annotations

from contracts.credits import cycles, decrees, drafts, ledger, lifecycle, policies, quarantine, rehearsals
from gateway.route import Route

CREDITS = (
    Route("POST", "/v1/me/cycles", cycles.open_cycle, 201, "/v1/me/credits"),
    Route("POST", "/v1/me/cycles/{cycle_id}/basis", lifecycle.reconcile_basis),
    Route("GET", "/v1/me/credits", cycles.my_credits),
    Route("GET", "/v1/me/credits/balance", ledger.my_balance),
    Route("GET", "/v1/me/credits/entries", ledger.my_entries),
    Route("GET", "/v1/people/{person_id}/credits", cycles.credits_of),
    Route("POST", "/v1/credits/entries", ledger.award, 201),
    Route("POST", "/v1/credits/entries/{entry_id}/reversal", ledger.reverse),
    Route("GET", "/v1/credits/quarantine", quarantine.list_quarantined),
    Route("GET", "/v1/credits/quarantine/{claim_id}", quarantine.read_quarantined),
    Route("POST", "/v1/credits/quarantine/{claim_id}/resubmission", quarantine.resubmit_quarantined),
    Route("POST", "/v1/credits/quarantine/{claim_id}/dropping", quarantine.drop_quarantined),
    Route("GET", "/v1/credits/decrees", decrees.list_decrees),
    Route("POST", "/v1/credits/decrees", decrees.enter_decree, 201),
    Route("GET", "/v1/policies", policies.list_policies),
    Route("GET", "/v1/policies/{key}", policies.policy_history),
    Route("GET", "/v1/policy-drafts", drafts.list_policy_drafts),
    Route("POST", "/v1/policy-drafts", drafts.draft_policy, 201, "/v1/policy-drafts/{draft_id}"),
    Route("GET", "/v1/policy-drafts/{draft_id}", drafts.read_policy_draft),
    Route("POST", "/v1/policy-drafts/{draft_id}/publication", drafts.publish_policy),
    Route("POST", "/v1/policy-drafts/{draft_id}/withdrawal", drafts.withdraw_policy_draft),
    Route(
        "POST",
        "/v1/policy-drafts/{draft_id}/rehearsals",
        rehearsals.rehearse,
        201,
        "/v1/rehearsals/{rehearsal_id}",
    ),
    Route("GET", "/v1/rehearsals/{rehearsal_id}", rehearsals.read_rehearsal),
    Route("GET", "/v1/rehearsals/{rehearsal_id}/flips", rehearsals.list_flipped),
    Route("POST", "/v1/rehearsals/{rehearsal_id}/cancellation", rehearsals.cancel_rehearsal),
)
