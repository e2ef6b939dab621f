"""Search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"


PUBLISHED = sa.text("state = 'published'")
LISTED = sa.text("state = 'published' AND NOT withheld AND NOT is_over")
FILTERED = [
    "starts_at",
    "ends_at",
    "ends_on",
    "kind",
    "format",
    "region",
    "self_paced",
    "price",
    "credits",
    "has_quota",
    "provider_id",
]
BY_START = FILTERED[1:]
BY_PRICE = [name for name in BY_START if name != "price"]
LIST = """
INSERT INTO listings (speciality, activity_id, starts_at, ends_at, ends_on, kind, format, region,
    self_paced, price, credits, has_quota, provider_id)
SELECT unnest(specialities), activity_id, starts_at, ends_at, ends_on, kind, format, region,
    self_paced, price, credits, has_quota, provider_id
FROM activities WHERE state = 'published' AND NOT withheld
"""


def upgrade() -> None:
    op.create_table(
        "saved_searches",
        sa.Column("search_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("filters", postgresql.JSONB(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("search_id", name=op.f("saved_searches_pkey")),
        sa.UniqueConstraint("person_id", "title", name=op.f("saved_searches_person_id_title_key")),
    )
    op.create_table(
        "shelf",
        sa.Column("one", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("one", name=op.f("shelf_one_check")),
        sa.PrimaryKeyConstraint("one", name=op.f("shelf_pkey")),
        comment="One row: how often what people can find has changed",
    )
    op.create_table(
        "listings",
        sa.Column("speciality", sa.Text(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("self_paced", sa.Boolean(), nullable=False),
        sa.Column("price", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("credits", sa.Numeric(precision=7, scale=1), nullable=False),
        sa.Column("has_quota", sa.Boolean(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.activity_id"], name=op.f("listings_activity_id_fkey")
        ),
        sa.PrimaryKeyConstraint("activity_id", "speciality", name=op.f("listings_pkey")),
        comment="What is listed, once for each speciality: a search for one reads only its own, in order",
    )
    op.create_index(
        "listings_by_price",
        "listings",
        ["speciality", "price", "starts_at", "activity_id", "ends_at"],
        unique=False,
    )
    op.create_index(
        "listings_by_start",
        "listings",
        ["speciality", "starts_at", "activity_id"],
        unique=False,
        postgresql_include=BY_START,
    )
    op.add_column(
        "activities",
        sa.Column(
            "is_over",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
            comment="Whether it has ended, as the last round has seen: searching need not look at it",
        ),
    )
    op.drop_index(
        op.f("activities_search"), table_name="activities", postgresql_using="gin", postgresql_where=PUBLISHED
    )
    op.drop_index(op.f("activities_upcoming"), table_name="activities", postgresql_where=PUBLISHED)
    op.create_index(
        "activities_by_price",
        "activities",
        ["price", "starts_at", "activity_id"],
        unique=False,
        postgresql_include=BY_PRICE,
        postgresql_where=LISTED,
    )
    op.create_index(
        "activities_by_start",
        "activities",
        ["starts_at", "activity_id"],
        unique=False,
        postgresql_include=BY_START,
        postgresql_where=LISTED,
    )
    op.create_index(
        "activities_ending", "activities", ["ends_at"], unique=False, postgresql_where=sa.text("NOT is_over")
    )
    op.create_index(
        "activities_searched",
        "activities",
        ["search", "specialities"],
        unique=False,
        postgresql_using="gin",
        postgresql_where=LISTED,
    )
    op.execute("INSERT INTO shelf (one, version) VALUES (true, 0)")
    op.execute(LIST)


def downgrade() -> None:
    op.drop_index(
        "activities_searched", table_name="activities", postgresql_using="gin", postgresql_where=LISTED
    )
    op.drop_index("activities_ending", table_name="activities", postgresql_where=sa.text("NOT is_over"))
    op.drop_index(
        "activities_by_start", table_name="activities", postgresql_include=BY_START, postgresql_where=LISTED
    )
    op.drop_index(
        "activities_by_price", table_name="activities", postgresql_include=BY_PRICE, postgresql_where=LISTED
    )
    op.create_index(
        op.f("activities_upcoming"),
        "activities",
        ["starts_at", "activity_id", "ends_at"],
        unique=False,
        postgresql_where=PUBLISHED,
    )
    op.create_index(
        op.f("activities_search"),
        "activities",
        ["search", "specialities"],
        unique=False,
        postgresql_using="gin",
        postgresql_where=PUBLISHED,
    )
    op.drop_column("activities", "is_over")
    op.drop_index(
        "listings_by_start",
        table_name="listings",
        postgresql_include=BY_START,
    )
    op.drop_index("listings_by_price", table_name="listings")
    op.drop_table("listings")
    op.drop_table("shelf")
    op.drop_table("saved_searches")
