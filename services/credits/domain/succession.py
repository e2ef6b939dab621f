"""How one cycle follows another: an admission begins the next and ends the one that runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from contracts.credits.cycles import BasisKind
from kernel.values import ApplicationId, PersonId
from services.credits.domain.claim import Claim
from services.credits.domain.cycle import Basis, Cycle
from services.credits.domain.ledger import Entry


@dataclass(frozen=True, kw_only=True)
class Renewal:
    """One cycle gave way to the next. ended_before: what its end was until then."""

    cycle: Cycle
    next_cycle: Cycle
    ended_before: date
    ends_before: date
    renewed_at: datetime


@dataclass(frozen=True, kw_only=True)
class Granted:
    """An admission, as the document that opens a cycle."""

    application_id: ApplicationId
    person_id: PersonId
    speciality: str
    act_number: str
    valid_from: date
    valid_before: date

    @property
    def basis(self) -> Basis:
        return Basis(
            kind=BasisKind.ACCREDITATION_CERTIFICATE,
            series=None,
            number=self.act_number,
            issued_on=self.valid_from,
        )

    def cycle(self, at: datetime) -> Cycle:
        """The cycle that it begins: as long as the admission is valid."""
        return Cycle(
            person_id=self.person_id,
            speciality=self.speciality,
            basis=self.basis.kind,
            starts_on=self.valid_from,
            ends_before=self.valid_before,
            opened_at=at,
            application_id=self.application_id,
        )


def give_way(running: Cycle, to: Cycle, at: datetime) -> Renewal:
    """End a cycle where the next begins; one that has ended before keeps its end."""
    ended_before = running.ends_before
    running.ends_before = min(ended_before, to.starts_on)
    return Renewal(
        cycle=running,
        next_cycle=to,
        ended_before=ended_before,
        ends_before=running.ends_before,
        renewed_at=at,
    )


def claimed_again(entry: Entry, speciality: str) -> Claim:
    """What an entry credited, as a claim on the cycle that holds its day now."""
    return Claim(
        person_id=entry.person_id,
        speciality=speciality,
        activity_id=entry.activity_id,
        activity_number=entry.activity_number,
        kind=entry.kind,
        title=entry.title,
        credits=entry.credits,
        completed_on=entry.completed_on,
        enrolment_id=entry.enrolment_id,
    )
