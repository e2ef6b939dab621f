"""Anomalies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "anomaly_rules",
        _text("rule"),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_before", sa.Date(), nullable=True),
        *map(_text, ("action", "whose", "measure")),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        *map(_text, ("title_ru", "title_en", "source")),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("rule", "valid_from", name=op.f("anomaly_rules_pkey")),
    )
    op.create_table(
        "followed",
        _text("service"),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("service", name=op.f("followed_pkey")),
        comment="How far each journal was looked through for anomalies",
    )
    op.create_table(
        "sightings",
        sa.Column("sighting_id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        *map(_text, ("rule", "about", "subject")),
        _time("at"),
        sa.PrimaryKeyConstraint("sighting_id", name=op.f("sightings_pkey")),
        comment="Lines that a rule counts; forgotten when no window reaches back to them",
    )
    op.create_index("sightings_by_rule", "sightings", ["rule", "about", "at"], unique=False)
    op.create_index("sightings_by_time", "sightings", ["at"], unique=False)
    op.create_table(
        "anomalies",
        sa.Column("anomaly_id", sa.Uuid(), nullable=False),
        *map(_text, ("rule", "about")),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        *map(_text, ("title_ru", "title_en")),
        _time("first_at"),
        _time("last_at"),
        _text("state"),
        _text("note", nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        _time("settled_at", nullable=True),
        sa.CheckConstraint("state IN ('open', 'explained', 'confirmed')", name=op.f("anomalies_state_check")),
        sa.PrimaryKeyConstraint("anomaly_id", name=op.f("anomalies_pkey")),
    )
    op.create_index(
        "anomalies_open",
        "anomalies",
        ["rule", "about"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )


def downgrade() -> None:
    op.drop_table("anomalies")
    op.drop_table("sightings")
    op.drop_table("followed")
    op.drop_table("anomaly_rules")
