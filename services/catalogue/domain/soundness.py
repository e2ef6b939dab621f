"""What every card must satisfy. A fault is the offending field and the code of the broken rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from contracts.catalogue.activities import ActivityKind, ActivityUnsound
from contracts.catalogue.dictionaries import UnknownSpeciality
from kernel.values import Credits
from services.catalogue.domain import programme
from services.catalogue.domain.card import Card
from services.catalogue.domain.law import Law

DEAREST = Decimal(1_000_000_000)
KOPECK = Decimal("0.01")

Fault = tuple[str, str]


def check(card: Card, law: Law, *, at: datetime, former: Card | None = None) -> None:
    """Pass a sound card.

    law: as in force on `card.starts_on`.
    at: the moment of writing; credits are designated before the start.
    former: the card whose place it takes; what has begun may go on under it, for the same credits.

    Raises: ActivityUnsound -- all faults at once.
        UnknownSpeciality -- a speciality is not in the nomenclature of the day of the start.
    """
    faults = dict(_faults(card, law, at, former))
    unknown = next((code for code in card.specialities if code not in law.nomenclature), None)
    if faults:
        missing = {} if unknown is None else {"specialities": _rule_of(unknown, law)}
        raise ActivityUnsound(missing | faults)
    if unknown is not None:
        raise _unknown(unknown, law, card.starts_on)


def _unknown(code: str, law: Law, on: date) -> UnknownSpeciality:
    """What is wrong with a speciality, and what has taken its place."""
    successor = law.lapsed.get(code)
    proposed = {"successor": successor} if successor else {}
    rule = _rule_of(code, law)
    return UnknownSpeciality(field="specialities", rule=rule, speciality=code, on=on, **proposed)


def _rule_of(code: str, law: Law) -> str:
    return "speciality.not_in_force" if code in law.lapsed else "speciality.unknown"


def judged_on(card: Card, today: date, former: Card | None = None) -> date:
    """The day whose law judges a card: that on which it starts.

    A start that lies in the past, where it did not lie before, is a fault of its own; of that day
    there may be no law at all.
    """
    has_started = former is not None and former.starts_at == card.starts_at
    return card.starts_on if has_started else max(card.starts_on, today)


def _faults(card: Card, law: Law, at: datetime, former: Card | None) -> Iterator[Fault]:
    """One fault a field at the most: a dictionary keeps the last."""
    yield from _times(card, at, former)
    if card.ends_at > card.starts_at:
        yield from _credits(card, law)
        yield from _presence(card)
        yield from _details(card, law)
    yield from _specialities(card)
    yield from _terms(card)
    if card.region is not None and card.region not in law.regions:
        yield "region", "region.unknown"


def _times(card: Card, at: datetime, former: Card | None) -> Iterator[Fault]:
    if former is not None and card.kind is not former.kind:
        yield "kind", "activity.kind_fixed"
    if former is not None and former.starts_at <= at:
        if card.starts_at != former.starts_at:
            yield "starts_at", "activity.started"
        if card.credits != former.credits:
            yield "credits", "credits.after_start"
    elif card.starts_at <= at:
        yield "starts_at", "activity.starts_in_past"
    if card.ends_at <= card.starts_at:
        yield "ends_at", "activity.ends_before_start"


def _credits(card: Card, law: Law) -> Iterator[Fault]:
    if card.is_live and card.credits > _credits_of(card.minutes, law):
        yield "credits", "credits.exceed_length"
    most = Decimal(card.days) * law.event_cap_per_day.amount
    if card.kind is ActivityKind.EVENT and card.credits.amount > most:
        yield "credits", "credits.exceed_day_cap"
    if card.kind is ActivityKind.PROGRAMME and card.credits < law.programme_least:
        yield "credits", "credits.below_programme_least"
    if card.credits == Credits.of(0):
        yield "credits", "credits.zero"


def _details(card: Card, law: Law) -> Iterator[Fault]:
    details = card.told
    yield from programme.faults(
        details,
        starts_at=card.starts_at,
        ends_at=card.ends_at,
        never_creditable=law.never_creditable,
    )
    if details.agenda and card.is_live:
        minutes = programme.creditable_minutes(details.agenda)
        if card.credits > _credits_of(minutes, law):
            yield "credits", "credits.exceed_creditable_minutes"
        if card.min_minutes > minutes:
            yield "presence.min_minutes", "presence.exceeds_creditable_minutes"
    if details.quota is not None and (card.capacity or 0) < details.quota.budget + details.quota.subsidised:
        yield "details.quota", "quota.exceeds_capacity"
    if details.subsidised_price is not None and not 0 <= details.subsidised_price <= card.price:
        yield "details.subsidised_price", "price.subsidised_above"


def _credits_of(minutes: int, law: Law) -> Credits:
    """305 min are 6.8 credits: tenths, halves rounded up."""
    exact = Decimal(minutes) / law.minutes_per_credit
    return Credits(min(exact, Credits.MOST).quantize(Credits.QUANTUM, ROUND_HALF_UP))


def _presence(card: Card) -> Iterator[Fault]:
    if card.checks_required > card.checks_planned:
        yield "presence.checks_required", "presence.more_required_than_planned"
    if card.is_live and card.min_minutes == 0:
        yield "presence.min_minutes", "presence.none"
    if card.is_live and card.min_minutes > card.minutes:
        yield "presence.min_minutes", "presence.exceeds_length"


def _specialities(card: Card) -> Iterator[Fault]:
    if not card.specialities:
        yield "specialities", "specialities.empty"
    if len(set(card.specialities)) < len(card.specialities):
        yield "specialities", "specialities.repeated"


def _terms(card: Card) -> Iterator[Fault]:
    if not 0 <= card.price < DEAREST:
        yield "price", "price.range"
    elif card.price % KOPECK:
        yield "price", "price.step"
    if card.capacity == 0:
        yield "capacity", "capacity.zero"
