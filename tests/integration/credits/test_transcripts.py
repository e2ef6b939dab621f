"""A transcript tells what a cycle has earned, in four formats, and anybody can check it."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from lxml import etree
from openpyxl import load_workbook
from pypdf import PdfReader

from contracts.catalogue.activities import ActivityKind
from contracts.credits.cycles import UnknownCycle
from contracts.credits.transcripts import (
    DownloadTranscript,
    DrawTranscript,
    ListTranscripts,
    Transcript,
    TranscriptFormat,
    UnknownTranscript,
    VerifyTranscript,
)
from kernel.database import Database
from kernel.files import Files
from kernel.messages import Caller
from kernel.values import CycleId, PersonId, new_id
from services.credits.usecases.awards import award, reverse
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.transcripts import (
    download_transcript,
    draw_transcript,
    my_transcripts,
    verify_transcript,
)
from tests.builders.credits import VAULT, a_specialist, an_award, an_opening, an_operator, credits
from tests.builders.identity import a_vault, an_active_person
from tests.builders.peers import Identity
from tests.integration.credits.conftest import BUCKET
from tests.integration.credits.ledgers import a_reversal

OPERATOR = an_operator()
SCHEMA = Path(__file__).parents[3] / "gateway" / "assets" / "credit-transcript-1.xsd"
KEY = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
SETTINGS: Any = SimpleNamespace(public_url="https://nmo.example", signing_key=KEY)
TITLE = '=HYPERLINK("x") & <Неотложная помощь>'


@pytest.fixture
def identity(opened: Callable[[str], Database]) -> Identity:
    return Identity(opened("identity"), a_vault())


@pytest.fixture
def person(identity: Identity) -> Caller:
    return a_specialist(an_active_person(identity.database, identity.vault))


@pytest.fixture
def cycle(database: Database, person: Caller) -> CycleId:
    """With a programme of 36 credits and an event of 4.2."""
    opened = open_cycle(database, VAULT, person, an_opening())
    award(database, OPERATOR, an_award(person_id=person.person, title=TITLE))
    event = {"kind": ActivityKind.EVENT, "credits": credits("4.2")}
    award(database, OPERATOR, an_award(person_id=person.person, title="Конгресс", **event))
    return opened.cycle_id


@pytest.fixture
def draw(
    database: Database, files: Files, identity: Identity, person: Caller
) -> Callable[[CycleId], Transcript]:
    def draw(cycle_id: CycleId, caller: Caller = person) -> Transcript:
        command = DrawTranscript(cycle_id=cycle_id)
        return draw_transcript(database, identity, files, SETTINGS, caller, command)  # type: ignore[arg-type]

    return draw


@pytest.fixture
def fetch(
    database: Database, files: Files, person: Caller
) -> Callable[[Transcript, TranscriptFormat], bytes]:
    def fetch(of: Transcript, format_: TranscriptFormat) -> bytes:
        query = DownloadTranscript(transcript_id=of.transcript_id, format=format_)
        # The link is of the frozen day, so the store would turn it away.
        link = download_transcript(database, files, person, query).url
        return files.get(urlsplit(link).path.removeprefix(f"/{BUCKET}/"))

    return fetch


def test_every_format_is_stored_with_its_public_hash(database, cycle, draw, fetch) -> None:
    drawn = draw(cycle)

    proof = verify_transcript(database, VerifyTranscript(number=drawn.number.lower()))
    assert {file.format for file in proof.files} == set(TranscriptFormat)
    for file in proof.files:
        assert hashlib.sha256(fetch(drawn, file.format)).hexdigest() == file.sha256
    assert (str(proof.total), proof.entries, proof.is_current) == ("40.2", 2, True)


def test_the_xml_obeys_the_published_schema(cycle, draw, fetch) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMA))

    document = etree.fromstring(fetch(draw(cycle), TranscriptFormat.XML))

    schema.assertValid(document)
    entries = document.findall(".//{urn:nmo:credit-transcript:1}entry")
    assert [(entry.text, entry.get("credits")) for entry in entries] == [(TITLE, "36.0"), ("Конгресс", "4.2")]


def test_the_xml_of_an_empty_cycle_obeys_the_schema_too(database, person, draw, fetch) -> None:
    opened = open_cycle(database, VAULT, person, an_opening())

    document = etree.fromstring(fetch(draw(opened.cycle_id), TranscriptFormat.XML))

    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(document)


def test_the_json_is_signed_and_the_public_key_checks_it(database, cycle, draw, fetch) -> None:
    drawn = draw(cycle)
    key = jwt.PyJWK(verify_transcript(database, VerifyTranscript(number=drawn.number)).key)

    signed = json.loads(fetch(drawn, TranscriptFormat.JSON))

    compact = "{protected}.{payload}.{signature}".format(**signed)
    told = json.loads(jwt.api_jws.decode(compact, key, algorithms=["EdDSA"]))
    assert (told["number"], told["total"]) == (drawn.number, "40.2")
    assert [entry["credits"] for entry in told["entries"]] == ["36.0", "4.2"]


def test_a_changed_json_does_not_check(database, cycle, draw, fetch) -> None:
    drawn = draw(cycle)
    key = jwt.PyJWK(verify_transcript(database, VerifyTranscript(number=drawn.number)).key)
    signed = json.loads(fetch(drawn, TranscriptFormat.JSON))
    padded = signed["payload"] + "=" * (-len(signed["payload"]) % 4)
    forged = base64.urlsafe_b64decode(padded).replace(b'"40.2"', b'"99.9"')

    signed["payload"] = base64.urlsafe_b64encode(forged).rstrip(b"=").decode()

    with pytest.raises(jwt.InvalidSignatureError):
        jwt.api_jws.decode("{protected}.{payload}.{signature}".format(**signed), key, algorithms=["EdDSA"])


def test_the_workbook_holds_numbers_and_no_formula(cycle, draw, fetch) -> None:
    book = load_workbook(io.BytesIO(fetch(draw(cycle), TranscriptFormat.XLSX)))

    rows = list(book["Зачтено"].iter_rows(min_row=3))
    assert [(row[1].value, row[1].data_type, row[4].value) for row in rows[:2]] == [
        (TITLE, "s", 36),
        ("Конгресс", "s", 4.2),
    ]
    assert rows[2][4].value == 40.2


def test_the_paper_says_the_number_and_where_to_check_it(cycle, draw, fetch) -> None:
    drawn = draw(cycle)

    text = PdfReader(io.BytesIO(fetch(drawn, TranscriptFormat.PDF))).pages[0].extract_text()

    assert drawn.number in text
    assert "40,2" in text
    assert "nmo.example/v1/public/transcripts/" in text.replace("\n", "")


def test_a_transcript_says_when_the_ledger_has_changed_since(database, person, cycle, draw) -> None:
    drawn = draw(cycle)
    entry = award(database, OPERATOR, an_award(person_id=person.person))

    proof = verify_transcript(database, VerifyTranscript(number=drawn.number))

    assert (proof.is_current, str(proof.total)) == (False, "40.2")
    reverse(database, OPERATOR, a_reversal(entry.entry_id))
    assert not verify_transcript(database, VerifyTranscript(number=drawn.number)).is_current


def test_what_was_reversed_is_not_told(database, person, draw, fetch) -> None:
    opened = open_cycle(database, VAULT, person, an_opening())
    entry = award(database, OPERATOR, an_award(person_id=person.person))
    reverse(database, OPERATOR, a_reversal(entry.entry_id))

    drawn = draw(opened.cycle_id)

    assert (str(drawn.total), drawn.entries) == ("0.0", 0)


def test_nobody_draws_or_fetches_what_is_anothers(database, files, cycle, draw) -> None:
    stranger = a_specialist(PersonId(new_id()))
    drawn = draw(cycle)

    with pytest.raises(UnknownCycle):
        draw(cycle, stranger)
    with pytest.raises(UnknownTranscript):
        download_transcript(
            database,
            files,
            stranger,
            DownloadTranscript(transcript_id=drawn.transcript_id, format=TranscriptFormat.PDF),
        )
    with pytest.raises(UnknownTranscript):
        verify_transcript(database, VerifyTranscript(number="CT-2026-0000-0000-0000"))


def test_transcripts_are_listed_newest_first(database, person, cycle, draw) -> None:
    first, second = draw(cycle), draw(cycle)

    page = my_transcripts(database, person, ListTranscripts(limit=1))
    rest = my_transcripts(database, person, ListTranscripts(limit=1, cursor=page.next_cursor))

    assert [item.number for item in (*page.items, *rest.items)] == [second.number, first.number]
    assert rest.next_cursor is None
