"""Rosters, and what each of their rows came to."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from contracts.catalogue.rosters import Acceptance, RosterState, RosterVerdict
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.catalogue.domain.roster import Roster
from services.catalogue.tables.activities import activities
from services.catalogue.tables.enrolments import enrolments
from services.catalogue.tables.schema import mapper, metadata

rosters = sa.Table(
    "rosters",
    metadata,
    sa.Column("roster_id", sa.Uuid, primary_key=True),
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), nullable=False),
    sa.Column("provider_id", sa.Uuid, nullable=False),
    sa.Column("filename", sa.Text, nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("announced_at", InstantColumn, nullable=False),
    sa.Column("state", ChoiceColumn(RosterState), nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("settled", sa.Integer, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("total", sa.Integer),
    sa.Column("fault", sa.Text),
    sa.Column("fault_line", sa.Integer),
    sa.Column("ignored", ARRAY(sa.Text, as_tuple=True), nullable=False),
    sa.Column("acceptance", ChoiceColumn(Acceptance)),
    sa.Column("leased_until", InstantColumn),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("ended_at", InstantColumn),
    one_of("state", RosterState),
    one_of("acceptance", Acceptance),
    comment="Files of attendance; the bytes are gone once they have been read",
)
is_at_work = rosters.c.state.in_(
    [sa.literal_column(f"'{state.value}'") for state in (RosterState.CHECKING, RosterState.POSTING)]
)
# The same bytes are the same roster, unless they could not be read.
sa.Index(
    "rosters_by_hash",
    rosters.c.activity_id,
    rosters.c.sha256,
    unique=True,
    postgresql_where=rosters.c.state != sa.literal_column("'rejected'"),
)
sa.Index("rosters_of_activity", rosters.c.activity_id, rosters.c.roster_id)
sa.Index("rosters_at_work", rosters.c.roster_id, postgresql_where=is_at_work)

roster_rows = sa.Table(
    "roster_rows",
    metadata,
    sa.Column("roster_id", sa.ForeignKey(rosters.c.roster_id, ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("enrolment_id", sa.ForeignKey(enrolments.c.enrolment_id)),
    sa.Column("attended_on", sa.Date),
    sa.Column("minutes", sa.Integer),
    sa.Column("checks_passed", sa.Integer),
    sa.Column("verdict", ChoiceColumn(RosterVerdict), nullable=False),
    sa.Column("faults", JSONB, nullable=False),
    sa.Column("rule", sa.Text),
    sa.Column("required", sa.Text),
    sa.Column("found", sa.Text),
    one_of("verdict", RosterVerdict),
    comment="What each row of a roster came to; whom it named is not kept, only the enrolment",
)
sa.Index("roster_rows_by_verdict", roster_rows.c.roster_id, roster_rows.c.verdict, roster_rows.c.number)
sa.Index("roster_rows_by_enrolment", roster_rows.c.roster_id, roster_rows.c.enrolment_id)

mapper.map_imperatively(Roster, rosters)
