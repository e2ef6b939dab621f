"""What may be asked about a person."""

from contracts.identity import accounts as contract
from kernel.database import Database
from kernel.messages import Caller
from services.identity import views
from services.identity.domain.organisations import acting
from services.identity.store import links, organisations, people
from services.identity.usecases import factors
from services.identity.vault.sealing import Vault


def my_profile(database: Database, vault: Vault, caller: Caller) -> contract.Profile:
    """The caller as he is registered. Raises: UnknownPerson."""
    with database.reading() as session:
        person = people.read(session, caller.person)
        grants = organisations.grants_of(session, person.person_id)
        more = factors.onboarding(session, person.person_id)
    return views.profile(person, vault.open_personal(person.person_id, person.sealed), acting(grants), more)


def match_person(database: Database, vault: Vault, query: contract.MatchPerson) -> contract.PersonMatch:
    """In which fields typed data differ from the registered person. Raises: UnknownPerson."""
    with database.reading() as session:
        person = people.read(session, query.person_id)
        trust = links.trust_of(session, person.person_id)
    registered = vault.open_personal(person.person_id, person.sealed)
    return views.person_match(person, registered.differing(query), trust)


def name_person(database: Database, vault: Vault, query: contract.NamePerson) -> contract.PersonName:
    """What an act must say of a person. Raises: UnknownPerson."""
    with database.reading() as session:
        person = people.read(session, query.person_id)
    return views.person_name(person, vault.open_personal(person.person_id, person.sealed))
