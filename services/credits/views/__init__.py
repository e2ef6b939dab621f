"""Domain -> contract: the only place where inner shapes become public ones."""

from services.credits.views.cycles import (
    assessed,
    cycle,
    opened,
    standing,
)
from services.credits.views.law import (
    policies,
    policy_draft,
    policy_drafts,
    policy_history,
    published,
)
from services.credits.views.ledger import balances, entries, entry, posted, rejected, taken_back
from services.credits.views.lifecycle import closed, decree, extended, renewed, reviewed
from services.credits.views.quarantine import dropped, quarantine_page, quarantined
from services.credits.views.rehearsals import flipped, rehearsal

__all__ = [
    "assessed",
    "balances",
    "closed",
    "cycle",
    "decree",
    "entries",
    "entry",
    "dropped",
    "extended",
    "flipped",
    "opened",
    "policies",
    "policy_draft",
    "policy_drafts",
    "policy_history",
    "posted",
    "published",
    "quarantine_page",
    "quarantined",
    "rehearsal",
    "rejected",
    "renewed",
    "reviewed",
    "standing",
    "taken_back",
]
