"""Proof that the ledger has not been changed behind our back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from services.credits.domain.ledger import GENESIS, Entry


@dataclass(frozen=True, kw_only=True)
class Discrepancy:
    """What the ledger says against what stands beside it. subject: the entry or cycle, and the kind."""

    check: str
    subject: str
    expected: str
    found: str


def broken_links(entries: Iterable[Entry]) -> Iterator[Discrepancy]:
    """The first entry of each cycle whose number or hash does not follow from those before it.

    entries: cycle by cycle, each in order of number.
    """
    for _, chain in groupby(entries, key=lambda entry: entry.cycle_id):
        previous = GENESIS
        for number, entry in enumerate(chain, start=1):
            expected = entry.seal(previous)
            if entry.number != number or entry.hash != expected:
                yield Discrepancy(
                    check="chain",
                    subject=str(entry.entry_id),
                    expected=f"{number}:{expected.hex()}",
                    found=f"{entry.number}:{entry.hash.hex()}",
                )
                break
            previous = entry.hash
