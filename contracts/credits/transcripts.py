"""Transcripts: what a cycle has earned, as files that anybody can check.

Owner: services/credits. Vocabulary: docs/glossary.md, "Credits".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from contracts.credits.cycles import SPECIALISTS, UnknownCycle
from contracts.credits.policies import PolicyMissing
from contracts.portfolio.documents import Download
from kernel.messages import ANYONE, NotFound, Operation
from kernel.values import Code, Credits, CycleId, Limit, Line


class TranscriptFormat(StrEnum):
    """pdf: for people; xml: by the published schema; xlsx: for tables; json: signed, as JWS (RFC 7515)."""

    PDF = "pdf"
    XML = "xml"
    XLSX = "xlsx"
    JSON = "json"


class UnknownTranscript(NotFound, ru="Такой выписки нет."):
    """There is no such transcript."""


@dataclass(frozen=True, kw_only=True)
class DrawTranscript:
    """Draw up a transcript of one of the caller's cycles, in every format, as the ledger is now."""

    cycle_id: CycleId


@dataclass(frozen=True, kw_only=True)
class TranscriptFile:
    """size: bytes; sha256: hexadecimal."""

    format: TranscriptFormat
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Transcript:
    """number: printed on it, checked publicly. entries: how many count."""

    transcript_id: UUID
    number: str
    cycle_id: CycleId
    speciality: str
    total: Credits
    entries: int
    drawn_at: datetime
    files: tuple[TranscriptFile, ...]


@dataclass(frozen=True, kw_only=True)
class ListTranscripts:
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class TranscriptPage:
    items: tuple[Transcript, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class DownloadTranscript:
    transcript_id: UUID
    format: TranscriptFormat


@dataclass(frozen=True, kw_only=True)
class VerifyTranscript:
    """Check a transcript by the number printed on it; no login is needed."""

    number: Code


@dataclass(frozen=True, kw_only=True)
class TranscriptProof:
    """What the public may know: that it is real, what it came to, and the hash of each of its files.

    is_current: no entry was posted or reversed in the cycle since. key: the JWK (RFC 8037) that the
    signature of the JSON is checked with.
    """

    number: str
    speciality: str
    total: Credits
    entries: int
    drawn_at: datetime
    is_current: bool
    files: tuple[TranscriptFile, ...]
    key: dict[str, str]


draw_transcript = Operation(
    "credits",
    "draw_transcript",
    DrawTranscript,
    Transcript,
    (UnknownCycle, PolicyMissing),
    roles=SPECIALISTS,
    deadline=20.0,
)
my_transcripts = Operation(
    "credits", "my_transcripts", ListTranscripts, TranscriptPage, roles=SPECIALISTS, reads=True
)
download_transcript = Operation(
    "credits",
    "download_transcript",
    DownloadTranscript,
    Download,
    (UnknownTranscript,),
    roles=SPECIALISTS,
    reads=True,
)
verify_transcript = Operation(
    "credits",
    "verify_transcript",
    VerifyTranscript,
    TranscriptProof,
    (UnknownTranscript,),
    roles=ANYONE,
    reads=True,
)
