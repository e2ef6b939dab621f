"""Choosing another password."""

from __future__ import annotations

from datetime import datetime

from contracts.identity import passwords as contract
from kernel import clock, journal, outbox
from kernel.database import Database, Session
from kernel.messages import Caller, Nothing
from kernel.offload import offload
from services.identity.domain.person import Person
from services.identity.domain.sessions import Ending
from services.identity.store import challenges, law, people
from services.identity.usecases import accounts, endings, guards
from services.identity.vault import passwords
from services.identity.vault.sealing import Vault
from services.identity.views import second_factors as views


def change_password(
    database: Database, vault: Vault, caller: Caller, command: contract.ChangePassword
) -> Nothing:
    """Choose another password, and log out everywhere.

    Raises: WrongPassword. WeakPassword. TooManyAttempts.
    """
    now, guess = clock.now(), vault.digest("password", str(caller.person))
    with database.transaction() as session:
        refusal = guards.begin(guards.of(session, vault, caller, guess, now), now)
        person, terms = people.read(session, caller.person), law.in_force(session, now).passwords
    if refusal:
        raise refusal
    if not offload(passwords.is_right, person.password_hash, command.current_password):
        _refuse(database, vault, caller, guess, now)
        raise contract.WrongPassword
    personal = vault.open_personal(person.person_id, person.sealed)
    accounts.check_password(command.new_password, personal, terms)
    password_hash = offload(passwords.hashed, command.new_password)
    with database.transaction() as session:
        guards.succeed(guards.of(session, vault, caller, guess, now))
        if not people.still_has(session, person):
            raise contract.WrongPassword
        replace(session, people.locked(session, person.person_id), password_hash, by="owner", now=now)
    return Nothing()


def replace(session: Session, person: Person, password_hash: str, *, by: str, now: datetime) -> None:
    """Let a new password count, and log out everywhere, also who is half in. by: how it came about."""
    person.password_hash = password_hash
    outbox.add(session, views.password_changed(person.person_id, by, now))
    endings.end_all(session, person.person_id, Ending.PASSWORD_CHANGED, now)
    challenges.end_all(session, person.person_id, now)


def _refuse(database: Database, vault: Vault, caller: Caller, guess: bytes, now: datetime) -> None:
    with database.transaction() as session:
        refusal = contract.WrongPassword()
        guards.refuse(guards.of(session, vault, caller, guess, now), refusal, now)
        journal.record(session, "identity.change.refused", str(caller.person), reason=refusal.code)
