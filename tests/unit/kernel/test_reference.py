"""Reference data is read whole and exactly, or refused with the place of the mistake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kernel.reference import UnreadableData, read
from kernel.values import Credits, Role


@dataclass(frozen=True, kw_only=True)
class Rule:
    key: str
    since: date
    until: date | None
    hours: Credits
    share: Decimal
    tries: int
    blocks: bool
    roles: tuple[Role, ...]


HEADING = "key,since,until,hours,share,tries,blocks,roles,note"
SOUND = "total,2023-01-01,,144,0.7,3,yes,specialist; expert,any"


def a_file(folder: Path, *lines: str) -> Path:
    path = folder / "rules.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_every_cell_is_read_as_the_type_of_its_field(tmp_path: Path) -> None:
    path = a_file(tmp_path, HEADING, SOUND)

    (rule,) = read(path, Rule)

    assert rule == Rule(
        key="total",
        since=date(2023, 1, 1),
        until=None,
        hours=Credits.of(144),
        share=Decimal("0.7"),
        tries=3,
        blocks=True,
        roles=(Role.SPECIALIST, Role.EXPERT),
    )


def test_an_empty_list_has_no_items(tmp_path: Path) -> None:
    path = a_file(tmp_path, HEADING, SOUND.replace("specialist; expert", ""))

    (rule,) = read(path, Rule)

    assert rule.roles == ()


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = a_file(tmp_path, "key,since", "total,2023-01-01")

    with pytest.raises(UnreadableData, match=r"rules\.csv: no column blocks, hours, roles"):
        read(path, Rule)


@pytest.mark.parametrize(
    ("sound", "broken", "column"),
    [
        ("2023-01-01", "01.01.2023", "since"),
        ("144", "144.05", "hours"),
        ("0.7", "much", "share"),
        (",3,", ",three,", "tries"),
        ("yes", "true", "blocks"),
        ("expert", "oracle", "roles"),
        ("total", "", "key"),
    ],
)
def test_a_cell_that_does_not_fit_is_named_by_file_line_and_column(
    tmp_path: Path, sound: str, broken: str, column: str
) -> None:
    path = a_file(tmp_path, HEADING, SOUND, SOUND.replace(sound, broken))

    with pytest.raises(UnreadableData, match=rf"rules\.csv, line 3, column {column}: "):
        read(path, Rule)


@pytest.mark.parametrize("line", [SOUND + ",more", "total,2023-01-01"])
def test_a_line_that_does_not_fit_the_heading_is_refused(tmp_path: Path, line: str) -> None:
    path = a_file(tmp_path, HEADING, line)

    with pytest.raises(UnreadableData, match=r"rules\.csv, line 2: "):
        read(path, Rule)
