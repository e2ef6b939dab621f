"""Dated rows may be changed, but not so that they break the suite or open a door."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kernel.reference import UnreadableData, read
from services.identity import reference
from services.identity.domain import bounds
from services.identity.domain.law import Law
from services.identity.reference import PolicyRow
from tests.builders.identity import DATA, LAW

ROWS = read(Path(DATA) / "identity_policies.csv", PolicyRow)
LATER = date(2027, 1, 1)


def changed(key: str, value: str) -> list[PolicyRow]:
    """The rows of the file, and another value of one of them from a later day on."""
    before = [replace(row, valid_before=LATER) if row.key == key else row for row in ROWS]
    added = PolicyRow(key=key, value=value, legal_act="приказ", valid_from=LATER, valid_before=None)
    return [*before, added]


def test_the_rows_of_the_file_are_within_bounds() -> None:
    assert bounds.broken(LAW) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("password.least", "7"),
        ("code.lives", "3601"),
        ("code.tries", "0"),
        ("factor.window", "3"),
        ("log_in.first_wait", "0"),
        ("session.access_lives", "3601"),
        ("session.idle", "2592001"),
        ("session.grace", "601"),
        ("client.least_rsa_bits", "1024"),
        ("signing.published_before", "0"),
        ("esia.offer_lives", "0"),
    ],
)
def test_a_row_out_of_bounds_is_named(key: str, value: str) -> None:
    assert bounds.broken(Law({**LAW.values, key: value})) == [key]


def test_a_row_that_would_break_the_suite_on_a_later_day_is_not_loaded() -> None:
    with pytest.raises(UnreadableData, match="out of bounds on 2027-01-01: session.access_lives"):
        reference.check(changed("session.access_lives", "86400"))


def test_a_row_within_bounds_counts_from_its_day_on() -> None:
    rows = changed("code.lives", "600")

    reference.check(rows)

    lives = [reference.law_of(rows, day).values["code.lives"] for day in (date(2026, 12, 31), LATER)]
    assert lives == ["300", "600"]
