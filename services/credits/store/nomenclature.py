"""Our copy of the nomenclature of specialities, version by version."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.dictionaries import NomenclaturePublished
from services.credits.domain.speciality import Lapse, lapse
from services.credits.tables import nomenclature

_entry = nomenclature.c


def note(session: Session, published: NomenclaturePublished) -> None:
    """Keep a version; the same once more changes nothing."""
    rows = [
        {
            "version": published.version,
            "place": place,
            "since": published.valid_from,
            "code": entry.code,
            "valid_from": entry.valid_from,
            "valid_before": entry.valid_before,
            "successor": entry.successor,
        }
        for place, entry in enumerate(published.entries)
    ]
    if rows:
        session.execute(insert(nomenclature).values(rows).on_conflict_do_nothing())


def lapsed(session: Session, code: str, on: date) -> Lapse | None:
    """Why a speciality is not in force on a day. None: it is, or no version of that day is known to us."""
    latest = sa.select(_entry.version).where(_entry.since <= on)
    version = session.scalar(latest.order_by(_entry.since.desc()).limit(1))
    if version is None:
        return None
    said = sa.select(_entry.valid_from, _entry.valid_before, _entry.successor)
    entries = session.execute(said.where(_entry.version == version, _entry.code == code)).all()
    return lapse(entries, version, on)
