"""What stands out in an attempt, and what does not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from contracts.catalogue.item_statistics import ItemFlag
from contracts.catalogue.items import ItemId
from contracts.catalogue.module_tests import AttemptId
from contracts.catalogue.signals import SignalKind
from kernel.values import new_id
from services.catalogue.domain.attempt import Step
from services.catalogue.domain.item_figures import LawOfFigures, flags
from services.catalogue.domain.signal import Alike, Finding, LawOfSignals, Observed, find
from tests.builders.catalogue import NOW

LAW = LawOfSignals(basis=10, others=20, fast=50, rhythm=10, mistakes=80, least_mistakes=5, times=95)
FIGURES_LAW = LawOfFigures(answers=30, calibration=200, easy=95, hard=20, weak=Decimal("0.1"), exposure=40)
UNEVEN = [3, 20, 7, 41, 12, 9, 30, 5, 16, 22]


def steps(seconds: Sequence[int] = UNEVEN, **told: str) -> list[Step]:
    """Answered after so many seconds. told: who answered the last one."""
    made = []
    for position, taken in enumerate(seconds, start=1):
        step = Step(
            attempt_id=AttemptId(new_id()),
            position=position,
            place=position,
            item_id=ItemId(new_id()),
            version=1,
            asked_at=NOW,
            device="a",
            address="b",
        )
        step.take(("1",), NOW + timedelta(seconds=taken), is_right=True)
        made.append(step)
    for name, value in told.items():
        setattr(made[-1], name, value)
    return made


def kinds(seen: Observed) -> list[SignalKind]:
    return [finding.kind for finding in find(seen, LAW)]


def an_alike(**told: int) -> Alike:
    return Alike(**{"common": 10, "both_wrong": 5, "same_wrong": 1, "follow": 20} | told)


def test_an_ordinary_attempt_gives_no_cause() -> None:
    quick = dict.fromkeys(range(1, 11), 4000)

    assert find(Observed(steps=steps(), quick=quick, alike=[an_alike()]), LAW) == []


def test_answers_faster_than_nearly_all_others_give_stand_out_by_their_share() -> None:
    seen = Observed(steps=steps(), quick=dict.fromkeys(range(1, 11), 15_000))

    [finding] = find(seen, LAW)

    assert finding == Finding(kind=SignalKind.FAST, value=50, limit=50, basis=10)


def test_an_even_rhythm_stands_out() -> None:
    [finding] = find(Observed(steps=steps([10, 10, 11, 10, 10, 10, 10, 11, 10, 10])), LAW)

    assert (finding.kind, finding.value) == (SignalKind.RHYTHM, 3)


@pytest.mark.parametrize(
    ("told", "kind"),
    [({"device": "other"}, SignalKind.DEVICE), ({"address": "other"}, SignalKind.ADDRESS)],
)
def test_another_device_or_address_stands_out(told: dict[str, str], kind: SignalKind) -> None:
    assert kinds(Observed(steps=steps(**told))) == [kind]


def test_the_mistakes_and_the_times_of_another_stand_out() -> None:
    alike = [an_alike(), an_alike(same_wrong=4, follow=97)]

    found = find(Observed(steps=steps(), alike=alike), LAW)

    assert [(one.kind, one.value) for one in found] == [
        (SignalKind.SAME_MISTAKES, 80),
        (SignalKind.SAME_TIMES, 97),
    ]


def test_nothing_rests_on_few_answers() -> None:
    few = Observed(
        steps=steps([10] * 9),
        quick=dict.fromkeys(range(1, 10), 60_000),
        alike=[an_alike(common=9, both_wrong=4, same_wrong=4, follow=100)],
    )

    assert find(few, LAW) == []


@pytest.mark.parametrize(
    ("told", "flag"),
    [
        ({"right_share": Decimal(96)}, ItemFlag.TOO_EASY),
        ({"right_share": Decimal(19)}, ItemFlag.TOO_HARD),
        ({"discrimination": Decimal("-0.2")}, ItemFlag.WEAK),
        ({"exposure": Decimal(41)}, ItemFlag.OVEREXPOSED),
    ],
)
def test_a_question_is_flagged_by_its_figures_but_not_by_few_answers(
    told: dict[str, Decimal], flag: ItemFlag
) -> None:
    usual = {"right_share": Decimal(60), "discrimination": Decimal("0.4"), "exposure": Decimal(20)}

    assert flags(SimpleNamespace(answers=30, **usual), FIGURES_LAW) == ()
    assert flags(SimpleNamespace(answers=30, **usual | told), FIGURES_LAW) == (flag,)
    assert flags(SimpleNamespace(answers=29, **usual | told), FIGURES_LAW) == ()
