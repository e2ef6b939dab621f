"""Why it is impossible: which rule cannot be met, and how far one would come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kernel.money import Money
from kernel.values import Credits
from services.credits.domain.question import Needs
from services.credits.domain.tracing import amount, in_words, threshold, threshold_en


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """required, attainable: in the unit of the rule. ru, en: in words."""

    rule: str
    required: str
    attainable: str
    ru: str
    en: str


@dataclass(frozen=True, kw_only=True)
class Attainable:
    """What is there and can be had at most by `by`, whatever it costs; price: the least that meets all."""

    programmes: Credits
    total: Credits
    price: Money | None
    by: date


def obstacles(needs: Needs, attainable: Attainable, budget: Money | None) -> Iterator[Obstacle]:
    """Each rule that cannot be met; where each can by itself, that they cannot together."""
    if budget is not None and attainable.price is not None:
        yield _budget(attainable.price, budget)
        return
    rules = (
        ("accreditation.total", needs.total, attainable.total),
        ("accreditation.min_from_programmes", needs.from_programmes, attainable.programmes),
    )
    unmet = [_short(rule, asked, most, attainable.by) for rule, asked, most in rules if most < asked]
    yield from unmet or (_together(attainable.by),)


def tenths_as_credits(tenths: int) -> Credits:
    return Credits(Decimal(tenths) / 10)


def _short(rule: str, required: Credits, attainable: Credits, by: date) -> Obstacle:
    return Obstacle(
        rule=rule,
        required=str(required),
        attainable=str(attainable),
        ru=f"Нужно {threshold(required)} ЗЕТ, до {in_words(by)} из предложенного можно набрать "
        f"не более {amount(attainable)}.",
        en=f"{threshold_en(required)} credits are required; of what is offered no more than "
        f"{attainable} can be reached by {by}.",
    )


def _budget(price: Money, budget: Money) -> Obstacle:
    return Obstacle(
        rule="plan.budget",
        required=str(price),
        attainable=str(budget),
        ru=f"Дешевле {price} не получится, а бюджет: {budget}.",
        en=f"It takes {price} at least; the budget is {budget}.",
    )


def _together(by: date) -> Obstacle:
    return Obstacle(
        rule="plan.together",
        required="all",
        attainable="each",
        ru=f"До {in_words(by)} можно выполнить каждое требование, но не все сразу: мероприятия совпадают "
        "по времени.",
        en=f"By {by} each rule can be met, but not all of them: activities take place at one time.",
    )
