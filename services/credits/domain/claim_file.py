"""A file of claims, and what each of its rows says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from contracts.credits.imports import ImportState, RowVerdict
from kernel.values import Credits, EntryId, InvalidValue, PersonId, new_id
from services.credits.domain.forms import Form
from services.credits.domain.manual import Content

MEDIA_TYPES = frozenset(
    {
        "text/csv",
        "application/json",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)
# How the columns are called in files, in the language of the interface and in that of people.
NAMES: Mapping[str, str] = {
    "person_id": "person_id",
    "form": "form",
    "форма": "form",
    "speciality": "speciality",
    "специальность": "speciality",
    "title": "title",
    "название": "title",
    "organiser": "organiser",
    "организатор": "organiser",
    "completed_on": "completed_on",
    "дата": "completed_on",
    "дата завершения": "completed_on",
    "credits": "credits",
    "зет": "credits",
    "баллы": "credits",
    "evidence": "evidence",
    "документы": "evidence",
}
NEEDED = {"form", "title", "completed_on", "credits"}
MOST_TEXT = {"form": 64, "speciality": 64}
LONGEST = 200
# For how long nobody else begins with the same file.
LEASE = timedelta(seconds=20)
# How often a file may end the process that reads it, or come to nothing, before it is to blame.
TRIES = 5


@dataclass(eq=False, kw_only=True)
class ClaimImport:
    """The aggregate. position: number of the last row that has its verdict. owner: who sent it.

    leased_until, tries: of the work under way. is_file_gone: its bytes are no longer in the store.
    """

    import_id: UUID = field(default_factory=new_id)
    owner: PersonId
    by_operator: bool
    filename: str
    media_type: str
    size: int
    sha256: str
    is_dry_run: bool
    state: ImportState = ImportState.EXPECTED
    position: int = 1
    done: int = 0
    fault: str | None = None
    fault_row: int | None = None
    announced_at: datetime
    finished_at: datetime | None = None
    leased_until: datetime | None = None
    tries: int = 0
    is_file_gone: bool = False

    @property
    def key(self) -> str:
        """Where its bytes are in the store."""
        return f"imports/{self.owner}/{self.import_id}"

    def queue(self) -> None:
        """Once is enough: asking again changes nothing."""
        if self.state is ImportState.EXPECTED:
            self.state = ImportState.QUEUED

    def lease(self, at: datetime) -> None:
        """Let one process work on it for a while."""
        self.leased_until, self.tries = at + LEASE, self.tries + 1

    def advance(self, position: int, at: datetime) -> None:
        self.position, self.done = position, self.done + 1
        self.leased_until, self.tries = at + LEASE, 0

    def finish(self, at: datetime) -> None:
        self.state, self.finished_at = ImportState.FINISHED, at

    def reject(self, rule: str, row: int | None, at: datetime) -> None:
        """What was submitted before the row stays submitted."""
        self.state, self.fault, self.fault_row, self.finished_at = ImportState.REJECTED, rule, row, at


@dataclass(frozen=True, kw_only=True)
class Judged:
    """The verdict on a row."""

    verdict: RowVerdict
    problems: Mapping[str, str] = field(default_factory=dict)
    refusal: str | None = None
    claim_id: EntryId | None = None
    receipt: str | None = None


@dataclass(frozen=True, kw_only=True)
class Row:
    """What one row says. faults: column -> the code of the rule that its cell breaks."""

    person_id: PersonId | None
    content: Content
    faults: Mapping[str, str]


def columns(forms: Iterable[Form]) -> dict[str, str]:
    """Heading, in lower case -> column: of every claim, and the fields of the forms by code and name."""
    fields = {
        name.casefold(): f"details.{each.code}"
        for form in forms
        for each in form.fields
        for name in (each.code, each.name_ru)
    }
    return fields | dict(NAMES)


def row(cells: Mapping[str, str]) -> Row:
    """Read one row. cells: column -> text; blank cells may be left out."""
    told = {name: text.strip() for name, text in cells.items() if text.strip()}
    found: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name, text in told.items():
        try:
            found[name] = _read(name, text)
        except InvalidValue as broken:
            faults[name] = broken.rule
    if "form" not in told:
        faults["form"] = "required"
    details = {
        name.removeprefix("details."): text for name, text in found.items() if name.startswith("details.")
    }
    plain = {
        name: found.get(name) for name in ("speciality", "title", "organiser", "completed_on", "credits")
    }
    content = Content(
        form=found.get("form", ""), details=details, evidence=found.get("evidence", ()), **plain
    )
    return Row(person_id=found.get("person_id"), content=content, faults=faults)


def _read(name: str, text: str) -> object:
    """Raises: InvalidValue."""
    if text.startswith("="):
        raise InvalidValue("table.formula")
    if name in READERS:
        return READERS[name](text)
    if len(text) > MOST_TEXT.get(name, LONGEST):
        raise InvalidValue("text.long")
    return text


def _identifier(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidValue("uuid.format") from error


def _documents(text: str) -> tuple[UUID, ...]:
    found = tuple(_identifier(part) for part in re.split(r"[;,\s]+", text) if part)
    if len(found) > 20:
        raise InvalidValue("list.long")
    return found


def _day(text: str) -> date:
    """ISO, or as written in Russian: 25.11.2026."""
    russian = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", text)
    try:
        return date(*map(int, reversed(russian.groups()))) if russian else date.fromisoformat(text)
    except ValueError as error:
        raise InvalidValue("date.format") from error


def _credits(text: str) -> Credits:
    """As Russians write them, too: "4,5"."""
    return Credits.parse(text.replace(",", "."))


READERS = {
    "person_id": _identifier,
    "completed_on": _day,
    "credits": _credits,
    "evidence": _documents,
}
