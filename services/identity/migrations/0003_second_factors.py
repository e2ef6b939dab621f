"""Second factors."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "address_guards",
        sa.Column("address_digest", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("counted_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("address_digest", name=op.f("address_guards_pkey")),
    )
    op.create_index(op.f("address_guards_counted_from_idx"), "address_guards", ["counted_from"], unique=False)
    op.create_table(
        "challenges",
        sa.Column("challenge_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_device", sa.LargeBinary(), nullable=True),
        sa.Column("shown", sa.Text(), nullable=True),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('log_in', 'step_up', 'add_passkey')", name=op.f("challenges_purpose_check")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.person_id"], name=op.f("challenges_person_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("challenge_sha256", name=op.f("challenges_pkey")),
        comment="What people have been asked for in the last minutes",
    )
    op.create_index(op.f("challenges_made_at_idx"), "challenges", ["made_at"], unique=False)
    op.create_table(
        "passkeys",
        sa.Column("passkey_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("sealed_label", sa.LargeBinary(), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.person_id"], name=op.f("passkeys_person_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("passkey_id", name=op.f("passkeys_pkey")),
        sa.UniqueConstraint("credential_id", name=op.f("passkeys_credential_id_key")),
    )
    op.create_index(op.f("passkeys_person_id_idx"), "passkeys", ["person_id"], unique=False)
    op.create_table(
        "password_resets",
        sa.Column("reset_id", sa.Uuid(), nullable=False),
        sa.Column("login_digest", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("code_digest", sa.LargeBinary(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.person_id"],
            name=op.f("password_resets_person_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("reset_id", name=op.f("password_resets_pkey")),
        comment="Codes asked for to replace a password, also by those who have no account",
    )
    op.create_index(op.f("password_resets_issued_at_idx"), "password_resets", ["issued_at"], unique=False)
    op.create_index(
        op.f("password_resets_login_digest_idx"), "password_resets", ["login_digest"], unique=False
    )
    op.create_table(
        "recovery_codes",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("code_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.person_id"],
            name=op.f("recovery_codes_person_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "code_sha256", name=op.f("recovery_codes_pkey")),
    )
    op.create_table(
        "totp_factors",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_steps", postgresql.ARRAY(sa.BigInteger(), as_tuple=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.person_id"], name=op.f("totp_factors_person_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("totp_factors_pkey")),
    )
    op.add_column("sessions", sa.Column("sealed_device", sa.LargeBinary(), nullable=True))
    op.add_column(
        "sessions",
        sa.Column(
            "methods", postgresql.ARRAY(sa.Text(), as_tuple=True), server_default="{pwd}", nullable=False
        ),
    )
    op.add_column(
        "sessions",
        sa.Column(
            "authenticated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
    )
    op.execute("UPDATE sessions SET authenticated_at = opened_at")
    op.drop_constraint(op.f("sessions_ending_check"), "sessions")
    op.create_check_constraint(
        op.f("sessions_ending_check"),
        "sessions",
        "ending IN ('logged_out', 'reused_token', 'expired', 'revoked', 'password_changed', 'factors_reset')",
    )


def downgrade() -> None:
    op.execute("DELETE FROM sessions WHERE ending IN ('revoked', 'password_changed', 'factors_reset')")
    op.drop_constraint(op.f("sessions_ending_check"), "sessions")
    op.create_check_constraint(
        op.f("sessions_ending_check"), "sessions", "ending IN ('logged_out', 'reused_token', 'expired')"
    )
    op.drop_column("sessions", "authenticated_at")
    op.drop_column("sessions", "methods")
    op.drop_column("sessions", "sealed_device")
    op.drop_table("totp_factors")
    op.drop_table("recovery_codes")
    op.drop_index(op.f("password_resets_login_digest_idx"), table_name="password_resets")
    op.drop_index(op.f("password_resets_issued_at_idx"), table_name="password_resets")
    op.drop_table("password_resets")
    op.drop_index(op.f("passkeys_person_id_idx"), table_name="passkeys")
    op.drop_table("passkeys")
    op.drop_index(op.f("challenges_made_at_idx"), table_name="challenges")
    op.drop_table("challenges")
    op.drop_index(op.f("address_guards_counted_from_idx"), table_name="address_guards")
    op.drop_table("address_guards")
