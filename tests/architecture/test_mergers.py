"""Whatever a table says is somebody's follows a merger of accounts, or stays for a reason that stands here.

A new column that names whose a row is makes this test fail: let the service's `follow_merger` pass it on.
"""

from __future__ import annotations

import importlib

import pytest

from contracts.identity.duplicates import PersonMerged
from kernel.discovery import service_class, service_names
from kernel.events import subscriptions_of

WHOSE = {"person_id", "owner", "applicant_id", "reviewer_id"}

PASSED_ON = {
    "admission": {"applications.person_id", "applications.reviewer_id"},
    "catalogue": {
        "attempts.person_id",
        "cohort_members.person_id",
        "confirmation_codes.person_id",
        "consents.person_id",
        "enrolments.person_id",
        "plays.person_id",
        "presence_verdicts.person_id",
        "provider_applications.applicant_id",
        "questions.person_id",
        "registrations.person_id",
        "reviews.person_id",
        "saved_searches.person_id",
    },
    "credits": {
        "claim_audits.person_id",
        "evidence.person_id",
        "loans.person_id",
        "manual_claims.person_id",
        "planned.person_id",
        "plans.person_id",
        "quarantine.person_id",
    },
    "identity": {
        "activations.person_id",
        "consents.person_id",
        "employments.person_id",
        "esia_links.person_id",
        "grants.person_id",
        "passports.person_id",
        "professions.person_id",
        "profile_changes.person_id",
    },
    "monitoring": {"consents.person_id", "contributors.person_id"},
    "notifications": {"notices.person_id"},
}

# Read under every account of its person, because it is signed or stored under a name.
READ_TOGETHER = {
    "credits": {"claim_imports.owner", "transcripts.person_id"},
    "portfolio": {"confirmations.person_id", "documents.person_id"},
}

# What is told of the past, what only opens the account that is gone, and the account itself.
STAYS = {
    "catalogue": {"code_tries.person_id"},
    "credits": {"cycles.person_id", "entries.person_id", "rehearsal_flips.person_id"},
    "identity": {
        "challenges.person_id",
        "codes.person_id",
        "contacts.person_id",
        "duplicates.person_id",
        "esia_authorisations.person_id",
        "esia_offers.person_id",
        "former_logins.person_id",
        "passkeys.person_id",
        "password_resets.person_id",
        "people.person_id",
        "phone_proofs.person_id",
        "recovery_codes.person_id",
        "sessions.person_id",
        "sign_ins.person_id",
        "totp_factors.person_id",
    },
    "portfolio": {"packages.person_id"},
}


@pytest.mark.parametrize("service", service_names())
def test_whatever_is_somebodys_follows_a_merger_or_stays_for_a_reason(service: str) -> None:
    metadata = importlib.import_module(f"services.{service}.tables").metadata
    found = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if column.name in WHOSE
    }

    answered: set[str] = set()
    for answers in (PASSED_ON, READ_TOGETHER, STAYS):
        answered |= answers.get(service, set())
    assert found == answered


# Identity merges, and monitoring hears everything.
@pytest.mark.parametrize("service", sorted({*service_names()} - {"identity", "monitoring"}))
def test_every_service_hears_of_mergers(service: str) -> None:
    heard = {subscription.event for subscription in subscriptions_of(service_class(service))}

    assert PersonMerged in heard
