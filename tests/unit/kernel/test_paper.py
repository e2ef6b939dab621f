"""Papers are PDF/A, the same for the same data, and say where to check them."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader

from kernel import paper

ACT = Path(__file__).parent / "paper" / "act.typ"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DATA: dict[str, object] = {
    "number": "7K3M-9QXA",
    "issued_on": "24 ноября 2026 г.",
    "person": "Константинопольская Александра Владимировна",
    "title": "Хроническая сердечная недостаточность",
    "activity_number": "В-000123",
    "credits": "36,0",
    "completed_on": "23.11.2026",
    "snils": "***-***-445 95",
    "verify_at": "https://nmo.example/v1/public/confirmations/7K3M-9QXA",
}


def pdf(*, at: datetime = NOON, **other: object) -> bytes:
    return paper.render(ACT, DATA | other, at=at)


def text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_a_paper_is_pdf_a_2b() -> None:
    metadata = PdfReader(io.BytesIO(pdf())).xmp_metadata

    assert metadata is not None
    assert (metadata.pdfaid_part, metadata.pdfaid_conformance) == ("2", "B")


def test_the_same_data_give_the_same_bytes() -> None:
    assert pdf() == pdf()


def test_other_data_give_other_bytes() -> None:
    assert pdf() != pdf(credits="35,5")


def test_a_paper_is_dated_in_its_properties() -> None:
    dated = PdfReader(io.BytesIO(pdf())).metadata

    assert dated is not None
    assert dated.creation_date == NOON


def test_russian_texts_can_be_searched() -> None:
    assert "Константинопольская Александра Владимировна" in text(pdf())


def test_a_paper_says_where_it_can_be_checked() -> None:
    assert DATA["verify_at"] in text(pdf())


def test_a_paper_must_say_where_it_can_be_checked() -> None:
    with pytest.raises(KeyError, match="verify_at"):
        paper.render(ACT, {name: fact for name, fact in DATA.items() if name != "verify_at"}, at=NOON)


@pytest.mark.parametrize("title", ["*важно* #panic()", "$x^2$ и @ссылка", '<b>жирно</b> & \\ "кавычки"'])
def test_data_are_never_taken_for_markup(title: str) -> None:
    assert title in text(pdf(title=title))


@pytest.mark.parametrize(
    "title", ["Сердце 😀 сегодня", "Кардиология 心臓", "Семья 👨\u200d👩\u200d👧 и врач"]
)
def test_a_character_that_no_font_has_does_not_prevent_the_paper(title: str) -> None:
    words = title.split()

    assert words[0] in text(pdf(title=title))


def test_a_mistake_in_a_template_is_not_hidden() -> None:
    with pytest.raises(typst.TypstError, match="nothing"):
        paper.render(ACT.with_name("broken.typ"), DATA, at=NOON)


def test_a_long_paper_numbers_its_pages() -> None:
    assert "Страница 2 из 3" in text(pdf(title="Длинное название. " * 250))
