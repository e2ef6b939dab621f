"""The schema of credits, and how its aggregates are stored in it."""

from services.credits.tables.accounting import (
    accounts,
    activity_measures,
    balances,
    carried_entries,
    credited,
    day_sums,
    designations,
    entries,
    legs,
    provider_measures,
    providers_of,
    suspensions,
)
from services.credits.tables.columns import metadata
from services.credits.tables.desk import CLAIM, quarantine
from services.credits.tables.importing import claim_imports, import_rows, is_left
from services.credits.tables.law import extensions, policies, policy_drafts
from services.credits.tables.lifecycle import checkpoints, closings, reconciliations, renewals
from services.credits.tables.manual import (
    claim_audits,
    claim_changes,
    claim_comments,
    claim_fields,
    claim_forms,
    evidence,
    manual_claims,
)
from services.credits.tables.mapping import mapper
from services.credits.tables.money import loans, money_lines, subsidies
from services.credits.tables.nomenclature import nomenclature
from services.credits.tables.periods import cycle_extensions, cycles
from services.credits.tables.planned import planned
from services.credits.tables.planning import employers, plan_comments, plan_deviations, plan_versions, plans
from services.credits.tables.rehearsing import rehearsal_counts, rehearsal_flips, rehearsals
from services.credits.tables.transcripts import transcripts

__all__ = [
    "CLAIM",
    "accounts",
    "activity_measures",
    "balances",
    "carried_entries",
    "checkpoints",
    "claim_audits",
    "claim_changes",
    "claim_comments",
    "claim_fields",
    "claim_forms",
    "claim_imports",
    "closings",
    "credited",
    "cycle_extensions",
    "cycles",
    "day_sums",
    "designations",
    "employers",
    "entries",
    "evidence",
    "extensions",
    "import_rows",
    "is_left",
    "legs",
    "loans",
    "manual_claims",
    "mapper",
    "metadata",
    "money_lines",
    "nomenclature",
    "plan_comments",
    "plan_deviations",
    "plan_versions",
    "planned",
    "plans",
    "policies",
    "policy_drafts",
    "provider_measures",
    "providers_of",
    "quarantine",
    "reconciliations",
    "rehearsal_counts",
    "rehearsal_flips",
    "rehearsals",
    "renewals",
    "subsidies",
    "suspensions",
    "transcripts",
]
