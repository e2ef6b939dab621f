"""What rules have counted in the journals, and what stood out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.monitoring.domain.anomaly import Crowd, Deed, Measure, Rule, Whose
from services.monitoring.tables import Row, anomalies, anomaly_rules, followed, sightings


def rules(session: Session) -> tuple[Rule, ...]:
    rows = session.execute(sa.select(anomaly_rules)).mappings()
    return tuple(
        Rule(**{**row, "whose": Whose(row["whose"]), "measure": Measure(row["measure"])}) for row in rows
    )


def looked_through(session: Session, service: str) -> int:
    """The number of the last line of a journal that rules have looked at."""
    return session.scalar(sa.select(followed.c.number).where(followed.c.service == service)) or 0


def move_on(session: Session, service: str, since: int, to: int) -> bool:
    """Claim the lines behind `since` up to `to`; false when another replica was faster."""
    session.execute(insert(followed).values(service=service, number=0).on_conflict_do_nothing())
    mine = sa.update(followed).where(followed.c.service == service, followed.c.number == since)
    return session.scalar(mine.values(number=to).returning(followed.c.number)) is not None


def see(session: Session, rule: Rule, about: str, deed: Deed) -> None:
    session.execute(sightings.insert().values(rule=rule.rule, about=about, subject=deed.subject, at=deed.at))


def crowd(session: Session, rule: Rule, about: str, until: datetime) -> Crowd:
    """What `rule` counts within its window, up to the sighting at `until`; what was settled is over."""
    counted = sightings.c.subject.distinct() if rule.measure is Measure.SUBJECTS else sightings.c.subject
    settled = sa.select(sa.func.max(anomalies.c.last_at)).where(
        anomalies.c.rule == rule.rule, anomalies.c.about == about, anomalies.c.state != "open"
    )
    query = sa.select(sa.func.count(counted), sa.func.min(sightings.c.at), sa.func.max(sightings.c.at)).where(
        sightings.c.rule == rule.rule,
        sightings.c.about == about,
        sightings.c.at > until - rule.window,
        sightings.c.at <= until,
        sightings.c.at > sa.func.coalesce(settled.scalar_subquery(), sa.text("'-infinity'::timestamptz")),
    )
    count, first_at, last_at = session.execute(query).one()
    return Crowd(count=count, first_at=first_at or until, last_at=last_at or until)


def grow(session: Session, rule: Rule, about: str, seen: Crowd) -> bool:
    """Tell what is open of `rule` about somebody how far it has come; whether there was such."""
    of_it = sa.update(anomalies).where(
        anomalies.c.rule == rule.rule, anomalies.c.about == about, anomalies.c.state == "open"
    )
    grown = of_it.values(
        count=sa.func.greatest(anomalies.c.count, seen.count),
        last_at=sa.func.greatest(anomalies.c.last_at, seen.last_at),
    )
    return session.scalar(grown.returning(anomalies.c.anomaly_id)) is not None


def add(session: Session, anomaly: dict[str, Any]) -> bool:
    """Keep what stands out; false when another replica was faster."""
    added = insert(anomalies).values(**anomaly).on_conflict_do_nothing()
    return session.scalar(added.returning(anomalies.c.anomaly_id)) is not None


def forget_before(session: Session, at: datetime) -> None:
    session.execute(sa.delete(sightings).where(sightings.c.at < at))


def page(
    session: Session, before: UUID | None, *, state: str | None, rule: str | None, limit: int
) -> Sequence[Row]:
    """The last detected first."""
    query = sa.select(anomalies)
    if before is not None:
        query = query.where(anomalies.c.anomaly_id < before)
    if state is not None:
        query = query.where(anomalies.c.state == state)
    if rule is not None:
        query = query.where(anomalies.c.rule == rule)
    return session.execute(query.order_by(anomalies.c.anomaly_id.desc()).limit(limit)).all()


def locked(session: Session, anomaly_id: UUID) -> Row | None:
    """An anomaly, locked until the transaction ends."""
    query = sa.select(anomalies).where(anomalies.c.anomaly_id == anomaly_id).with_for_update()
    return session.execute(query).one_or_none()


def settle(session: Session, anomaly_id: UUID, **settled: Any) -> Row:
    of_it = sa.update(anomalies).where(anomalies.c.anomaly_id == anomaly_id)
    return session.execute(of_it.values(**settled).returning(anomalies)).one()
