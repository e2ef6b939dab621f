"""Live events, and what was seen of those who attended them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import TypeDecorator

from contracts.catalogue.presence import PresenceTrace, ScanDirection
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.catalogue.domain.presence import Live
from services.catalogue.domain.spans import Span
from services.catalogue.tables.activities import activities
from services.catalogue.tables.enrolments import enrolments
from services.catalogue.tables.schema import MessageColumn, mapper, metadata


class SpansColumn(TypeDecorator[tuple[Span, ...]]):
    """Spans of time, as pairs of instants."""

    impl = JSONB
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        return None if value is None else [[moment.isoformat() for moment in span] for span in value]

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> tuple[Span, ...] | None:
        if value is None:
            return None
        return tuple((datetime.fromisoformat(begins), datetime.fromisoformat(ends)) for begins, ends in value)


live_events = sa.Table(
    "live_events",
    metadata,
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), primary_key=True),
    sa.Column("opened_at", InstantColumn, nullable=False),
    sa.Column("begins_at", InstantColumn, nullable=False),
    sa.Column("ends_at", InstantColumn, nullable=False),
    sa.Column("checks", ARRAY(InstantColumn, as_tuple=True), nullable=False),
    sa.Column("outages", SpansColumn, nullable=False),
    sa.Column("closed_at", InstantColumn),
    comment="Events at which presence is watched; when the checks come is told to nobody",
)

presence_spans = sa.Table(
    "presence_spans",
    metadata,
    sa.Column("enrolment_id", sa.ForeignKey(enrolments.c.enrolment_id), primary_key=True),
    sa.Column("begins", InstantColumn, primary_key=True),
    sa.Column("ends", InstantColumn, nullable=False),
    comment="From the first word of a page to its last, without a longer silence",
)

presence_answers = sa.Table(
    "presence_answers",
    metadata,
    sa.Column("enrolment_id", sa.ForeignKey(enrolments.c.enrolment_id), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("answered_at", InstantColumn, nullable=False),
    comment="The first answer to each check",
)

badge_scans = sa.Table(
    "badge_scans",
    metadata,
    sa.Column("enrolment_id", sa.ForeignKey(enrolments.c.enrolment_id), primary_key=True),
    sa.Column("scanned_at", InstantColumn, primary_key=True),
    sa.Column("direction", ChoiceColumn(ScanDirection), primary_key=True),
    one_of("direction", ScanDirection),
)

presence_verdicts = sa.Table(
    "presence_verdicts",
    metadata,
    sa.Column("enrolment_id", sa.ForeignKey(enrolments.c.enrolment_id), primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False, index=True),
    sa.Column("trace", MessageColumn(PresenceTrace), nullable=False),
    sa.Column("spans", SpansColumn, nullable=False),
    comment="What presence came to, and the moments that counted: they count in no other event",
)

mapper.map_imperatively(Live, live_events)
