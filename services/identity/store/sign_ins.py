"""From where persons have logged in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from kernel.messages import Origin
from kernel.values import PersonId
from services.identity.domain.sign_ins import Point, SignIn
from services.identity.tables import places, sign_ins


def of_person(session: Session, person_id: PersonId, since: datetime) -> Sequence[SignIn]:
    """Those not forgotten; nobody else logs this person in until the transaction ends."""
    place = sa.func.hashtextextended(f"sign-in {person_id}", 0)
    session.execute(sa.select(sa.func.pg_advisory_xact_lock(place)))
    columns = sign_ins.c.device, sign_ins.c.network, sign_ins.c.place, sign_ins.c.at
    query = sa.select(*columns).where(sign_ins.c.person_id == person_id, sign_ins.c.at > since)
    return [SignIn(**row) for row in session.execute(query).mappings()]


def remember(session: Session, person_id: PersonId, origin: Origin, now: datetime) -> None:
    said = {"place": origin.place, "at": now}
    row = {"person_id": person_id, "device": origin.device, "network": origin.network, **said}
    first = insert(sign_ins).values(**row)
    session.execute(first.on_conflict_do_update(constraint=sign_ins.primary_key, set_=said))


def points(session: Session, names: Collection[str]) -> dict[str, Point]:
    """Where those of the places are that are known."""
    rows = session.execute(sa.select(places).where(places.c.place.in_(names)))
    return {row.place: Point(latitude=row.latitude, longitude=row.longitude) for row in rows}


def forget(session: Session, before: datetime) -> None:
    session.execute(sa.delete(sign_ins).where(sign_ins.c.at < before))
