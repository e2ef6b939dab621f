"""Attempts at the tests of modules."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from contracts.catalogue.attempts import AttemptState
from contracts.catalogue.module_tests import ModuleTestTerms
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.catalogue.domain.attempt import Attempt, Drawn, Step
from services.catalogue.tables.activities import activities
from services.catalogue.tables.enrolments import enrolments
from services.catalogue.tables.schema import MessageColumn, MessagesColumn, mapper, metadata

LOGITS = sa.Numeric(6, 4)

test_pools = sa.Table(
    "test_pools",
    metadata,
    sa.Column("pool_id", sa.LargeBinary, primary_key=True),
    sa.Column("drawn", MessagesColumn(Drawn), nullable=False),
    comment="What attempts draw from, by its hash; never changed",
)

attempts = sa.Table(
    "attempts",
    metadata,
    sa.Column("attempt_id", sa.Uuid, primary_key=True),
    sa.Column("enrolment_id", sa.ForeignKey(enrolments.c.enrolment_id), nullable=False),
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), nullable=False),
    sa.Column("provider_id", sa.Uuid, nullable=False),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("terms", MessageColumn(ModuleTestTerms), nullable=False),
    sa.Column("seed", sa.Text, nullable=False),
    sa.Column("pool_id", sa.ForeignKey(test_pools.c.pool_id), nullable=False),
    sa.Column("barred", ARRAY(sa.Integer, as_tuple=True), nullable=False, server_default=sa.text("'{}'")),
    sa.Column("started_at", InstantColumn, nullable=False),
    sa.Column("ends_at", InstantColumn, nullable=False),
    sa.Column("state", ChoiceColumn(AttemptState), nullable=False),
    sa.Column("is_enough", sa.Boolean, nullable=False),
    sa.Column("finished_at", InstantColumn),
    sa.Column("share", sa.Integer),
    sa.Column("ability", LOGITS),
    sa.Column("error", LOGITS),
    sa.Column("mark", LOGITS),
    sa.Column("confidence", sa.Integer),
    sa.Column("rule", sa.Text),
    sa.UniqueConstraint("enrolment_id", "number"),
    one_of("state", AttemptState),
    sa.CheckConstraint("(state = 'open') = (finished_at IS NULL)", name="finished"),
    comment="Attempts at tests; with the seed and the pool each can be gone through anew",
)
is_going_on = attempts.c.state == sa.literal_column("'open'")
# One at a time.
sa.Index("attempts_open", attempts.c.enrolment_id, unique=True, postgresql_where=is_going_on)
sa.Index("attempts_ending", attempts.c.ends_at, postgresql_where=is_going_on)
sa.Index("attempts_of_activity", attempts.c.activity_id, attempts.c.attempt_id)
sa.Index("attempts_of_person", attempts.c.person_id, attempts.c.attempt_id)

attempt_steps = sa.Table(
    "attempt_steps",
    metadata,
    sa.Column("attempt_id", sa.ForeignKey(attempts.c.attempt_id), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("item_id", sa.Uuid, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("asked_at", InstantColumn, nullable=False),
    sa.Column("answer", ARRAY(sa.Text, as_tuple=True)),
    sa.Column("answered_at", InstantColumn),
    sa.Column("is_right", sa.Boolean),
    sa.Column("ability", LOGITS),
    sa.Column("error", LOGITS),
    sa.Column("device", sa.Text),
    sa.Column("address", sa.Text),
    sa.ForeignKeyConstraint(["item_id", "version"], ["item_versions.item_id", "item_versions.version"]),
    sa.UniqueConstraint("attempt_id", "item_id"),
    sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
    comment="The questions of attempts, and the first answer to each",
)
sa.Index("attempt_steps_of_item", attempt_steps.c.item_id, attempt_steps.c.version)

mapper.map_imperatively(Attempt, attempts)
mapper.map_imperatively(Step, attempt_steps)
