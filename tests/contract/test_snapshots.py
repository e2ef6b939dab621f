"""What has been promised is on record, and is kept."""

from __future__ import annotations

import pytest

from deploy import snapshots
from deploy.evolution import broken_promises

PRESENT = snapshots.present()
RECORDED = snapshots.recorded()


def test_every_promise_that_was_made_is_kept() -> None:
    assert broken_promises(RECORDED, PRESENT) == []


@pytest.mark.parametrize("module", sorted(PRESENT.keys() | RECORDED.keys()))
def test_the_record_is_complete(module: str) -> None:
    # A new promise? `python -m deploy.snapshots` writes it down.
    assert RECORDED.get(module) == PRESENT.get(module)
