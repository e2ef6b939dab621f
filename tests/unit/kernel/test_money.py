"""Money is exact, of one currency, and no credits."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from kernel.money import Money
from kernel.values import Credits, InvalidValue

PROJECT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("text", "kopecks"), [("1500", 150_000), ("1500.5", 150_050), ("0.01", 1), ("1500.00 RUB", 150_000)]
)
def test_money_is_read_as_people_write_it(text: str, kopecks: int) -> None:
    assert Money.parse(text).minor == kopecks


def test_money_is_written_with_its_currency() -> None:
    assert str(Money(150_005)) == "1500.05 RUB"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("-1", "money.format"),
        ("1.001", "money.format"),
        ("1e5", "money.format"),
        ("1 USD", "money.currency"),
        ("999999999999", "money.range"),
    ],
)
def test_what_is_no_sum_is_refused(text: str, rule: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        Money.parse(text)

    assert refused.value.rule == rule


def test_a_part_of_a_kopeck_is_refused() -> None:
    with pytest.raises(InvalidValue):
        Money.of(Decimal("0.001"))


def test_halves_of_a_kopeck_are_rounded_upwards() -> None:
    assert [Money.rounded(Fraction(kopecks, 10)).minor for kopecks in (4, 5, 15)] == [0, 1, 2]


def test_what_is_left_is_never_less_than_nothing() -> None:
    assert Money(5).less(Money(7)) == Money(0)


def test_money_and_credits_have_no_sum() -> None:
    with pytest.raises(TypeError):
        Money(100) + Credits.of(1)  # type: ignore[operator]


def test_the_type_checker_refuses_their_sum(tmp_path: Path) -> None:
    mixed = tmp_path / "mixed.py"
    mixed.write_text(
        "from kernel.money import Money\nfrom kernel.values import Credits\n"
        "Money(1) + Credits.of(1)\nCredits.of(1) + Money(1)\nMoney(1) < Credits.of(1)\n"
    )

    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary", str(mixed)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert [line.split(":")[1] for line in checked.stdout.splitlines() if ": error:" in line] == [
        "3",
        "4",
        "5",
    ]
