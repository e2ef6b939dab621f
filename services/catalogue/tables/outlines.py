"""What modules ask for besides their packages, and how far people have come with it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from contracts.catalogue.launches import LaunchPurpose
from contracts.catalogue.outlines import ModuleOutline, Scenario
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.catalogue.domain.play import Play
from services.catalogue.domain.watching import Watching
from services.catalogue.tables.activities import activities
from services.catalogue.tables.enrolments import enrolments
from services.catalogue.tables.schema import MessageColumn, mapper, metadata


class SeenColumn(TypeDecorator[dict[str, Any]]):
    """The seconds that were seen of each film, as spans."""

    impl = JSONB
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        return {code: [list(span) for span in spans] for code, spans in value.items()}

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> dict[str, Any]:
        return {code: tuple((begins, ends) for begins, ends in spans) for code, spans in value.items()}


class AnswersColumn(TypeDecorator[tuple[Any, ...]]):
    """Steps and choices, in their order."""

    impl = JSONB
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        return [list(answer) for answer in value]

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> tuple[Any, ...]:
        return tuple((step, choice) for step, choice in value)


outlines = sa.Table(
    "outlines",
    metadata,
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("outline", MessageColumn(ModuleOutline), nullable=False),
    comment="What each version of a module asks for, from it on; 0 stands for the one to come",
)

watchings = sa.Table(
    "watchings",
    metadata,
    sa.Column("enrolment_id", sa.ForeignKey(enrolments.c.enrolment_id), primary_key=True),
    sa.Column("heard_at", InstantColumn, nullable=False),
    sa.Column("seen", SeenColumn, nullable=False),
    comment="Which seconds of the films of a module somebody has seen",
)

plays = sa.Table(
    "plays",
    metadata,
    sa.Column("play_id", sa.Uuid, primary_key=True),
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), nullable=False),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("purpose", ChoiceColumn(LaunchPurpose), nullable=False),
    sa.Column("enrolment_id", sa.ForeignKey(enrolments.c.enrolment_id)),
    sa.Column("scenario", MessageColumn(Scenario), nullable=False),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("begun_at", InstantColumn, nullable=False),
    sa.Column("score", sa.Integer, nullable=False),
    sa.Column("answers", AnswersColumn, nullable=False),
    sa.Column("ended_at", InstantColumn),
    sa.Column("is_passed", sa.Boolean),
    one_of("purpose", LaunchPurpose),
    sa.CheckConstraint("(purpose = 'study') = (enrolment_id IS NOT NULL)", name="earns"),
    sa.CheckConstraint("(ended_at IS NULL) = (is_passed IS NULL)", name="ended"),
    comment="How people play the scenarios of modules, each by the scenario it began with",
)
sa.Index("plays_of_enrolment", plays.c.enrolment_id, plays.c.play_id)

mapper.map_imperatively(Watching, watchings)
mapper.map_imperatively(Play, plays)
