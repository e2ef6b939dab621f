"""Every sum beside the ledger, made anew from its entries and legs."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kernel.values import CycleId
from services.credits import tables

_account = tables.accounts.c

# Of the cycles in :cycles, whose accounts are locked. In this order: none needs a later one.
MADE_ANEW = (
    """
    UPDATE accounts SET balance = ledger.sum, entries = ledger.count, head = ledger.head
      FROM (SELECT a.cycle_id, coalesce(sum(amount), 0) AS sum, count(DISTINCT e.entry_id) AS count,
                   coalesce((array_agg(e.hash ORDER BY e.number DESC))[1],
                            decode(repeat('00', 32), 'hex')) AS head
              FROM accounts AS a
              LEFT JOIN entries AS e ON e.cycle_id = a.cycle_id
              LEFT JOIN legs AS l ON l.entry_id = e.entry_id AND l.account = 'earned:' || e.cycle_id
             WHERE a.cycle_id = ANY(:cycles) GROUP BY a.cycle_id) AS ledger
     WHERE accounts.cycle_id = ledger.cycle_id
    """,
    "DELETE FROM balances WHERE cycle_id = ANY(:cycles)",
    """
    INSERT INTO balances (cycle_id, kind, credits)
    SELECT cycle_id, kind, sum(amount) FROM entries JOIN legs USING (entry_id)
     WHERE cycle_id = ANY(:cycles) AND account = 'earned:' || cycle_id GROUP BY cycle_id, kind
    """,
    "DELETE FROM day_sums WHERE cycle_id = ANY(:cycles)",
    """
    INSERT INTO day_sums (cycle_id, kind, completed_on, credits)
    SELECT cycle_id, kind, completed_on, sum(amount) FROM entries JOIN legs USING (entry_id)
     WHERE cycle_id = ANY(:cycles) AND account = 'earned:' || cycle_id GROUP BY cycle_id, kind, completed_on
    """,
    "DELETE FROM credited WHERE cycle_id = ANY(:cycles)",
    """
    INSERT INTO credited (cycle_id, activity_id, entry_id)
    SELECT cycle_id, activity_id, entry_id FROM entries AS posted
     WHERE cycle_id = ANY(:cycles) AND reverses IS NULL
       AND NOT EXISTS (SELECT FROM entries WHERE entries.reverses = posted.entry_id)
    """,
)


def locked_after(session: Session, after: CycleId | None, size: int) -> Sequence[CycleId]:
    """The next cycles, in whose accounts nobody posts until the transaction ends."""
    found = sa.select(_account.cycle_id)
    if after is not None:
        found = found.where(_account.cycle_id > after)
    return session.scalars(found.order_by(_account.cycle_id).limit(size).with_for_update()).all()


def make_anew(session: Session, cycles: Sequence[CycleId]) -> None:
    for statement in MADE_ANEW:
        session.execute(sa.text(statement), {"cycles": [*cycles]})
