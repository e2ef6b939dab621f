"""Transcripts as files: PDF, XML, XLSX and signed JSON, all of the same facts.

`transcript.typ` is what the PDF looks like; the schema of the XML is
`gateway/assets/credit-transcript-1.xsd`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from contracts.credits.transcripts import TranscriptFormat
from kernel import paper
from kernel.offload import offload
from services.credits.domain.tracing import amount, in_words
from services.credits.domain.transcript import Told
from services.credits.paper import workbook, xml
from services.credits.paper.signed import Signer
from services.credits.paper.words import KINDS, facts

TEMPLATE = Path(__file__).parent / "transcript.typ"
MEDIA_TYPES = {
    TranscriptFormat.PDF: "application/pdf",
    TranscriptFormat.XML: "application/xml",
    TranscriptFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    TranscriptFormat.JSON: "application/json",
}


def drawn(told: Told, signer: Signer) -> Iterator[tuple[TranscriptFormat, bytes]]:
    """The bytes of each format."""
    yield TranscriptFormat.PDF, paper.render(TEMPLATE, _content(told), at=told.drawn_at)
    yield TranscriptFormat.XML, xml.written(told)
    yield TranscriptFormat.XLSX, offload(workbook.written, told)
    yield TranscriptFormat.JSON, signer.signed(facts(told))


def _content(told: Told) -> dict[str, object]:
    """What the template says; numbers and dates as people read them."""
    return {
        "number": told.number,
        "issued_on": in_words(told.drawn_on),
        "verify_at": told.verify_at,
        "person": told.person,
        "snils": told.snils,
        "speciality": told.cycle.speciality,
        "cycle": f"{in_words(told.cycle.starts_on)} – {in_words(told.last_day)}",
        "total": amount(told.total),
        "head": told.head.hex(),
        "rules": [rule.text for rule in told.rules],
        "entries": [
            [in_words(entry.completed_on), entry.title, KINDS[entry.kind], amount(entry.credits)]
            for entry in told.entries
        ],
    }
