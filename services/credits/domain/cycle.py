"""A cycle: the years that a basis document gives a specialist in one speciality."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from contracts.credits.cycles import BasisKind, CycleState, CycleUnsound
from kernel.values import CycleId, Period, PersonId, new_id
from services.credits.domain.calendar import years_after
from services.credits.domain.policy import Policies

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Basis:
    """The document that opens a cycle. series, number: None while it has none yet."""

    kind: BasisKind
    series: str | None
    number: str | None
    issued_on: date

    @classmethod
    def typed(cls, kind: BasisKind, series: str | None, number: str | None, issued_on: date) -> Basis:
        """As people type it: zeros, where an extract has no number yet, are an unknown one."""
        return cls(kind=kind, series=_known(series), number=_known(number), issued_on=issued_on)

    @classmethod
    def withheld(cls, cycle: Cycle) -> Basis:
        """As shown to others than its holder."""
        return cls(kind=cycle.basis, series=None, number=None, issued_on=cycle.starts_on)


@dataclass(frozen=True, kw_only=True)
class Extension:
    """A decree: documents that expire from `expires_from` to `expires_to` hold to `extended_to`.

    All three are days included.
    condition: what the decree asks of the holder besides; those who decide on admission check it.
    """

    code: str
    bases: tuple[BasisKind, ...]
    expires_from: date
    expires_to: date
    extended_to: date
    condition: str
    legal_act: str
    source: str
    verified: bool


@dataclass(eq=False, kw_only=True)
class AppliedExtension:
    """A decree as applied to one cycle. ended_before: what the cycle's end was until then."""

    extension: str
    legal_act: str
    ended_before: date
    ends_before: date
    applied_at: datetime


@dataclass(eq=False, kw_only=True)
class Cycle:
    """starts_on: the day of the basis document (policy `cycle.start`).

    ends_before: the first day after the cycle, extensions included: not always five years on.
    basis_sealed: series and number of the document, which only `vault` opens.
    """

    cycle_id: CycleId = field(default_factory=lambda: CycleId(new_id()))
    person_id: PersonId
    speciality: str
    basis: BasisKind
    basis_sealed: bytes = b""
    starts_on: date
    ends_before: date
    opened_at: datetime
    extensions: list[AppliedExtension] = field(default_factory=list)

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_before)

    def extend(self, decrees: Iterable[Extension], at: datetime) -> bool:
        """Apply every decree that fits, the earlier first. Gives whether the end has moved."""
        end = self.ends_before
        for decree in sorted(decrees, key=lambda decree: decree.expires_from):
            if self._fits(decree):
                self._apply(decree, at)
        return self.ends_before != end

    def _fits(self, decree: Extension) -> bool:
        last_day = self.ends_before - DAY
        return (
            self.basis in decree.bases
            and decree.expires_from <= last_day <= decree.expires_to
            and last_day < decree.extended_to
        )

    def _apply(self, decree: Extension, at: datetime) -> None:
        applied = AppliedExtension(
            extension=decree.code,
            legal_act=decree.legal_act,
            ended_before=self.ends_before,
            ends_before=decree.extended_to + DAY,
            applied_at=at,
        )
        self.extensions.append(applied)
        self.ends_before = applied.ends_before


def begin(
    person_id: PersonId,
    speciality: str,
    basis: Basis,
    policies: Policies,
    decrees: Iterable[Extension],
    *,
    at: datetime,
    today: date,
) -> Cycle:
    """The cycle that `basis` opens: `cycle.length` years by the policy of the day of issue, and extensions.

    Raises: CycleUnsound -- the document is of a day to come, or no longer valid.
        PolicyMissing.
    """
    if basis.issued_on > today:
        raise CycleUnsound(basis_issued_on="date.future")
    if basis.issued_on < policies.begins("cycle.length"):
        raise CycleUnsound(basis_issued_on="basis.expired")
    length = policies.on("cycle.length", basis.issued_on).whole
    cycle = Cycle(
        person_id=person_id,
        speciality=speciality,
        basis=basis.kind,
        starts_on=basis.issued_on,
        ends_before=years_after(basis.issued_on, length),
        opened_at=at,
    )
    cycle.extend(decrees, at)
    _require_sound(cycle, basis, policies, today)
    return cycle


def state(ends_before: date, on: date) -> CycleState:
    return CycleState.OPEN if on < ends_before else CycleState.CLOSED


def _require_sound(cycle: Cycle, basis: Basis, policies: Policies, today: date) -> None:
    if state(cycle.ends_before, today) is CycleState.CLOSED:
        raise CycleUnsound(basis_issued_on="basis.expired")
    if basis.number is None and not policies.on("cycle.document_number_may_be_unknown", today).holds:
        raise CycleUnsound(basis_number="required")


def _known(text: str | None) -> str | None:
    return None if text is None or re.fullmatch(r"[0\s\-№/.]*", text) else text.strip()
