"""The identity service: the sum of its entrypoints."""

from services.identity.entrypoints.accounts import AccountEntrypoints
from services.identity.entrypoints.clients import ClientEntrypoints
from services.identity.entrypoints.consents import ConsentEntrypoints
from services.identity.entrypoints.contacts import ContactEntrypoints
from services.identity.entrypoints.duplicates import DuplicateEntrypoints
from services.identity.entrypoints.esia import EsiaEntrypoints
from services.identity.entrypoints.factors import FactorEntrypoints
from services.identity.entrypoints.housekeeping import HousekeepingEntrypoints
from services.identity.entrypoints.members import MemberEntrypoints
from services.identity.entrypoints.modules import ModuleEntrypoints
from services.identity.entrypoints.organisations import OrganisationEntrypoints
from services.identity.entrypoints.professions import ProfessionEntrypoints
from services.identity.entrypoints.sessions import SessionEntrypoints


class IdentityService(
    AccountEntrypoints,
    SessionEntrypoints,
    FactorEntrypoints,
    EsiaEntrypoints,
    ConsentEntrypoints,
    OrganisationEntrypoints,
    MemberEntrypoints,
    ProfessionEntrypoints,
    ContactEntrypoints,
    DuplicateEntrypoints,
    ModuleEntrypoints,
    ClientEntrypoints,
    HousekeepingEntrypoints,
):
    name = "identity"
    needs = frozenset({"data_keys"})
