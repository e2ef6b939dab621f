"""Manual claims, of which a test names only what matters to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from contracts.credits.claim_desk import (
    AcceptClaim,
    RefuseClaim,
    ReturnClaim,
)
from contracts.credits.claims import (
    ClaimReason,
    DraftClaim,
    ManualClaim,
    MoveClaim,
)
from contracts.credits.ledger import ListEntries
from contracts.portfolio.documents import DocumentVerified
from kernel.database import Database
from kernel.values import DocumentId, PersonId, new_id
from services.credits.usecases.manual import (
    draft_claim,
    note_evidence,
    submit_claim,
)
from services.credits.usecases.review import accept_claim
from services.credits.usecases.statements import my_entries
from tests.builders.credits import NOW, PERSON, a_specialist, an_operator, credits

ME = a_specialist()
OPERATOR, OTHER = an_operator(), an_operator()


def a_document(
    database: Database, person: PersonId = PERSON, kind: str = "activity_confirmation"
) -> DocumentId:
    """A document that has passed the checks of the portfolio."""
    document = DocumentId(new_id())
    event = DocumentVerified(
        occurred_at=NOW, document_id=document, person_id=person, document_type=kind, sha256="0" * 64
    )
    note_evidence(database, event)
    return document


def content(database: Database, **told: Any) -> dict[str, Any]:
    """A conference abroad, claimed by PERSON."""
    facts: dict[str, Any] = {
        "form": "outside_event",
        "speciality": "terapiya",
        "title": "Конгресс по кардиологии",
        "organiser": "Европейское общество",
        "completed_on": date(2026, 6, 1),
        "credits": credits(6),
        "details": {"place": "Вена", "minutes": "270"},
    }
    return {"evidence": (a_document(database),), **facts, **told}


def drafted(database: Database, **told: Any) -> ManualClaim:
    return draft_claim(database, ME, DraftClaim(**content(database, **told)))


def submitted(database: Database, **told: Any) -> ManualClaim:
    return submit_claim(database, ME, of(drafted(database, **told)))


def accepted(database: Database, **told: Any) -> ManualClaim:
    return accept_claim(database, OPERATOR, accepting(submitted(database, **told)))


def of(claim: ManualClaim) -> MoveClaim:
    return MoveClaim(claim_id=claim.claim_id, version=claim.version)


def accepting(claim: ManualClaim) -> AcceptClaim:
    return AcceptClaim(claim_id=claim.claim_id, version=claim.version)


def refusing(claim: ManualClaim) -> RefuseClaim:
    return RefuseClaim(
        claim_id=claim.claim_id,
        version=claim.version,
        reason=ClaimReason.EVIDENCE_DIFFERS,
        text="Другая дата",
    )


def returning(claim: ManualClaim, text: str = "Приложите программу") -> ReturnClaim:
    return ReturnClaim(claim_id=claim.claim_id, version=claim.version, text=text)


def entries(database: Database) -> list[Any]:
    return [*my_entries(database, ME, ListEntries()).items]
