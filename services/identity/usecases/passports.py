"""Passports: stated by hand, kept under seal, shown masked."""

from __future__ import annotations

from datetime import date, datetime

from contracts.identity.passports import OwnPassport, StatePassport
from kernel import clock, outbox
from kernel.database import Database, Session
from kernel.messages import Caller, Invalid
from kernel.values import PersonId
from services.identity.domain.passports import Passport
from services.identity.domain.terms import PassportLaw
from services.identity.store import duplicates, law, people
from services.identity.store import passports as store
from services.identity.usecases import suspicions
from services.identity.vault import passports as vaulted
from services.identity.vault.sealing import Vault
from services.identity.views import verification as views


def my_passport(database: Database, vault: Vault, caller: Caller) -> OwnPassport:
    """Raises: PassportNotStated."""
    with database.reading() as session:
        stated = store.read(session, caller.person)
    return views.passport(vaulted.opened(vault, stated))


def state_passport(database: Database, vault: Vault, caller: Caller, command: StatePassport) -> OwnPassport:
    """Keep the caller's passport, in the place of the one before. The same again changes nothing.

    Raises: UnknownPerson. Invalid -- details name each field that cannot be so.
    """
    passport, now = Passport.of(command), clock.now()
    with database.transaction() as session:
        person = people.locked(session, caller.person)
        born = vault.open_personal(person.person_id, person.sealed).birth_date
        terms = law.in_force(session, now).passports
        broken = passport.broken_rules(born, clock.legal_day(now), terms)
        if broken:
            raise Invalid(broken)
        keep(session, vault, person.person_id, passport, now)
    return views.passport(passport)


def broken_rules(typed: StatePassport | None, born: date, today: date, law: PassportLaw) -> dict[str, str]:
    """Each field of a passport typed along with other data that cannot be so -> the rule it breaks."""
    broken = Passport.of(typed).broken_rules(born, today, law) if typed else {}
    return {f"passport.{field}": rule for field, rule in broken.items()}


def keep(session: Session, vault: Vault, person_id: PersonId, passport: Passport, now: datetime) -> None:
    """Keep a passport whose rules hold, and tell that it was stated, if it is another one."""
    before = store.of_person(session, person_id)
    if before is not None and vaulted.opened(vault, before) == passport:
        return
    store.put(session, vaulted.sealed(vault, person_id, passport, now))
    for other in duplicates.with_passport(session, vaulted.digests(vault, passport), person_id):
        suspicions.suspect(session, person_id, other, "passport", now)
    outbox.add(session, views.passport_stated(person_id, now))
