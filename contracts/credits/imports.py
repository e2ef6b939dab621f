"""Imports of manual claims: a file of rows, each with its own verdict.

Owner: services/credits. Vocabulary: docs/glossary.md, "Credits".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from contracts.credits.claims import BOTH
from kernel.messages import Conflict, Invalid, NotFound, Operation
from kernel.values import EntryId, Length, Limit, Line, Range

ImportSize = Annotated[int, Range(1, 2**31)]
ImportHash = Annotated[str, Length(64, 64)]


class ImportState(StrEnum):
    """expected: announced, not uploaded yet; rejected: the file as a whole cannot be read."""

    EXPECTED = "expected"
    QUEUED = "queued"
    FINISHED = "finished"
    REJECTED = "rejected"


class RowVerdict(StrEnum):
    """sound: in a dry run, would be submitted. duplicate: claimed already. refused: by the ledger."""

    SUBMITTED = "submitted"
    SOUND = "sound"
    DUPLICATE = "duplicate"
    INVALID = "invalid"
    REFUSED = "refused"


class UnknownImport(NotFound, ru="Такого файла заявок нет."):
    """There is no such import."""


class ImportUnsound(Invalid, ru="Файл не отвечает требованиям."):
    """The announced file breaks a rule."""


class ImportMissing(Conflict, ru="Файл ещё не загружен."):
    """The file has not arrived in the store."""


@dataclass(frozen=True, kw_only=True)
class AnnounceImport:
    """Ask for a place to upload a file of claims to: CSV, XLSX or JSON. size: bytes; sha256: hexadecimal.

    The same bytes, by the same person, are the same import. is_dry_run: give verdicts, submit nothing.
    """

    filename: Line
    media_type: Line
    size: ImportSize
    sha256: ImportHash
    is_dry_run: bool = False


@dataclass(frozen=True, kw_only=True)
class ImportUpload:
    """Where to PUT the bytes, with which headers, and until when."""

    method: str
    url: str
    headers: dict[str, str]
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class VerdictCount:
    verdict: RowVerdict
    rows: int


@dataclass(frozen=True, kw_only=True)
class ClaimImport:
    """done: rows that have their verdict. fault, fault_row: why the file cannot be read, and where.

    upload: while the file is expected.
    """

    import_id: UUID
    filename: str
    sha256: str
    is_dry_run: bool
    state: ImportState
    done: int
    counts: tuple[VerdictCount, ...]
    fault: str | None
    fault_row: int | None
    announced_at: datetime
    finished_at: datetime | None
    upload: ImportUpload | None = None


@dataclass(frozen=True, kw_only=True)
class PickImport:
    import_id: UUID


@dataclass(frozen=True, kw_only=True)
class ListImportRows:
    import_id: UUID
    verdict: RowVerdict | None = None
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class ImportRow:
    """row: in the file, the heading being the first. problems: field -> the code of the broken rule.

    refusal: the error of the rule that it breaks. claim_id, receipt: where it was submitted.
    """

    row: int
    verdict: RowVerdict
    problems: dict[str, str]
    refusal: str | None
    claim_id: EntryId | None
    receipt: str | None


@dataclass(frozen=True, kw_only=True)
class ImportRowPage:
    items: tuple[ImportRow, ...]
    next_cursor: str | None


OWN = (UnknownImport,)

announce_import = Operation(
    "credits", "announce_import", AnnounceImport, ClaimImport, (ImportUnsound,), roles=BOTH
)
start_import = Operation(
    "credits", "start_import", PickImport, ClaimImport, (*OWN, ImportMissing), roles=BOTH
)
read_import = Operation("credits", "read_import", PickImport, ClaimImport, OWN, roles=BOTH, reads=True)
list_import_rows = Operation(
    "credits", "list_import_rows", ListImportRows, ImportRowPage, OWN, roles=BOTH, reads=True
)
