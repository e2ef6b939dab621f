"""A cycle: the years that a basis document gives a specialist in one speciality."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from contracts.credits.cycles import BasisKind, CycleState, CycleUnsound
from contracts.credits.decrees import DecreeUnsound
from contracts.credits.lifecycle import BasisKnown
from kernel.values import ApplicationId, CycleId, Period, PersonId, new_id
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

    def reconciled(self, series: str | None, number: str) -> Basis:
        """The document, once its number is known.

        Raises: BasisKnown. CycleUnsound -- zeros are no number.
        """
        if self.number is not None:
            raise BasisKnown
        typed = Basis.typed(self.kind, series, number, self.issued_on)
        if typed.number is None:
            raise CycleUnsound(basis_number="required")
        return typed

    @classmethod
    def withheld(cls, cycle: Cycle, sealed: bytes) -> Basis:
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
    entered_by: PersonId | None = None
    entered_at: datetime | None = None

    def require_sound(self) -> None:
        """Raises: DecreeUnsound."""
        if self.expires_to < self.expires_from:
            raise DecreeUnsound(expires_to="period.order")
        if self.extended_to <= self.expires_to:
            raise DecreeUnsound(extended_to="period.order")


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
    application_id: the application whose admission began the cycle; None when a person opened it.
    merged_at: since when it is nobody's, because its person's account was merged into another.
    """

    cycle_id: CycleId = field(default_factory=lambda: CycleId(new_id()))
    person_id: PersonId
    speciality: str
    basis: BasisKind
    basis_sealed: bytes = b""
    starts_on: date
    ends_before: date
    opened_at: datetime
    application_id: ApplicationId | None = None
    merged_at: datetime | None = None
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


def last_claim_day(ends_before: date, policies: Policies) -> date:
    """The last day on which claims for a cycle that ends so are accepted.

    Raises: PolicyMissing.
    """
    last_day = ends_before - DAY
    return last_day + timedelta(days=policies.on("claim.late_days", last_day).whole)


def _require_sound(cycle: Cycle, basis: Basis, policies: Policies, today: date) -> None:
    if state(cycle.ends_before, today) is CycleState.CLOSED:
        raise CycleUnsound(basis_issued_on="basis.expired")
    if basis.number is None and not policies.on("cycle.document_number_may_be_unknown", today).holds:
        raise CycleUnsound(basis_number="required")


def _known(text: str | None) -> str | None:
    return None if text is None or re.fullmatch(r"[0\s\-№/.]*", text) else text.strip()
