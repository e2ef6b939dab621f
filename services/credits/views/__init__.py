"""Domain -> contract: the only place where inner shapes become public ones."""

from services.credits.views.cycles import assessed, cycle, extended, opened, standing
from services.credits.views.law import (
    policies,
    policy_draft,
    policy_drafts,
    policy_history,
    published,
)
from services.credits.views.ledger import balances, entries, entry, posted, rejected, taken_back

__all__ = [
    "assessed",
    "balances",
    "cycle",
    "entries",
    "entry",
    "extended",
    "opened",
    "policies",
    "policy_draft",
    "policy_drafts",
    "policy_history",
    "posted",
    "published",
    "rejected",
    "standing",
    "taken_back",
]
