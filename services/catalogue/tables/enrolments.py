"""Enrolments, and the seats that they take."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.catalogue.cards import SeatFunding
from contracts.catalogue.corrections import CorrectionReason
from contracts.catalogue.enrolments import CompletionSource, EnrolmentState
from contracts.catalogue.participation import MoveSource, RuleOutcome, SagaStep, StepOutcome
from kernel.columns import ChoiceColumn, CreditsColumn, InstantColumn, one_of
from services.catalogue.domain.enrolment import Enrolment
from services.catalogue.tables.activities import activities
from services.catalogue.tables.schema import MessagesColumn, mapper, metadata
from services.catalogue.tables.seat_contracts import seat_contracts

seats = sa.Table(
    "seats",
    metadata,
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), primary_key=True),
    sa.Column("capacity", sa.Integer, nullable=False),
    sa.Column("taken", sa.Integer, nullable=False),
    sa.Column("budget", sa.Integer, nullable=False, server_default="0"),
    sa.Column("budget_taken", sa.Integer, nullable=False, server_default="0"),
    sa.Column("subsidised", sa.Integer, nullable=False, server_default="0"),
    sa.Column("subsidised_taken", sa.Integer, nullable=False, server_default="0"),
    sa.CheckConstraint("taken BETWEEN 0 AND capacity", name="taken"),
    sa.CheckConstraint("budget_taken BETWEEN 0 AND budget", name="budget"),
    sa.CheckConstraint("subsidised_taken BETWEEN 0 AND subsidised", name="subsidised"),
    sa.CheckConstraint(
        "taken - budget_taken - subsidised_taken BETWEEN 0 AND capacity - budget - subsidised", name="paid"
    ),
    comment="The seats of each published activity whose capacity is limited",
)

enrolments = sa.Table(
    "enrolments",
    metadata,
    sa.Column("enrolment_id", sa.Uuid, primary_key=True),
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), nullable=False),
    sa.Column("activity_version", sa.Integer, nullable=False),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("speciality", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("credits", CreditsColumn, nullable=False),
    sa.Column("enrolled_at", InstantColumn, nullable=False),
    sa.Column("state", ChoiceColumn(EnrolmentState), nullable=False),
    sa.Column("completed_on", sa.Date),
    sa.Column("minutes", sa.Integer),
    sa.Column("checks_passed", sa.Integer),
    sa.Column("source", ChoiceColumn(CompletionSource)),
    sa.Column("reported_at", InstantColumn),
    sa.Column("funding", ChoiceColumn(SeatFunding), nullable=False, server_default="paid"),
    sa.Column("price", sa.Numeric(12, 2)),
    sa.Column("moved_by", ChoiceColumn(MoveSource), nullable=False, server_default="suite"),
    sa.Column("queued_at", InstantColumn),
    sa.Column("offered_until", InstantColumn),
    sa.Column("judged_on", sa.Date),
    sa.Column("verdict", MessagesColumn(RuleOutcome), nullable=False, server_default="[]"),
    # Kept by the database itself, so that what has begun is found without looking at what has not.
    sa.Column("begins_at", InstantColumn),
    sa.Column("contract_id", sa.ForeignKey(seat_contracts.c.contract_id)),
    one_of("state", EnrolmentState),
    one_of("source", CompletionSource),
    one_of("funding", SeatFunding),
    one_of("moved_by", MoveSource),
    sa.CheckConstraint("state <> 'waiting' OR queued_at IS NOT NULL", name="queued"),
    sa.CheckConstraint("(state = 'offered') = (offered_until IS NOT NULL)", name="offered"),
    sa.CheckConstraint("(state = 'completed') = (completed_on IS NOT NULL)", name="completed"),
    sa.UniqueConstraint("person_id", "activity_id"),
)
# Spelled out, not bound: the planner must see that the partial indexes below apply.
is_waiting_for_seat = enrolments.c.state == sa.literal_column("'waiting'")
is_offered = enrolments.c.state == sa.literal_column("'offered'")
is_accepted = enrolments.c.state == sa.literal_column("'enrolled'")

sa.Index("enrolments_of_activity", enrolments.c.activity_id, enrolments.c.enrolment_id)
sa.Index("enrolments_of_person", enrolments.c.person_id, enrolments.c.enrolment_id)

sa.Index("enrolments_to_begin", enrolments.c.begins_at, postgresql_where=is_accepted)
sa.Index(
    "enrolments_drawn",
    enrolments.c.contract_id,
    postgresql_where=enrolments.c.contract_id.is_not(None),
)

corrections = sa.Table(
    "corrections",
    metadata,
    sa.Column("enrolment_id", sa.ForeignKey(enrolments.c.enrolment_id), primary_key=True),
    sa.Column("corrected_at", InstantColumn, primary_key=True),
    sa.Column("corrected_by", sa.Uuid, nullable=False),
    sa.Column("reason", ChoiceColumn(CorrectionReason), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("completed_on", sa.Date, nullable=False),
    sa.Column("minutes", sa.Integer),
    sa.Column("checks_passed", sa.Integer),
    sa.Column("source", ChoiceColumn(CompletionSource)),
    sa.Column("reported_at", InstantColumn),
    one_of("reason", CorrectionReason),
    one_of("source", CompletionSource),
    comment="What a provider vouched for and has taken back, and why",
)

# The line of each activity, in its order.
sa.Index(
    "enrolments_waiting",
    enrolments.c.activity_id,
    enrolments.c.queued_at,
    enrolments.c.enrolment_id,
    postgresql_where=is_waiting_for_seat,
)
sa.Index("enrolments_offered", enrolments.c.offered_until, postgresql_where=is_offered)
sa.Index("enrolments_accepted", enrolments.c.activity_id, postgresql_where=is_accepted)

enrolment_moves = sa.Table(
    "enrolment_moves",
    metadata,
    sa.Column("place", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("enrolment_id", sa.ForeignKey(enrolments.c.enrolment_id), nullable=False),
    sa.Column("state", ChoiceColumn(EnrolmentState), nullable=False),
    sa.Column("moved_by", ChoiceColumn(MoveSource), nullable=False),
    sa.Column("at", InstantColumn, nullable=False),
    comment="Every state of every enrolment, noted by the database itself; never changed",
)
sa.Index("enrolment_moves_of_enrolment", enrolment_moves.c.enrolment_id, enrolment_moves.c.place)

superseded_enrolments = sa.Table(
    "superseded_enrolments",
    metadata,
    sa.Column("enrolment_id", sa.ForeignKey(enrolments.c.enrolment_id), primary_key=True),
    sa.Column("superseded_by", sa.ForeignKey(enrolments.c.enrolment_id), nullable=False, index=True),
    comment="Enrolments given up because another account of the same person had a further one there",
)

enrolment_steps = sa.Table(
    "enrolment_steps",
    metadata,
    sa.Column("enrolment_id", sa.ForeignKey(enrolments.c.enrolment_id), primary_key=True),
    sa.Column("step", ChoiceColumn(SagaStep), primary_key=True),
    sa.Column("outcome", ChoiceColumn(StepOutcome), nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("at", InstantColumn, nullable=False),
    one_of("step", SagaStep),
    one_of("outcome", StepOutcome),
    comment="What other services have answered to an enrolment",
)

mapper.map_imperatively(Enrolment, enrolments)
