"""The entries of a register, each row of a file judged by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from contracts.catalogue.registers import EntryResult, EntryVerdict

# What publishers call the columns.
CODE = ("code", "id", "s_code")
NAME = ("name", "full_name", "s_name")
BEGINS = ("date_begin", "valid_from", "datebeg")
ENDS = ("date_end", "valid_before", "dateend", "dateout")
SUCCESSOR = ("successor", "replaced_by")
FORMATS = ("%Y-%m-%d", "%d.%m.%Y")
LONGEST_CODE, LONGEST_NAME = 64, 1000


@dataclass(frozen=True, kw_only=True)
class Entry:
    code: str
    name: str
    valid_from: date | None
    valid_before: date | None
    successor: str | None


class _Refused(Exception):
    """A row that is no entry."""

    def __init__(self, verdict: EntryVerdict) -> None:
        self.verdict = verdict
        super().__init__(verdict)


def judge(rows: Iterable[Mapping[str, str]]) -> tuple[list[Entry], list[EntryResult]]:
    """The entries of a file, and the rows that are none. A file with such a row is not taken over."""
    entries: dict[str, Entry] = {}
    numbers: dict[str, int] = {}
    refused: list[EntryResult] = []
    for number, row in enumerate(rows, 1):
        try:
            entry = _entry(row, entries)
        except _Refused as error:
            refused.append(EntryResult(row=number, code=_cell(row, CODE) or None, verdict=error.verdict))
        else:
            entries[entry.code], numbers[entry.code] = entry, number
    lost = [each for each in entries.values() if each.successor and each.successor not in entries]
    refused += [
        EntryResult(row=numbers[each.code], code=each.code, verdict=EntryVerdict.SUCCESSOR_UNKNOWN)
        for each in lost
    ]
    return list(entries.values()), sorted(refused, key=lambda result: result.row)


def is_in_force(valid_from: date | None, valid_before: date | None, on: date) -> bool:
    """Whether an entry may be named for an event of that day."""
    return (valid_from is None or valid_from <= on) and (valid_before is None or on < valid_before)


def _entry(row: Mapping[str, str], known: Collection[str]) -> Entry:
    code, name = _cell(row, CODE), _cell(row, NAME)
    if not code:
        raise _Refused(EntryVerdict.NO_CODE)
    if not name:
        raise _Refused(EntryVerdict.NO_NAME)
    if len(code) > LONGEST_CODE or len(name) > LONGEST_NAME:
        raise _Refused(EntryVerdict.TOO_LONG)
    if code in known:
        raise _Refused(EntryVerdict.REPEATED)
    begins, ends = _day(_cell(row, BEGINS)), _day(_cell(row, ENDS))
    if begins is not None and ends is not None and begins >= ends:
        raise _Refused(EntryVerdict.DATES_ORDER)
    return Entry(
        code=code, name=name, valid_from=begins, valid_before=ends, successor=_cell(row, SUCCESSOR) or None
    )


def _cell(row: Mapping[str, str], names: Iterable[str]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


def _day(text: str) -> date | None:
    if not text:
        return None
    for form in FORMATS:
        try:
            return datetime.strptime(text[:10], form).date()  # noqa: DTZ007 -- a day, not an instant
        except ValueError:
            continue
    raise _Refused(EntryVerdict.DATE_FORMAT)
