"""Registers: dictionaries published by others, known by OID, each version in force from its day on.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Dictionaries".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from contracts.catalogue.activities import MODERATORS
from kernel.messages import ANYONE, Conflict, Invalid, NotFound, Operation
from kernel.values import Code, Length, Limit, Line

Content = Annotated[str, Length(1, 700_000)]


class RegisterFormat(StrEnum):
    """csv: a heading, parted by commas or semicolons. xml, json: as the federal register publishes them."""

    CSV = "csv"
    XML = "xml"
    JSON = "json"


class EntryVerdict(StrEnum):
    """What became of one row of a file."""

    ACCEPTED = "accepted"
    NO_CODE = "no_code"
    NO_NAME = "no_name"
    REPEATED = "repeated"
    DATE_FORMAT = "date_format"
    DATES_ORDER = "dates_order"
    TOO_LONG = "too_long"
    SUCCESSOR_UNKNOWN = "successor_unknown"


class UnknownRegister(NotFound, ru="Такого справочника на эту дату нет."):
    """There is no such register, or no version of it is in force on that day."""


class RegisterVersionKnown(Conflict, ru="Эта версия справочника уже загружена с другим содержанием."):
    """This version, or another one from the same day, is known with other content."""


class RegisterUnreadable(Invalid, ru="Файл справочника не удалось прочитать."):
    """The file is not what its format says; details tell why."""


@dataclass(frozen=True, kw_only=True)
class ImportRegister:
    """Take over a published version. oid: `1.2.643.5.1.13.13.11.1066`. content: the file, as text."""

    oid: Code
    version: Code
    title: Line
    valid_from: date
    format: RegisterFormat
    content: Content


@dataclass(frozen=True, kw_only=True)
class EntryResult:
    """row: of the file, the first is 1; the heading is none."""

    row: int
    code: str | None
    verdict: EntryVerdict


@dataclass(frozen=True, kw_only=True)
class RegisterImport:
    """is_taken: the whole file is taken over, or nothing of it. refused: the rows that stand in the way."""

    oid: str
    version: str
    is_taken: bool
    rows: int
    refused: tuple[EntryResult, ...]


@dataclass(frozen=True, kw_only=True)
class RegisterVersion:
    oid: str
    version: str
    title: str
    valid_from: date
    entries: int
    sha256: str
    imported_at: datetime


@dataclass(frozen=True, kw_only=True)
class ListRegisters:
    oid: Code | None = None
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class RegisterPage:
    """By OID, the newest version of each first."""

    items: tuple[RegisterVersion, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class ReadRegister:
    """on: the day whose version is asked for; today when absent."""

    oid: Code
    on: date | None = None
    cursor: Line | None = None
    limit: Limit = 100


@dataclass(frozen=True, kw_only=True)
class RegisterEntry:
    """valid_before: the first day on which it is no longer in force. successor: what takes its place."""

    code: str
    name: str
    valid_from: date | None
    valid_before: date | None
    successor: str | None


@dataclass(frozen=True, kw_only=True)
class RegisterEntryPage:
    """By code. version: the one in force on that day."""

    oid: str
    version: str
    on: date
    items: tuple[RegisterEntry, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class CheckCode:
    """on: the day of the event that the code is about."""

    oid: Code
    code: Code
    on: date


@dataclass(frozen=True, kw_only=True)
class CodeVerdict:
    """entry: as in the version in force on that day; absent where that knows no such code."""

    oid: str
    version: str
    code: str
    on: date
    is_in_force: bool
    entry: RegisterEntry | None


import_register = Operation(
    "catalogue",
    "import_register",
    ImportRegister,
    RegisterImport,
    (RegisterVersionKnown, RegisterUnreadable),
    roles=MODERATORS,
    deadline=30.0,
)
list_registers = Operation(
    "catalogue", "list_registers", ListRegisters, RegisterPage, roles=ANYONE, reads=True
)
read_register = Operation(
    "catalogue",
    "read_register",
    ReadRegister,
    RegisterEntryPage,
    (UnknownRegister,),
    roles=ANYONE,
    reads=True,
)
check_code = Operation(
    "catalogue", "check_code", CheckCode, CodeVerdict, (UnknownRegister,), roles=ANYONE, reads=True
)
