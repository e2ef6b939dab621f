"""What becomes due with time: decrees at work, checkpoints, closings. Each cycle by itself, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial

from kernel import clock, outbox
from kernel.database import Database, Session
from kernel.values import CycleId
from services.credits import views
from services.credits.domain import guidance
from services.credits.domain.calendar import months_after
from services.credits.domain.cycle import Extension, last_claim_day
from services.credits.store import cycles, law, ledger, lifecycle
from services.credits.usecases import posting

Look = Callable[[Session, CycleId | None], Sequence[CycleId]]


def apply_decrees(database: Database) -> None:
    """Put off the end of every cycle that a decree fits, the earlier decree first."""
    with database.reading() as session:
        decrees = sorted(law.extensions(session), key=lambda decree: decree.expires_from)
    for decree in decrees:
        for cycle_id in _due(database, partial(lifecycle.to_extend, decree=decree)):
            extend(database, cycle_id, decree)


def extend(database: Database, cycle_id: CycleId, decree: Extension) -> None:
    """Put off the end of a cycle, announce it, and post what has waited for it.

    A cycle that another follows within the time given keeps its end.
    """
    with database.transaction() as session:
        cycle = cycles.locked(session, cycle_id)
        if cycle.merged_at is not None:
            return
        is_followed = cycles.is_followed(session, cycle, until=decree.extended_to)
        if not is_followed and cycle.extend([decree], clock.now()):
            outbox.add(session, views.extended(cycle))
            posting.post_waiting(session, cycle)


def take_checkpoints(database: Database) -> None:
    """Hold every cycle against its share of the total when a checkpoint has fallen due.

    Raises: PolicyMissing.
    """
    today = clock.today()
    with database.reading() as session:
        reviews = law.policies(session).on("cycle.checkpoints", today).wholes
    for months in reviews:
        look = partial(lifecycle.to_review, months=months, begun_by=months_after(today, -months))
        for cycle_id in _due(database, look):
            take_checkpoint(database, cycle_id, months)


def take_checkpoint(database: Database, cycle_id: CycleId, months: int) -> None:
    """Keep how a checkpoint came out, by the law of the day it fell due, and announce it.

    Raises: PolicyMissing.
    """
    with database.transaction() as session:
        cycle = cycles.locked(session, cycle_id)
        due = months_after(cycle.starts_on, months)
        if clock.today() < due or cycle.merged_at is not None:
            return
        earned = ledger.earned(session, cycle_id, until=due)
        result = guidance.checkpoint(months, earned, cycle, law.policies(session), due)
        if lifecycle.take_checkpoint(session, cycle, months, result, clock.now()):
            outbox.add(session, views.reviewed(cycle, months, result, clock.now()))


def close_cycles(database: Database) -> None:
    """Close every cycle for which no claim is accepted any more.

    Raises: PolicyMissing.
    """
    with database.reading() as session:
        windows = law.policies(session).history("claim.late_days")
    shortest = min((row.whole for row in windows), default=0)
    ended_before = clock.today() - timedelta(days=shortest)
    for cycle_id in _due(database, partial(lifecycle.to_close, ended_before=ended_before)):
        close(database, cycle_id)


def close(database: Database, cycle_id: CycleId) -> None:
    """Keep what a cycle has come to, and announce it; too early, or a second time, nothing happens.

    Raises: PolicyMissing.
    """
    with database.transaction() as session:
        cycle = cycles.locked(session, cycle_id)
        is_early = clock.today() <= last_claim_day(cycle.ends_before, law.policies(session))
        if is_early or cycle.merged_at is not None:
            return
        account = ledger.account_of(session, cycle_id)
        if lifecycle.close(session, cycle, account, clock.now()):
            outbox.add(session, views.closed(cycle, account.balance, clock.now()))


def _due(database: Database, look: Look) -> Iterator[CycleId]:
    """All that `look` finds, page by page."""
    after: CycleId | None = None
    while True:
        with database.reading() as session:
            page = look(session, after)
        yield from page
        if len(page) < lifecycle.AT_ONCE:
            return
        after = page[-1]
