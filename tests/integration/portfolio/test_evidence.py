"""Operators who decide on a claim read the documents that prove it, and no others."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from contracts.credits.claims import ManualClaimSubmitted
from contracts.portfolio.documents import Document, ReadDocument, UnknownDocument
from kernel import clock
from kernel.database import Database
from kernel.machinery import journal
from kernel.messages import Caller
from kernel.values import EntryId, PersonId, Role, new_id
from services.portfolio.usecases.documents import read_document
from services.portfolio.usecases.packages import show_evidence
from tests.integration.portfolio.test_documents import a_caller, accepted

OPERATOR = a_caller(Role.REGULATOR)


@pytest.fixture
def person() -> Caller:
    return a_caller(Role.SPECIALIST)


def claimed(person_id: PersonId, *documents: Document) -> ManualClaimSubmitted:
    return ManualClaimSubmitted(
        occurred_at=clock.now(),
        claim_id=EntryId(new_id()),
        person_id=person_id,
        receipt="CL-2026-0000-0000-0000",
        title="Конгресс",
        evidence=tuple(document.document_id for document in documents),
    )


def test_operators_read_what_proves_a_claim_and_it_is_on_record(
    database: Database, files, person: Caller
) -> None:
    document = accepted(database, files, person)
    event = claimed(person.person, document)
    show_evidence(database, event)

    found = read_document(database, OPERATOR, ReadDocument(document_id=document.document_id))

    assert found.sha256 == document.sha256
    with database.reading() as session:
        seen = sa.select(journal.c.detail).where(journal.c.action == "portfolio.document.viewed")
        assert session.scalars(seen).one()["case"] == str(event.claim_id)


def test_operators_read_nothing_else(database: Database, files, person: Caller) -> None:
    shown, other = (accepted(database, files, person, number=number) for number in ("1", "2"))
    show_evidence(database, claimed(person.person, shown))

    with pytest.raises(UnknownDocument):
        read_document(database, OPERATOR, ReadDocument(document_id=other.document_id))


def test_nobody_shows_the_documents_of_others(database: Database, files, person: Caller) -> None:
    document = accepted(database, files, person)
    show_evidence(database, claimed(PersonId(new_id()), document))

    with pytest.raises(UnknownDocument):
        read_document(database, OPERATOR, ReadDocument(document_id=document.document_id))


def test_a_repeated_event_changes_nothing(database: Database, files, person: Caller) -> None:
    document = accepted(database, files, person)
    event = claimed(person.person, document)

    show_evidence(database, event)
    show_evidence(database, event)

    assert read_document(database, OPERATOR, ReadDocument(document_id=document.document_id))
