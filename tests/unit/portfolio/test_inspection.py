"""What makes a document acceptable: before the upload, and after it."""

from datetime import UTC, date, datetime

import pytest

from contracts.portfolio.documents import AnnounceDocument, DocumentSettled, DocumentState
from kernel.values import PersonId, new_id
from services.portfolio.domain import inspection, kinds
from services.portfolio.domain.document import Document
from services.portfolio.domain.inspection import Arrived
from services.portfolio.domain.kinds import DocumentType, TemplateLine

TODAY = date(2026, 11, 2)
NOON = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
HASH = "ab" * 32
SOUND = {
    "type": "diploma",
    "filename": "diploma.pdf",
    "media_type": "application/pdf",
    "size": 1000,
    "sha256": HASH,
    "number": "107718 0000001",
    "issued_on": date(2010, 6, 30),
}


def a_diploma_type():
    return DocumentType(
        code="diploma",
        name_ru="Диплом",
        name_en="Diploma",
        media_types=("application/pdf", "image/jpeg"),
        max_bytes=10 * 2**20,
        required_fields=("number", "issued_on"),
        expires=False,
        valid_from=date(2016, 1, 1),
        valid_before=None,
    )


def rules(**changes):
    return inspection.announcement(AnnounceDocument(**{**SOUND, **changes}), a_diploma_type(), TODAY)


def a_document():
    announced = AnnounceDocument(**SOUND)
    return Document(**vars(announced), person_id=PersonId(new_id()), announced_at=NOON)


def found(**changes):
    arrived = {"size": 1000, "sha256": HASH, "head": b"%PDF-1.7", "pages": 2}
    return [finding.rule for finding in inspection.inspect(a_document(), Arrived(**{**arrived, **changes}))]


def test_a_sound_announcement_breaks_no_rule():
    assert rules() == {}


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"media_type": "application/zip"}, "media_type", "document.media_type"),
        ({"filename": "diploma.exe"}, "filename", "document.suffix"),
        ({"size": 10 * 2**20 + 1}, "size", "document.size"),
        ({"sha256": "AB" * 32}, "sha256", "document.sha256"),
        ({"number": None}, "number", "required"),
        ({"issued_on": date(2026, 11, 3)}, "issued_on", "date.future"),
        ({"valid_until": date(2026, 11, 1)}, "valid_until", "date.expired"),
    ],
)
def test_an_unsound_announcement_names_field_and_rule(changes, field, rule):
    assert rules(**changes)[field] == rule


def test_a_file_that_is_what_was_announced_has_no_findings():
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"size": 999}, "document.size"),
        ({"sha256": "cd" * 32}, "document.sha256"),
        ({"head": b"MZ\x90\x00"}, "document.magic"),
        ({"pages": None}, "document.readable"),
        ({"pages": 0}, "document.readable"),
    ],
)
def test_a_file_that_differs_is_found_out(changes, rule):
    assert rule in found(**changes)


def test_a_document_is_settled_once():
    document = a_document()
    document.settle((), NOON)

    with pytest.raises(DocumentSettled):
        document.settle((), NOON)

    assert document.state is DocumentState.ACCEPTED


def test_a_rejected_document_is_not_superseded():
    document = a_document()
    document.settle(inspection.inspect(document, Arrived(size=1, sha256="", head=b"", pages=None)), NOON)

    document.supersede()

    assert document.state is DocumentState.REJECTED


def a_line(document_type, *, necessity="required", least=1, position=1):
    return TemplateLine(
        admission_kind="periodic",
        document_type=document_type,
        position=position,
        necessity=necessity,
        condition=None,
        least=least,
        valid_from=date(2016, 1, 1),
        valid_before=None,
    )


def test_missing_are_the_required_types_in_the_order_of_the_template():
    template = [a_line("snils", position=2), a_line("diploma", position=1)]

    assert kinds.missing(template, []) == ("diploma", "snils")


def test_a_conditional_type_is_not_missed():
    assert kinds.missing([a_line("name_change", necessity="conditional")], []) == ()


def test_one_of_two_required_is_one_too_few():
    assert kinds.missing([a_line("work_record", least=2)], ["work_record"]) == ("work_record",)
