"""`docs/policy.md`: the dated policies of `data/`, as people read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from kernel.reference import read

DATA = Path(__file__).parents[1] / "data"
FILES = ("policies.csv", "identity_policies.csv")
MADE = "Made by `python -m deploy.docs` from `data/*policies.csv`; do not edit.\n"


@dataclass(frozen=True, kw_only=True)
class PolicyRow:
    key: str
    value: str
    unit: str
    valid_from: date
    valid_before: date | None
    legal_act: str
    source: str
    verified: bool
    note: str | None


def policy_page() -> str:
    """The page, a section for each key, so that a docstring can point at one."""
    rows = [row for name in FILES for row in read(DATA / name, PolicyRow)]
    lines = [
        "# Policies",
        "",
        MADE,
        "A threshold is never a number in code. It is a row here, with the days on which it is in force,",
        "the legal act it comes from and where that was read. `verified` says whether an official text was",
        "at hand.",
    ]
    for key, dated in groupby(rows, lambda row: row.key):
        lines += [
            "",
            f"## {key}",
            "",
            "| value | unit | from | until, not including | legal act | source | verified |",
        ]
        lines += ["|---|---|---|---|---|---|---|", *map(_line, in_order := list(dated)), *_notes(in_order)]
    return "\n".join(lines) + "\n"


def _line(row: PolicyRow) -> str:
    verified = "yes" if row.verified else "no"
    value = row.value.replace("|", "∣")
    return (
        f"| `{value}` | {row.unit} | {row.valid_from} | {row.valid_before or ''} "
        f"| {row.legal_act} | {row.source} | {verified} |"
    )


def _notes(rows: list[PolicyRow]) -> Iterator[str]:
    for note in dict.fromkeys(row.note for row in rows if row.note):
        yield ""
        yield note
