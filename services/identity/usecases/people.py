"""What may be asked about a person."""

from contracts.identity import accounts as contract
from contracts.identity import lookup as lookup_contract
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller
from services.identity import views
from services.identity.domain import names
from services.identity.domain.organisations import acting
from services.identity.domain.person import Person
from services.identity.store import links, organisations, people, sessions
from services.identity.usecases import factors
from services.identity.vault.sealing import Vault


def my_profile(database: Database, vault: Vault, caller: Caller) -> contract.Profile:
    """The caller as he is registered. Raises: UnknownPerson."""
    with database.reading() as session:
        person = people.read(session, caller.person)
        grants = organisations.grants_of(session, person.person_id)
        choice = sessions.choice_of(session, caller.session_id)
        more = factors.onboarding(session, person.person_id)
    personal, today = vault.open_personal(person.person_id, person.sealed), clock.today()
    return views.profile(person, personal, acting(grants, choice, today), more)


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


def find_people(
    database: Database, vault: Vault, query: lookup_contract.FindPeople
) -> lookup_contract.FoundPeople:
    """Whose numbers these are, of those who have proved the phone."""
    digests = [vault.digests("snils", str(sought.snils)) for sought in query.people]
    with database.reading() as session:
        holders = people.by_snils(session, [each for of_one in digests for each in of_one])
    found = [next((holders[each] for each in of_one if each in holders), None) for of_one in digests]
    return lookup_contract.FoundPeople(
        items=tuple(_found(vault, sought, who) for sought, who in zip(query.people, found, strict=True))
    )


def _found(
    vault: Vault, sought: lookup_contract.SoughtPerson, person: Person | None
) -> lookup_contract.FoundPerson:
    if person is None or sought.surname is None:
        return lookup_contract.FoundPerson(
            person_id=person.person_id if person else None, surname_agrees=None
        )
    registered = vault.open_personal(person.person_id, person.sealed)
    agrees = names.alike(registered.surname, sought.surname)
    return lookup_contract.FoundPerson(person_id=person.person_id, surname_agrees=agrees)
