"""How questions have done: computed by the database, kept for the provider."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.catalogue.items import ItemId
from kernel.values import OrganisationId
from services.catalogue.tables import attempt_steps, attempts, item_statistics, items

# Each answer of a finished attempt beside how the rest of that attempt went: an item must not be told by
# itself. Exposure: of the attempts whose pool holds the item, how many asked it.
COMPUTE = sa.text(
    """
    INSERT INTO item_statistics (item_id, version, provider_id, answers, right_share, discrimination,
                                 mean_seconds, exposure, computed_at)
    WITH answered AS (
        SELECT s.item_id, s.version, s.is_right::int AS score,
               extract(epoch FROM s.answered_at - s.asked_at) AS seconds,
               sum(s.is_right::int) OVER attempt - s.is_right::int AS rest_right,
               count(*) OVER attempt - 1 AS rest
        FROM attempt_steps s JOIN attempts a USING (attempt_id)
        WHERE a.state <> 'open' AND s.answered_at IS NOT NULL
        WINDOW attempt AS (PARTITION BY s.attempt_id)
    ), drawn AS (
        SELECT (d ->> 'item_id')::uuid AS item_id, (d ->> 'version')::int AS version, sum(p.taken) AS attempts
        FROM (SELECT pool_id, count(*) AS taken FROM attempts WHERE state <> 'open' GROUP BY pool_id) p
        JOIN test_pools USING (pool_id), jsonb_array_elements(drawn) AS d
        GROUP BY 1, 2
    )
    SELECT n.item_id, n.version, i.provider_id, count(*), 100.0 * avg(score),
           corr(score, rest_right::float / nullif(rest, 0))::numeric,
           least(avg(seconds), 999999), 100.0 * count(*) / max(d.attempts), :at
    FROM answered n JOIN drawn d USING (item_id, version) JOIN items i ON i.item_id = n.item_id
    GROUP BY n.item_id, n.version, i.provider_id
    ON CONFLICT (item_id, version) DO UPDATE SET
        answers = excluded.answers, right_share = excluded.right_share,
        discrimination = excluded.discrimination, mean_seconds = excluded.mean_seconds,
        exposure = excluded.exposure, computed_at = excluded.computed_at
    WHERE item_statistics.answers <> excluded.answers OR item_statistics.exposure <> excluded.exposure
    """
)


def compute(session: Session, at: datetime) -> None:
    """Bring the figures of every question in line with the finished attempts."""
    session.execute(COMPUTE, {"at": at})


def of_provider(
    session: Session,
    provider_id: OrganisationId | None,
    *,
    after: tuple[ItemId, int] | None,
    limit: int | None,
) -> Sequence[sa.Row[Any]]:
    """A page of a bank's figures, and one row more; all of them without a limit."""
    place = item_statistics.c.item_id, item_statistics.c.version
    page = sa.select(item_statistics, items.c.code).join(items, items.c.item_id == item_statistics.c.item_id)
    page = page.where(item_statistics.c.provider_id == provider_id)
    if after is not None:
        page = page.where(sa.tuple_(*place) > after)
    return session.execute(page.order_by(*place).limit(None if limit is None else limit + 1)).all()


def answers(session: Session, item_id: ItemId, version: int) -> Sequence[sa.Row[Any]]:
    """Each answer to a version of a question: right or wrong, the ability of whoever gave it, the rest."""
    of = sa.select(attempt_steps.c.attempt_id).where(
        attempt_steps.c.item_id == item_id,
        attempt_steps.c.version == version,
        attempt_steps.c.answered_at.is_not(None),
    )
    here = sa.and_(attempt_steps.c.item_id == item_id, attempt_steps.c.version == version)
    right = sa.cast(attempt_steps.c.is_right, sa.Integer)
    query = (
        sa.select(
            attempts.c.attempt_id,
            attempts.c.ability,
            sa.func.max(right).filter(here).label("right"),
            sa.func.coalesce(sa.func.sum(right).filter(sa.not_(here)), 0).label("rest_right"),
            sa.func.count().filter(sa.not_(here)).label("rest"),
        )
        .join(attempt_steps, attempt_steps.c.attempt_id == attempts.c.attempt_id)
        .where(attempts.c.attempt_id.in_(of), attempts.c.state != sa.literal_column("'open'"))
        .where(attempt_steps.c.answered_at.is_not(None))
        .group_by(attempts.c.attempt_id)
        .order_by(attempts.c.attempt_id)
    )
    return session.execute(query).all()
