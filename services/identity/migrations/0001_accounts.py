"""Accounts, sessions, organisations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "codes",
        sa.Column("code_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("phone_digest", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivery", sa.Text(), nullable=True),
        sa.CheckConstraint("delivery IN ('sent', 'not_delivered')", name=op.f("codes_delivery_check")),
        sa.PrimaryKeyConstraint("code_id", name=op.f("codes_pkey")),
        comment="One-time codes of the last hours, as keyed digests",
    )
    op.create_index(op.f("codes_issued_at_idx"), "codes", ["issued_at"], unique=False)
    op.create_index(op.f("codes_person_id_idx"), "codes", ["person_id"], unique=False)
    op.create_index("codes_to_phone", "codes", ["phone_digest", "issued_at"], unique=False)
    op.create_table(
        "log_in_guards",
        sa.Column("login_digest", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("login_digest", name=op.f("log_in_guards_pkey")),
    )
    op.create_index(op.f("log_in_guards_tried_at_idx"), "log_in_guards", ["tried_at"], unique=False)
    op.create_table(
        "organisations",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("inn", sa.Text(), nullable=False),
        sa.Column("ogrn", sa.Text(), nullable=False),
        sa.Column("kpp", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('provider', 'employer', 'agency')", name=op.f("organisations_kind_check")
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("organisations_pkey")),
        sa.UniqueConstraint("inn", name=op.f("organisations_inn_key")),
    )
    op.create_table(
        "people",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("snils_digest", sa.LargeBinary(), nullable=False),
        sa.Column("inn_digest", sa.LargeBinary(), nullable=False),
        sa.Column("phone_digest", sa.LargeBinary(), nullable=False),
        sa.Column("email_digest", sa.LargeBinary(), nullable=False),
        sa.Column("whole_digest", sa.LargeBinary(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('new', 'phone_confirmed', 'active')", name=op.f("people_state_check")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("people_pkey")),
        comment="Accounts; personal data are sealed, and found by keyed digests",
    )
    op.create_index(
        "people_email_digest_key",
        "people",
        ["email_digest"],
        unique=True,
        postgresql_where=sa.text("state != 'new'"),
    )
    op.create_index(
        "people_inn_digest_key",
        "people",
        ["inn_digest"],
        unique=True,
        postgresql_where=sa.text("state != 'new'"),
    )
    op.create_index(
        "people_phone_digest_key",
        "people",
        ["phone_digest"],
        unique=True,
        postgresql_where=sa.text("state != 'new'"),
    )
    op.create_index(
        "people_snils_digest_key",
        "people",
        ["snils_digest"],
        unique=True,
        postgresql_where=sa.text("state != 'new'"),
    )
    op.create_index(
        "people_unproven_email_digest",
        "people",
        ["email_digest"],
        unique=False,
        postgresql_where=sa.text("state = 'new'"),
    )
    op.create_index(
        "people_unproven_phone_digest",
        "people",
        ["phone_digest"],
        unique=False,
        postgresql_where=sa.text("state = 'new'"),
    )
    op.create_index(
        "people_unproven_snils_digest",
        "people",
        ["snils_digest"],
        unique=False,
        postgresql_where=sa.text("state = 'new'"),
    )
    op.create_index(
        "people_whole_digest_key",
        "people",
        ["whole_digest"],
        unique=True,
        postgresql_where=sa.text("state = 'new'"),
    )
    op.create_table(
        "signing_keys",
        sa.Column("kid", sa.Text(), nullable=False),
        sa.Column("sealed_private", sa.LargeBinary(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("signs_from", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kid", name=op.f("signing_keys_pkey")),
        sa.UniqueConstraint("signs_from", name=op.f("signing_keys_signs_from_key")),
    )
    op.create_table(
        "grants",
        sa.Column("grant_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role IN ('specialist', 'employer', 'provider', 'reviewer', 'expert', 'commission', 'regulator',"
            " 'auditor', 'administrator', 'agency', 'service')",
            name=op.f("grants_role_check"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.organisation_id"], name=op.f("grants_organisation_id_fkey")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name=op.f("grants_person_id_fkey")),
        sa.PrimaryKeyConstraint("grant_id", name=op.f("grants_pkey")),
        sa.UniqueConstraint(
            "person_id",
            "role",
            "organisation_id",
            name=op.f("grants_person_id_role_organisation_id_key"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_table(
        "phone_proofs",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("closed_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.person_id"], name=op.f("phone_proofs_person_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("phone_proofs_pkey")),
    )
    op.create_table(
        "sessions",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("sealed_seed", sa.LargeBinary(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "ending IN ('logged_out', 'reused_token', 'expired')", name=op.f("sessions_ending_check")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name=op.f("sessions_person_id_fkey")),
        sa.PrimaryKeyConstraint("session_id", name=op.f("sessions_pkey")),
    )
    op.create_index(op.f("sessions_opened_at_idx"), "sessions", ["opened_at"], unique=False)
    op.create_index(op.f("sessions_person_id_idx"), "sessions", ["person_id"], unique=False)
    op.create_table(
        "refresh_tokens",
        sa.Column("token_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.session_id"],
            name=op.f("refresh_tokens_session_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("refresh_tokens_pkey")),
        sa.UniqueConstraint("session_id", "number", name=op.f("refresh_tokens_session_id_number_key")),
    )


def downgrade() -> None:
    op.drop_table("refresh_tokens")
    op.drop_index(op.f("sessions_person_id_idx"), table_name="sessions")
    op.drop_index(op.f("sessions_opened_at_idx"), table_name="sessions")
    op.drop_table("sessions")
    op.drop_table("phone_proofs")
    op.drop_table("grants")
    op.drop_table("signing_keys")
    op.drop_index("people_whole_digest_key", table_name="people", postgresql_where=sa.text("state = 'new'"))
    op.drop_index(
        "people_unproven_snils_digest", table_name="people", postgresql_where=sa.text("state = 'new'")
    )
    op.drop_index(
        "people_unproven_phone_digest", table_name="people", postgresql_where=sa.text("state = 'new'")
    )
    op.drop_index(
        "people_unproven_email_digest", table_name="people", postgresql_where=sa.text("state = 'new'")
    )
    op.drop_index("people_snils_digest_key", table_name="people", postgresql_where=sa.text("state != 'new'"))
    op.drop_index("people_phone_digest_key", table_name="people", postgresql_where=sa.text("state != 'new'"))
    op.drop_index("people_inn_digest_key", table_name="people", postgresql_where=sa.text("state != 'new'"))
    op.drop_index("people_email_digest_key", table_name="people", postgresql_where=sa.text("state != 'new'"))
    op.drop_table("people")
    op.drop_table("organisations")
    op.drop_index(op.f("log_in_guards_tried_at_idx"), table_name="log_in_guards")
    op.drop_table("log_in_guards")
    op.drop_index("codes_to_phone", table_name="codes")
    op.drop_index(op.f("codes_person_id_idx"), table_name="codes")
    op.drop_index(op.f("codes_issued_at_idx"), table_name="codes")
    op.drop_table("codes")
