"""What several use cases do to an account, inside their transactions."""

from __future__ import annotations

from datetime import datetime

from contracts.identity import accounts as contract
from kernel import clock, outbox
from kernel.database import Session
from kernel.messages import Invalid
from kernel.values import OrganisationId, PersonId, Role, new_id
from services.identity import views
from services.identity.domain import names
from services.identity.domain import passwords as rules
from services.identity.domain.law import Law
from services.identity.domain.organisations import Grant
from services.identity.domain.person import Person
from services.identity.domain.personal import Personal
from services.identity.domain.terms import PasswordLaw
from services.identity.store import organisations, people
from services.identity.usecases import passports
from services.identity.vault import passwords
from services.identity.vault.sealing import Vault


def checked(command: contract.Register, law: Law) -> Personal:
    """The personal data of a command, tidied. law: in force today.

    Raises: Invalid -- details name each field that cannot be so. WeakPassword.
    """
    personal = Personal(
        surname=names.tidy(command.surname),
        name=names.tidy(command.name),
        patronymic=names.tidy(command.patronymic) if command.patronymic else None,
        birth_date=command.birth_date,
        snils=command.snils,
        inn=command.inn,
        phone=command.phone,
        email=command.email,
    )
    today = clock.today()
    broken = personal.broken_rules(today, law.persons)
    broken |= passports.broken_rules(command.passport, personal.birth_date, today, law.passports)
    if broken:
        raise Invalid(broken)
    check_password(command.password, personal, law.passwords)
    return personal


def check_password(password: str, owner: Personal, law: PasswordLaw) -> None:
    """Raises: WeakPassword -- details name every rule that is broken."""
    weak = rules.broken_rules(password, owner, law, common=passwords.COMMON)
    if weak:
        paths = ["password", *(f"password.{place}" for place in range(1, len(weak)))]
        raise contract.WeakPassword(dict(zip(paths, weak, strict=True)))


def begin(session: Session, vault: Vault, personal: Personal, password_hash: str, now: datetime) -> Person:
    """A new account, which holds no number yet: whether somebody does is told to nobody before a proof."""
    known_as = vault.digests_of(personal)
    person_id = PersonId(new_id())
    sealed = vault.seal_personal(person_id, personal)
    person = Person.new(person_id, sealed, known_as[0], password_hash=password_hash, at=now)
    people.add(session, person)
    outbox.add(session, views.user_registered(person, now))
    return person


def activate(session: Session, vault: Vault, person: Person, now: datetime) -> None:
    """Let the person hold their numbers, and act as a specialist. Raises: AlreadyRegistered."""
    known_as = vault.digests_of(vault.open_personal(person.person_id, person.sealed))
    if people.is_registered(session, known_as):
        raise contract.AlreadyRegistered
    person.confirm_phone()
    person.activate()
    people.prove(session)
    outbox.add(session, views.phone_confirmed(person, now))
    grant(session, person.person_id, Role.SPECIALIST, None, now)


def grant(
    session: Session, person_id: PersonId, role: Role, organisation_id: OrganisationId | None, now: datetime
) -> Grant:
    """Let a person act in a role; granted before, it stays. The first member is chief of an organisation."""
    is_first = organisation_id is not None and not organisations.members_of(session, organisation_id)
    given = Grant(
        grant_id=new_id(),
        person_id=person_id,
        role=role,
        organisation_id=organisation_id,
        granted_at=now,
        is_chief=is_first,
    )
    return give(session, given)


def give(session: Session, given: Grant) -> Grant:
    """Keep a grant and announce it; granted before, it stays as it was."""
    if not organisations.add_grant(session, given):
        return organisations.same_grant(session, given)
    outbox.add(session, views.role_granted(given))
    return given
