"""Words are found in the order of what is asked, one part of it after another."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"

LISTED = sa.text("state = 'published' AND NOT withheld AND NOT is_over")
TAGS = """
    ARRAY['kind ' || kind, 'format ' || format, 'region ' || region,
        'provider_id ' || provider_id::text, 'self_paced ' || self_paced::text,
        'free_only ' || (price = 0)::text, 'with_quota ' || has_quota::text]
"""
FUNCTIONS = """
CREATE OR REPLACE FUNCTION part_by_start(starts_at timestamptz) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (starts_at AT TIME ZONE 'UTC')::date - DATE '2000-01-01';
COMMENT ON FUNCTION part_by_start IS 'The day, counted from 2000-01-01 in UTC';

CREATE OR REPLACE FUNCTION part_by_price(price numeric, starts_at timestamptz) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN price = 0 THEN ((starts_at AT TIME ZONE 'UTC')::date - DATE '2000-01-01') / 32
        ELSE 100000 + floor(sqrt(price))::bigint END;
COMMENT ON FUNCTION part_by_price IS 'What is free by 32 days, then all else by the root of its price';

CREATE OR REPLACE FUNCTION said_in(words text[], part bigint) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT array_agg(hashtextextended(word, part)) FROM unnest(words) AS word WHERE word IS NOT NULL);
COMMENT ON FUNCTION said_in IS 'One number for each word in this part of an order';
"""
PARTS = {"start": "part_by_start(starts_at)", "price": "part_by_price(price, starts_at)"}


def upgrade() -> None:
    op.execute(FUNCTIONS)
    with op.get_context().autocommit_block():
        for order, part in PARTS.items():
            op.create_index(
                f"activities_said_by_{order}",
                "activities",
                [sa.text(f"said_in(tsvector_to_array(search) || {TAGS}, {part})")],
                unique=False,
                postgresql_using="gin",
                postgresql_where=LISTED,
                postgresql_with={"fastupdate": "off"},
                postgresql_concurrently=True,
                if_not_exists=True,
            )


def downgrade() -> None:
    for order in PARTS:
        op.drop_index(f"activities_said_by_{order}", table_name="activities")
    op.execute("DROP FUNCTION said_in, part_by_price, part_by_start")
