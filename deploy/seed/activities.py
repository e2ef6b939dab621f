"""Demo activities: real topics of each speciality, in every kind, dated from today.

The same topic always becomes the same activity, whatever topics stand beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from zlib import crc32

from contracts.catalogue.activities import ActivityFormat, ActivityKind, DraftActivity, Presence
from kernel.clock import MOSCOW
from kernel.reference import read
from kernel.values import Credits

Option = TypeVar("Option")

MINUTES_PER_CREDIT = 45
MORNING = time(10, tzinfo=MOSCOW)


class TopicForm(StrEnum):
    THEORY = "theory"
    SKILL = "skill"


@dataclass(frozen=True, kw_only=True)
class Topic:
    """also: further specialities that the topic is useful to."""

    speciality: str
    form: TopicForm
    topic: str
    also: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DemoActivity:
    """provider: the code of the demo organisation that offers it."""

    provider: str
    draft: DraftActivity


@dataclass(frozen=True)
class Plan:
    """How an activity is held. minutes: of 45-minute hours, all of which must be attended."""

    title: str
    goals: str
    format: ActivityFormat
    minutes: int
    lasts: timedelta
    checks: int
    capacity: int | None
    price: int


# One theory topic after another of a speciality becomes one of these.
KINDS = (
    ActivityKind.PROGRAMME,
    ActivityKind.EVENT,
    ActivityKind.MODULE,
    ActivityKind.PROGRAMME,
    ActivityKind.EVENT,
)
THEORY_PROVIDERS = ("demo-academy", "demo-institute", "demo-society")
NURSING_PROVIDERS = ("demo-nursing-college", "demo-academy")
REGIONS = {
    "demo-academy": "77",
    "demo-institute": "78",
    "demo-simulation-centre": "16",
    "demo-nursing-college": "54",
    "demo-society": "66",
}


def activities(data: Path, today: date) -> tuple[DemoActivity, ...]:
    """Every topic of `demo_topics.csv` as an activity that begins after `today`."""
    nth: Counter[str] = Counter()
    offered = []
    for topic in read(data / "demo_topics.csv", Topic):
        kind = ActivityKind.SIMULATION
        if topic.form is TopicForm.THEORY:
            kind = KINDS[nth[topic.speciality] % len(KINDS)]
            nth[topic.speciality] += 1
        offered.append(_offer(topic, kind, today))
    return tuple(offered)


def _offer(topic: Topic, kind: ActivityKind, today: date) -> DemoActivity:
    plan = PLANS[kind](topic.topic)
    provider = _provider(topic, kind)
    starts_on = today + timedelta(
        days=1 if kind is ActivityKind.MODULE else _choose(range(7, 180), topic, "day")
    )
    starts_at = datetime.combine(starts_on, MORNING)
    return DemoActivity(
        provider=provider,
        draft=DraftActivity(
            title=plan.title,
            kind=kind,
            format=plan.format,
            goals=plan.goals,
            specialities=(topic.speciality, *topic.also),
            credits=Credits(Decimal(plan.minutes) / MINUTES_PER_CREDIT),
            starts_at=starts_at,
            ends_at=starts_at + plan.lasts,
            presence=_presence(plan),
            capacity=plan.capacity,
            price=Decimal(plan.price),
            region=None if plan.format is ActivityFormat.ONLINE else REGIONS[provider],
            demo=True,
        ),
    )


def _provider(topic: Topic, kind: ActivityKind) -> str:
    if kind is ActivityKind.SIMULATION:
        return "demo-simulation-centre"
    nursing = topic.speciality.startswith("secondary-")
    return _choose(NURSING_PROVIDERS if nursing else THEORY_PROVIDERS, topic, "provider")


def _presence(plan: Plan) -> Presence:
    """Seven of ten pop-ups must be answered, as organisers usually ask."""
    required = -(-plan.checks * 7 // 10)
    return Presence(min_minutes=plan.minutes, checks_planned=plan.checks, checks_required=required)


def _programme(topic: str) -> Plan:
    hours = _choose((36, 36, 36, 72, 72, 144), topic, "hours")
    title = {
        36: topic,
        72: f"Клинические рекомендации на практике. {topic}",
        144: f"Углублённый курс. {topic}",
    }[hours]
    return Plan(
        title=title,
        goals=f"Обновить знания и умения по теме «{topic}» в объёме {hours} академических часов; "
        "разобрать клинические случаи и пройти итоговую аттестацию.",
        format=_choose((ActivityFormat.ONLINE, ActivityFormat.ONLINE, ActivityFormat.MIXED), topic, "format"),
        minutes=hours * MINUTES_PER_CREDIT,
        lasts=timedelta(days=hours // 6, hours=6),
        checks=0,
        capacity=_choose((None, 25, 30, 50, 100), topic, "capacity"),
        price=_choose((0, 90, 110, 150), topic, "price") * hours,
    )


def _event(topic: str) -> Plan:
    name = _choose(
        ("Вебинар", "Вебинар", "Научно-практическая конференция", "Школа специалиста"), topic, "name"
    )
    online = name == "Вебинар"
    minutes = _choose((90, 135, 162, 189) if online else (207, 234, 252, 270), topic, "minutes")
    return Plan(
        title=f"{name} «{topic}»",
        goals=f"Познакомить с современными подходами по теме «{topic}», обсудить спорные вопросы "
        "с экспертами и ответить на вопросы участников.",
        format=ActivityFormat.ONLINE if online else _choose(tuple(ActivityFormat), topic, "format"),
        minutes=minutes,
        lasts=timedelta(minutes=minutes + 30),
        checks=max(3, -(-minutes // 60)),
        capacity=_choose((None, None, 300, 500), topic, "capacity"),
        price=_choose((0, 0, 0, 1500), topic, "price"),
    )


def _module(topic: str) -> Plan:
    return Plan(
        title=f"Интерактивный модуль «{topic}»",
        goals=f"Самостоятельно изучить материал по теме «{topic}» в удобном темпе и проверить знания тестом.",
        format=ActivityFormat.ONLINE,
        minutes=_choose((45, 90), topic, "minutes"),
        lasts=timedelta(days=730),
        checks=0,
        capacity=None,
        price=0,
    )


def _simulation(topic: str) -> Plan:
    days = _choose((1, 1, 2, 3), topic, "days")
    return Plan(
        title=f"Симуляционный тренинг «{topic}»",
        goals=f"Отработать навык «{topic}» на симуляторах под наблюдением инструктора.",
        format=ActivityFormat.ON_SITE,
        minutes=270 * days,
        lasts=timedelta(days=days - 1, hours=6),
        checks=0,
        capacity=_choose((6, 8, 10, 12), topic, "capacity"),
        price=_choose((6500, 8000, 9500), topic, "price") * days,
    )


PLANS = {
    ActivityKind.PROGRAMME: _programme,
    ActivityKind.EVENT: _event,
    ActivityKind.MODULE: _module,
    ActivityKind.SIMULATION: _simulation,
}


def _choose(options: Sequence[Option], topic: Topic | str, question: str) -> Option:
    """An option that depends on the topic alone."""
    text = topic if isinstance(topic, str) else topic.topic
    return options[crc32(f"{question}: {text}".encode()) % len(options)]
