"""The schema of identity, and how its domain is stored in it: one module a family of tables."""

from services.identity.tables.accounts import (
    EMAIL_PROVED,
    LOGINS,
    PROVEN,
    UNPROVEN,
    code_outcomes,
    codes,
    people,
    phone_proofs,
)
from services.identity.tables.clients import client_assertions, client_tokens, clients
from services.identity.tables.consents import STANDING, consent_texts, consents
from services.identity.tables.contacts import contacts
from services.identity.tables.duplicates import duplicates
from services.identity.tables.esia import (
    RENEWABLE,
    esia_authorisations,
    esia_links,
    esia_offers,
    profile_changes,
)
from services.identity.tables.log_ins import (
    address_guards,
    log_in_guards,
    password_resets,
    refresh_tokens,
    sessions,
    signing_keys,
)
from services.identity.tables.mergers import former_logins
from services.identity.tables.modules import LASTING, activations, module_terms
from services.identity.tables.passports import passports
from services.identity.tables.policies import policies
from services.identity.tables.professions import employments, nomenclature, posts, professions, specialities
from services.identity.tables.register import OPEN, grants, invitations, organisations
from services.identity.tables.schema import mapper, metadata
from services.identity.tables.second_factors import challenges, passkeys, recovery_codes, totp_factors
from services.identity.tables.sign_ins import places, sign_ins

__all__ = [
    "LASTING",
    "EMAIL_PROVED",
    "LOGINS",
    "OPEN",
    "PROVEN",
    "RENEWABLE",
    "STANDING",
    "UNPROVEN",
    "activations",
    "address_guards",
    "challenges",
    "client_assertions",
    "client_tokens",
    "clients",
    "code_outcomes",
    "codes",
    "consent_texts",
    "consents",
    "contacts",
    "duplicates",
    "employments",
    "esia_authorisations",
    "esia_links",
    "esia_offers",
    "former_logins",
    "grants",
    "invitations",
    "log_in_guards",
    "mapper",
    "metadata",
    "module_terms",
    "organisations",
    "passkeys",
    "passports",
    "password_resets",
    "people",
    "places",
    "phone_proofs",
    "policies",
    "nomenclature",
    "posts",
    "professions",
    "profile_changes",
    "recovery_codes",
    "refresh_tokens",
    "sessions",
    "sign_ins",
    "signing_keys",
    "specialities",
    "totp_factors",
]
