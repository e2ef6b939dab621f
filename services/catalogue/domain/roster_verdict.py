"""The verdict on each row of a roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from contracts.catalogue.enrolments import AttendanceRow, AttendanceVerdict, CompletionSource
from contracts.catalogue.rosters import RosterVerdict
from kernel.identifiers import Snils
from kernel.values import EnrolmentId, PersonId
from services.catalogue.domain.attendance import Asked, Judgement, weigh
from services.catalogue.domain.enrolment import Enrolment
from services.catalogue.domain.roster_row import RosterLine


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A row with its verdict."""

    line: RosterLine
    verdict: RosterVerdict
    enrolment_id: EnrolmentId | None = None
    rule: str | None = None
    required: str | None = None
    found: str | None = None

    @property
    def judged(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("verdict", "rule", "required", "found")}

    @property
    def kept(self) -> dict[str, Any]:
        """What is stored of it: whom the row named is not."""
        told = ("number", "attended_on", "minutes", "checks_passed", "faults")
        return {
            **{name: getattr(self.line, name) for name in told},
            **self.judged,
            "enrolment_id": self.enrolment_id,
        }


# A number, and the surname beside it.
Named = tuple[Snils, str | None]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What is known of those whom some rows name.

    people: by СНИЛС; others: with a surname that is not theirs. enrolments: by id and by person, in the
    activity.
    """

    people: Mapping[Snils, PersonId]
    others: frozenset[Named]
    by_id: Mapping[EnrolmentId, Enrolment]
    by_person: Mapping[PersonId, Enrolment]

    def of(self, line: RosterLine) -> Enrolment | None:
        """The enrolment that a row means."""
        if line.enrolment_id is not None:
            return self.by_id.get(line.enrolment_id)
        person = self.people.get(line.snils) if line.snils is not None else line.person_id
        return self.by_person.get(person) if person is not None else None


def check(line: RosterLine, found: Found, asked: Asked, number: str) -> Checked:
    """What would become of a row by itself. number: of the activity, as the register knows it."""
    if line.faults:
        return Checked(line=line, verdict=RosterVerdict.MALFORMED)
    if line.activity_number is not None and line.activity_number != number:
        return Checked(line=line, verdict=RosterVerdict.OTHER_ACTIVITY, rule="roster.other_activity")
    enrolment = found.of(line)
    if enrolment is None:
        return Checked(line=line, verdict=RosterVerdict.ENROLMENT_UNKNOWN, rule="enrolment.unknown")
    if line.snils is not None and (line.snils, line.surname) in found.others:
        return Checked(line=line, verdict=RosterVerdict.NAME_DIFFERS, rule="roster.surname")
    return verdict_of(line, enrolment, weigh(_row(line, enrolment), enrolment, asked))


def without_repeats(rows: list[Checked], before: set[EnrolmentId]) -> list[Checked]:
    """The same rows; whichever names an enrolment that an earlier one names is a repeat.

    before: the enrolments that the rows before these name.
    """
    seen, told = set(before), []
    for row in rows:
        repeats = row.enrolment_id is not None and row.enrolment_id in seen
        told.append(replace(row, verdict=RosterVerdict.REPEATED, rule="roster.repeated") if repeats else row)
        if row.enrolment_id is not None:
            seen.add(row.enrolment_id)
    return told


def verdict_of(line: RosterLine, enrolment: Enrolment, judgement: Judgement) -> Checked:
    """A judgement in the words of rosters."""
    verdict = RosterVerdict(judgement.verdict.value)
    if judgement.verdict is AttendanceVerdict.DUPLICATE and enrolment.source is CompletionSource.CODE:
        verdict = RosterVerdict.CLAIMED_BY_CODE
    return Checked(
        line=line,
        verdict=verdict,
        enrolment_id=enrolment.enrolment_id,
        rule=judgement.rule,
        required=judgement.required,
        found=judgement.found,
    )


def _row(line: RosterLine, enrolment: Enrolment) -> AttendanceRow:
    if line.attended_on is None or line.minutes is None:
        raise ValueError("a row without faults says when and for how long")
    return AttendanceRow(
        enrolment_id=enrolment.enrolment_id,
        attended_on=line.attended_on,
        minutes=line.minutes,
        checks_passed=line.checks_passed,
        form=line.form,
    )
