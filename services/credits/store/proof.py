"""Every sum of credits, computed again from the legs of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from services.credits import tables
from services.credits.domain.ledger import Entry
from services.credits.domain.proof import Discrepancy

# Each gives one row for every disagreement: its subject, what the ledger says, what was found.
CHECKS = {
    "legs": """
        SELECT entry_id::text, 'two legs that sum to zero', count(account) || ' legs, sum ' || sum(amount)
          FROM entries LEFT JOIN legs USING (entry_id)
         GROUP BY entry_id, credits
        HAVING count(account) <> 2 OR sum(amount) <> 0 OR max(abs(amount)) <> credits
    """,
    "direction": """
        SELECT entry_id::text, 'earned:' || cycle_id || ' of the right sign', coalesce(amount::text, 'none')
          FROM entries LEFT JOIN legs USING (entry_id)
         WHERE coalesce(account, '') NOT LIKE 'activity:%'
           AND (account IS DISTINCT FROM 'earned:' || cycle_id
                OR amount <> CASE WHEN reverses IS NULL THEN credits ELSE -credits END)
    """,
    "balance": """
        SELECT cycle_id::text, coalesce(sum(amount), 0)::text, balance::text
          FROM accounts LEFT JOIN legs ON account = 'earned:' || cycle_id
         GROUP BY cycle_id, balance
        HAVING coalesce(sum(amount), 0) <> balance
    """,
    "balance by kind": """
        WITH ledger AS (
            SELECT cycle_id, kind, sum(amount) AS credits
              FROM entries JOIN legs USING (entry_id) WHERE account = 'earned:' || cycle_id
             GROUP BY cycle_id, kind)
        SELECT cycle_id || ' ' || kind, coalesce(ledger.credits, 0)::text, coalesce(b.credits::text, 'none')
          FROM ledger FULL JOIN balances AS b USING (cycle_id, kind)
         WHERE coalesce(ledger.credits, 0) IS DISTINCT FROM b.credits
    """,
    "balance by day": """
        WITH ledger AS (
            SELECT cycle_id, kind, completed_on, sum(amount) AS credits
              FROM entries JOIN legs USING (entry_id) WHERE account = 'earned:' || cycle_id
             GROUP BY cycle_id, kind, completed_on)
        SELECT cycle_id || ' ' || kind || ' ' || completed_on, coalesce(ledger.credits, 0)::text,
               coalesce(d.credits::text, 'none')
          FROM ledger FULL JOIN day_sums AS d USING (cycle_id, kind, completed_on)
         WHERE coalesce(ledger.credits, 0) IS DISTINCT FROM d.credits
    """,
    "what counts": """
        WITH standing AS (
            SELECT cycle_id, activity_id, entry_id FROM entries AS posted
             WHERE reverses IS NULL
               AND NOT EXISTS (SELECT FROM entries WHERE entries.reverses = posted.entry_id))
        SELECT entry_id::text, CASE WHEN s.cycle_id IS NULL THEN 'does not count' ELSE 'counts' END,
               CASE WHEN c.cycle_id IS NULL THEN 'does not count' ELSE 'counts' END
          FROM standing AS s FULL JOIN credited AS c USING (entry_id)
         WHERE (s.cycle_id, s.activity_id) IS DISTINCT FROM (c.cycle_id, c.activity_id)
    """,
    "head": """
        SELECT cycle_id::text, last.number || ':' || encode(last.hash, 'hex'),
               accounts.entries || ':' || encode(head, 'hex')
          FROM accounts
          LEFT JOIN LATERAL (SELECT number, hash FROM entries AS e WHERE e.cycle_id = accounts.cycle_id
                              ORDER BY number DESC LIMIT 1) AS last ON true
         WHERE accounts.entries <> coalesce(last.number, 0)
            OR last.hash IS NOT NULL AND head <> last.hash
    """,
}


def see_one_moment(session: Session) -> None:
    """Let this transaction see the database as it is now, for as long as the proof takes."""
    session.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
    session.execute(sa.text("SET LOCAL statement_timeout = 0"))


def disagreements(session: Session) -> Iterator[Discrepancy]:
    """Where a sum or a pointer disagrees with the ledger."""
    for check, query in CHECKS.items():
        for subject, expected, found in session.execute(sa.text(query)):
            yield Discrepancy(check=check, subject=subject, expected=str(expected), found=str(found))


def entries(session: Session) -> Iterable[Entry]:
    """The whole ledger, cycle by cycle, a thousand entries in memory at once."""
    ledger = sa.select(Entry).order_by(tables.entries.c.cycle_id, tables.entries.c.number)
    with_legs = ledger.options(selectinload(Entry.legs))  # type: ignore[arg-type]  # mapped imperatively
    return session.scalars(with_legs.execution_options(yield_per=1000))
