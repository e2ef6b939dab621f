"""The schema of identity, and how its domain is stored in it: one module a family of tables."""

from services.identity.tables.accounts import LOGINS, PROVEN, UNPROVEN, codes, people, phone_proofs
from services.identity.tables.log_ins import log_in_guards, refresh_tokens, sessions, signing_keys
from services.identity.tables.register import grants, organisations
from services.identity.tables.schema import mapper, metadata

__all__ = [
    "LOGINS",
    "PROVEN",
    "UNPROVEN",
    "codes",
    "grants",
    "log_in_guards",
    "mapper",
    "metadata",
    "organisations",
    "people",
    "phone_proofs",
    "refresh_tokens",
    "sessions",
    "signing_keys",
]
