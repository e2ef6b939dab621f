"""An activity's card: what it promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from contracts.catalogue.activities import ActivityFormat, ActivityKind, DraftActivity, Presence
from contracts.catalogue.cards import CardDetails, SeatFunding
from kernel.values import Credits

# Whoever attends these is present from the beginning to the end.
LIVE = frozenset({ActivityKind.EVENT, ActivityKind.SIMULATION})


@dataclass(frozen=True)
class Card:
    """starts_on, ends_on: the legal days of the beginning and of the end, both included.

    self_paced, has_quota: of the details, apart because people search for them.
    """

    title: str
    kind: ActivityKind
    format: ActivityFormat
    goals: str
    specialities: tuple[str, ...]
    credits: Credits
    starts_at: datetime
    ends_at: datetime
    starts_on: date
    ends_on: date
    min_minutes: int
    checks_planned: int
    checks_required: int
    capacity: int | None
    price: Decimal
    region: str | None
    demo: bool
    details: CardDetails | None
    self_paced: bool
    has_quota: bool

    @classmethod
    def of(cls, draft: DraftActivity, *, starts_on: date, ends_on: date) -> Card:
        return cls(
            title=draft.title,
            kind=draft.kind,
            format=draft.format,
            goals=draft.goals,
            specialities=draft.specialities,
            credits=draft.credits,
            starts_at=draft.starts_at,
            ends_at=draft.ends_at,
            starts_on=starts_on,
            ends_on=ends_on,
            min_minutes=draft.presence.min_minutes,
            checks_planned=draft.presence.checks_planned,
            checks_required=draft.presence.checks_required,
            capacity=draft.capacity,
            price=draft.price,
            region=draft.region,
            demo=draft.demo,
            details=draft.details,
            self_paced=bool(draft.details and draft.details.self_paced),
            has_quota=bool(draft.details and draft.details.quota),
        )

    @property
    def draft(self) -> DraftActivity:
        """The card as it was written."""
        return DraftActivity(
            title=self.title,
            kind=self.kind,
            format=self.format,
            goals=self.goals,
            specialities=self.specialities,
            credits=self.credits,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            presence=Presence(
                min_minutes=self.min_minutes,
                checks_planned=self.checks_planned,
                checks_required=self.checks_required,
            ),
            capacity=self.capacity,
            price=self.price,
            region=self.region,
            demo=self.demo,
            details=self.details,
        )

    @property
    def told(self) -> CardDetails:
        """The details; nothing beyond the terms where there are none."""
        return self.details or CardDetails()

    @property
    def cancel_until(self) -> datetime | None:
        """Until when a seat may be given back; none where that is possible to the end."""
        hours = self.told.cancel_until_hours
        return None if hours is None else self.starts_at - timedelta(hours=hours)

    def price_of(self, funding: SeatFunding) -> Decimal:
        """What a specialist pays for such a seat."""
        if funding is SeatFunding.BUDGET:
            return Decimal(0)
        subsidised = self.told.subsidised_price
        return subsidised if funding is SeatFunding.SUBSIDISED and subsidised is not None else self.price

    @property
    def is_live(self) -> bool:
        return self.kind in LIVE

    @property
    def needs_presence(self) -> bool:
        """Whether only who was there while it went on has attended it; a recording is no presence."""
        return self.is_live and not self.self_paced

    @property
    def minutes(self) -> int:
        """Whole minutes from the beginning to the end."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1
