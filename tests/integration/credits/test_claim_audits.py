"""Accepted claims are looked at once more: drawn by lot, or chosen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts.credits.claim_desk import (
    AuditClaim,
    AuditKind,
    AuditKnown,
    AuditOutcome,
    AuditSettled,
    ListAudits,
    OwnClaim,
    SettleAudit,
)
from contracts.credits.claims import (
    ManualClaim,
    UnknownClaim,
)
from kernel.database import Database
from kernel.values import EntryId, new_id
from services.credits.domain.audit import is_drawn
from services.credits.usecases.audits import audit_claim, list_audits, settle_audit
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.proof import verify
from tests.builders.credits import VAULT, an_opening
from tests.integration.credits.claimants import (
    ME,
    OPERATOR,
    OTHER,
    accepted,
    entries,
    submitted,
)
from tests.integration.credits.outbox import announced


@pytest.fixture
def cycle(database: Database) -> None:
    open_cycle(database, VAULT, ME, an_opening())


def audited(database: Database, claim: ManualClaim) -> Any:
    """The audit of a claim: the draw's, or one that is chosen."""
    drawn = [
        item for item in list_audits(database, OTHER, ListAudits()).items if item.claim_id == claim.claim_id
    ]
    return (
        drawn[0]
        if drawn
        else audit_claim(database, OTHER, AuditClaim(claim_id=claim.claim_id, reason="Жалоба"))
    )


def test_the_draw_is_told_by_the_receipt_alone(database: Database, cycle: None) -> None:
    claims = [accepted(database, title=f"Конгресс {n}", completed_on=date(2026, 5, n)) for n in range(1, 9)]

    drawn = {item.receipt for item in list_audits(database, OTHER, ListAudits()).items}

    assert drawn == {claim.receipt for claim in claims if claim.receipt and is_drawn(claim.receipt, 10)}


def test_an_audit_that_confirms_leaves_the_entry(database: Database, cycle: None) -> None:
    audit = audited(database, accepted(database))

    settle_audit(
        database, OTHER, SettleAudit(audit_id=audit.audit_id, outcome=AuditOutcome.CONFIRMED, reason="Да")
    )

    [entry] = entries(database)
    assert entry.state == "posted"


def test_an_audit_may_take_the_credits_back(database: Database, cycle: None) -> None:
    audit = audited(database, accepted(database))

    settled = settle_audit(
        database, OTHER, SettleAudit(audit_id=audit.audit_id, outcome=AuditOutcome.REVERSED, reason="Подлог")
    )

    [entry] = entries(database)
    [told] = announced(database, "credits.claim_audit.settled")
    assert (entry.state, settled.reason, told["outcome"]) == ("reversed", "Подлог", "reversed")
    assert verify(database) == ()


def test_whoever_accepted_a_claim_does_not_audit_it(database: Database, cycle: None) -> None:
    audit = audited(database, accepted(database))

    with pytest.raises(OwnClaim):
        settle_audit(
            database,
            OPERATOR,
            SettleAudit(audit_id=audit.audit_id, outcome=AuditOutcome.CONFIRMED, reason="Да"),
        )


def test_a_claim_is_audited_once_and_settled_once(database: Database, cycle: None) -> None:
    claim = accepted(database)
    audit = audited(database, claim)
    command = SettleAudit(audit_id=audit.audit_id, outcome=AuditOutcome.CONFIRMED, reason="Да")
    settle_audit(database, OTHER, command)

    with pytest.raises(AuditSettled):
        settle_audit(database, OTHER, command)
    with pytest.raises(AuditKnown):
        audit_claim(database, OTHER, AuditClaim(claim_id=claim.claim_id, reason="Ещё раз"))


def test_only_what_was_accepted_is_audited(database: Database, cycle: None) -> None:
    for claim_id in (submitted(database).claim_id, EntryId(new_id())):
        with pytest.raises(UnknownClaim):
            audit_claim(database, OTHER, AuditClaim(claim_id=claim_id, reason="Проверка"))


def test_chosen_audits_say_so(database: Database, cycle: None) -> None:
    kinds = {audited(database, accepted(database)).kind}

    assert kinds <= {AuditKind.RANDOM, AuditKind.TARGETED}
