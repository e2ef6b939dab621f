"""Documents go straight to the store, are checked there, and are frozen when an application is filed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import typst
import urllib3

from contracts.admission.applications import ApplicationSubmitted
from contracts.portfolio import documents as contract
from contracts.portfolio.documents import DocumentState
from kernel import clock, journal
from kernel.messages import Caller
from kernel.values import ApplicationId, PersonId, Role, new_id
from services.portfolio.usecases import documents, packages
from services.portfolio.usecases.mergers import follow_merger
from tests.builders.announced import facts
from tests.builders.mergers import a_merger

NOON = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PDF = typst.compile(b"= Diploma", format="pdf")
NO_PDF = b"%PDF-1.7 and nothing that could be opened"


@pytest.fixture(autouse=True)
def _today():
    with clock.freeze(datetime.now(UTC)):
        yield


@pytest.fixture
def person() -> Caller:
    return a_caller(Role.SPECIALIST)


def a_caller(role: Role) -> Caller:
    return Caller(process="gateway", person_id=PersonId(new_id()), roles=frozenset({role}))


def announced(database, files, caller, content=PDF, **changes):
    sound = {
        "type": "diploma",
        "filename": "diploma.pdf",
        "media_type": "application/pdf",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "number": "107718 0000001",
        "issued_on": date(2010, 6, 30),
    }
    command = contract.AnnounceDocument(**{**sound, **changes})
    return documents.announce_document(database, files, caller, command)


def put(upload, content=PDF) -> int:
    return urllib3.request("PUT", upload.url, body=content, headers=upload.headers, retries=False).status


def check(database, files, caller, upload):
    command = contract.CheckDocument(document_id=upload.document_id)
    return documents.check_document(database, files, caller, command)


def accepted(database, files, caller, content=PDF, **changes):
    upload = announced(database, files, caller, content, **changes)
    put(upload, content)
    return check(database, files, caller, upload)


def test_a_sound_document_is_accepted_and_announced(database, files, person):
    document = accepted(database, files, person)

    assert document.state is DocumentState.ACCEPTED
    assert facts(database, "portfolio.document.verified")[0]["sha256"] == document.sha256


def test_what_only_begins_like_a_pdf_is_rejected_with_the_reason(database, files, person):
    document = accepted(database, files, person, NO_PDF)

    assert document.state is DocumentState.REJECTED
    assert [(finding.code, finding.rule) for finding in document.findings] == [("R09", "document.readable")]
    assert facts(database, "portfolio.document.rejected")[0]["codes"] == ["R09"]


def test_a_program_that_calls_itself_a_pdf_is_rejected(database, files, person):
    document = accepted(database, files, person, b"MZ\x90\x00 this is no document")

    assert [finding.rule for finding in document.findings] == ["document.magic"]


def test_the_store_itself_turns_away_what_was_not_announced(database, files, person):
    upload = announced(database, files, person)

    assert put(upload, PDF[:-1] + b"X") >= 400


def test_what_has_not_been_uploaded_cannot_be_checked(database, files, person):
    upload = announced(database, files, person)

    with pytest.raises(contract.NotUploaded):
        check(database, files, person, upload)


def test_a_document_is_checked_once(database, files, person):
    upload = announced(database, files, person)
    put(upload)
    check(database, files, person, upload)

    with pytest.raises(contract.DocumentSettled):
        check(database, files, person, upload)

    assert len(facts(database, "portfolio.document.verified")) == 1


def test_a_newer_document_supersedes_the_older_once_accepted(database, files, person):
    old = accepted(database, files, person)

    accepted(database, files, person, replaces=old.document_id)

    query = contract.ReadDocument(document_id=old.document_id)
    assert documents.read_document(database, person, query).state is DocumentState.SUPERSEDED


def test_an_unknown_type_is_named(database, files, person):
    with pytest.raises(contract.UnknownDocumentType):
        announced(database, files, person, type="poem")


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.REVIEWER])
def test_others_see_neither_the_document_nor_that_it_is_there(database, files, person, role):
    document = accepted(database, files, person)
    query = contract.ReadDocument(document_id=document.document_id)

    with pytest.raises(contract.UnknownDocument):
        documents.read_document(database, a_caller(role), query)
    with pytest.raises(contract.UnknownDocument):
        documents.download_document(database, files, a_caller(role), query)


def test_a_reviewer_sees_what_was_filed_with_an_application(database, files, person):
    document = accepted(database, files, person)
    packages.freeze_package(database, an_application(person))

    query = contract.ReadDocument(document_id=document.document_id)
    link = documents.download_document(database, files, a_caller(Role.REVIEWER), query)

    assert urllib3.request("GET", link.url, retries=False).data == PDF


def test_who_sees_a_filed_document_is_on_record_with_the_application(database, files, person):
    document = accepted(database, files, person)
    filed = an_application(person)
    packages.freeze_package(database, filed)
    query = contract.ReadDocument(document_id=document.document_id)

    documents.read_document(database, person, query)
    documents.read_document(database, a_caller(Role.REVIEWER), query)
    documents.download_document(database, files, a_caller(Role.COMMISSION), query)

    sought = journal.Sought(subject=str(person.person))
    with database.reading() as session:
        lines, _ = journal.read(session, after=0, limit=10, sought=sought)
    assert [
        (line.action, line.detail["case"], line.detail["roles"])
        for line in lines
        if line.action.endswith(".viewed")
    ] == [
        ("portfolio.document.viewed", str(filed.application_id), "reviewer"),
        ("portfolio.file.viewed", str(filed.application_id), "commission"),
    ]


def an_application(person: Caller) -> ApplicationSubmitted:
    return ApplicationSubmitted(
        occurred_at=NOON,
        application_id=ApplicationId(new_id()),
        number="НМО-2026-0000001-3",
        person_id=person.person,
        kind="periodic",
        speciality="terapiya",
        submitted_on=date(2026, 11, 2),
    )


def test_a_package_names_what_is_there_and_what_is_missing(database, files, person):
    document = accepted(database, files, person)

    packages.freeze_package(database, an_application(person))

    [package] = facts(database, "portfolio.package.frozen")
    assert [packed["document_id"] for packed in package["documents"]] == [str(document.document_id)]
    assert "snils" in package["missing"]
    assert "diploma" not in package["missing"]


def test_a_package_is_frozen_once_whatever_comes_later(database, files, person):
    application = an_application(person)
    packages.freeze_package(database, application)

    accepted(database, files, person)
    packages.freeze_package(database, application)

    [package] = facts(database, "portfolio.package.frozen")
    assert package["documents"] == []


def test_a_document_that_has_expired_by_the_day_of_filing_is_named(database, files, person):
    tomorrow = date.fromordinal(clock.today().toordinal() + 1)
    document = accepted(database, files, person, valid_until=tomorrow)
    later = date.fromordinal(tomorrow.toordinal() + 30)

    packages.freeze_package(database, replace(an_application(person), submitted_on=later))

    [package] = facts(database, "portfolio.package.frozen")
    assert package["expired"] == [str(document.document_id)]


def test_only_ones_own_documents_are_listed_newest_first(database, files, person):
    accepted(database, files, a_caller(Role.SPECIALIST))
    older = accepted(database, files, person)
    newer = accepted(database, files, person)

    page = documents.my_documents(database, person, contract.ListDocuments())

    assert [item.document_id for item in page.items] == [newer.document_id, older.document_id]


def test_documents_of_a_merged_account_are_read_and_filed_by_the_one_that_is_kept(database, files, person):
    document, kept = accepted(database, files, person), a_caller(Role.SPECIALIST)

    follow_merger(database, a_merger(person.person, kept.person))
    packages.freeze_package(database, an_application(kept))

    [listed] = documents.my_documents(database, kept, contract.ListDocuments()).items
    [package] = facts(database, "portfolio.package.frozen")
    assert listed.document_id == document.document_id
    assert [packed["document_id"] for packed in package["documents"]] == [str(document.document_id)]
