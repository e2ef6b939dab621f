"""Passports: when one can have been issued, and until when it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from contracts.identity.passports import StatePassport
from kernel.identifiers import DepartmentCode, PassportNumber, PassportSeries
from kernel.values import Line, PersonId
from services.identity.domain.terms import PassportLaw


@dataclass(frozen=True, kw_only=True)
class Passport:
    """What is kept under seal."""

    series: PassportSeries
    number: PassportNumber
    issued_on: date
    issued_by: Line
    department: DepartmentCode

    @classmethod
    def of(cls, typed: StatePassport) -> Passport:
        return cls(**{**vars(typed), "issued_by": " ".join(typed.issued_by.split())})

    @property
    def masked(self) -> str:
        return f"{self.series.masked} {self.number.masked}"

    def broken_rules(self, born: date, today: date, law: PassportLaw) -> dict[str, str]:
        """Each field that cannot be so for somebody born then -> the code of the rule it breaks."""
        if self.issued_on > today:
            return {"issued_on": "passport.future"}
        if self.issued_on < max(birthday(born, law.issued_from_age), law.first_issued_on):
            return {"issued_on": "passport.early"}
        ends = [birthday(born, age) for age in law.exchanged_at]
        outdated = any(self.issued_on < end and end + law.exchanged_within < today for end in ends)
        return {"issued_on": "passport.outdated"} if outdated else {}


@dataclass(eq=False, kw_only=True)
class StatedPassport:
    """The passport of an account. digest: a keyed hash of series and number, by which it is found."""

    person_id: PersonId
    sealed: bytes
    digest: bytes
    stated_at: datetime


def birthday(born: date, age: int) -> date:
    """The day somebody reaches an age; born on 29 February, that is 1 March where there is no such day."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)
