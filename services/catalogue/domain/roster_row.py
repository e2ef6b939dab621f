"""One row of a roster: from the texts of its cells to what they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from contracts.catalogue.enrolments import AttendanceForm
from kernel.identifiers import Snils
from kernel.values import EnrolmentId, InvalidValue, PersonId

# How the columns are called in files, in the language of the interface and in that of people.
NAMES: Mapping[str, str] = {
    "snils": "snils",
    "снилс": "snils",
    "person_id": "person_id",
    "enrolment_id": "enrolment_id",
    "номер записи": "enrolment_id",
    "surname": "surname",
    "фамилия": "surname",
    "attended_on": "attended_on",
    "дата": "attended_on",
    "дата участия": "attended_on",
    "minutes": "minutes",
    "минуты": "minutes",
    "минут": "minutes",
    "checks_passed": "checks_passed",
    "проверки": "checks_passed",
    "пройдено проверок": "checks_passed",
    "activity_number": "activity_number",
    "номер мероприятия": "activity_number",
    "form": "form",
    "форма участия": "form",
}
FORMS: Mapping[str, AttendanceForm] = {
    "live": AttendanceForm.LIVE,
    "эфир": AttendanceForm.LIVE,
    "очно": AttendanceForm.LIVE,
    "recording": AttendanceForm.RECORDING,
    "запись": AttendanceForm.RECORDING,
}
WHO = frozenset({"snils", "person_id", "enrolment_id"})
MOST_MINUTES = 100_000
MOST_TEXT = 200


@dataclass(frozen=True, kw_only=True)
class RosterLine:
    """What one row says. number: of the row in the file, the heading being the first.

    faults: column -> the code of the rule that its cell breaks. Where there are any, nothing else counts.
    """

    number: int
    snils: Snils | None = None
    person_id: PersonId | None = None
    enrolment_id: EnrolmentId | None = None
    surname: str | None = None
    attended_on: date | None = None
    minutes: int | None = None
    checks_passed: int = 0
    activity_number: str | None = None
    form: AttendanceForm = AttendanceForm.LIVE
    faults: Mapping[str, str] = field(default_factory=dict)


def column(heading: str) -> str | None:
    """Which column a heading means; none of ours where it is unknown."""
    return NAMES.get(" ".join(heading.casefold().replace("ё", "е").split()))


def is_heading(columns: set[str]) -> bool:
    """Whether these columns are enough for a roster."""
    return bool(WHO & columns) and {"attended_on", "minutes"} <= columns


def line(number: int, cells: Mapping[str, str]) -> RosterLine:
    """Read one row. cells: column -> text; blank cells may be left out."""
    told = {name: text.strip() for name, text in cells.items() if text.strip()}
    found: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name, text in told.items():
        try:
            found[name] = _read(name, text)
        except InvalidValue as broken:
            faults[name] = broken.rule
    faults |= {name: "required" for name in ("attended_on", "minutes") if name not in told}
    if len(WHO & told.keys()) != 1:
        faults["snils"] = "roster.who"
    return RosterLine(number=number, faults=faults) if faults else RosterLine(number=number, **found)


def _read(name: str, text: str) -> object:
    """Raises: InvalidValue."""
    if text.startswith("="):
        raise InvalidValue("table.formula")
    if len(text) > MOST_TEXT:
        raise InvalidValue("text.long")
    return READERS[name](text)


def _snils(text: str) -> Snils:
    # Tables take the number for a sum and drop the noughts at its beginning.
    return Snils.parse(text.zfill(11) if text.isdecimal() else text)


def _identifier(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidValue("uuid.format") from error


def _day(text: str) -> date:
    """ISO, or as written in Russian: 25.11.2026."""
    russian = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", text)
    try:
        return date(*map(int, reversed(russian.groups()))) if russian else date.fromisoformat(text)
    except ValueError as error:
        raise InvalidValue("date.format") from error


def _form(text: str) -> AttendanceForm:
    try:
        return FORMS[text.casefold()]
    except KeyError as error:
        raise InvalidValue("choice") from error


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise InvalidValue("type.integer")
    if int(text) > MOST_MINUTES:
        raise InvalidValue("number.range")
    return int(text)


READERS: Mapping[str, Callable[[str], object]] = {
    "snils": _snils,
    "person_id": _identifier,
    "enrolment_id": _identifier,
    "surname": str,
    "attended_on": _day,
    "minutes": _count,
    "checks_passed": _count,
    "activity_number": str,
    "form": _form,
}
