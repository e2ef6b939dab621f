"""Logging in, staying logged in, logging out."""

from __future__ import annotations

from datetime import datetime

from contracts.identity import sessions as contract
from kernel import clock, journal, outbox
from kernel.database import Database, Session
from kernel.messages import Nothing
from kernel.offload import offload
from kernel.values import new_id
from services.identity import views
from services.identity.domain.logins import meanings
from services.identity.domain.organisations import acting
from services.identity.domain.person import Person
from services.identity.domain.sessions import Ending, UserSession
from services.identity.store import organisations, people
from services.identity.store import sessions as store
from services.identity.usecases import keys
from services.identity.vault import passwords
from services.identity.vault.sealing import Vault
from services.identity.vault.tokens import Mint, sha256


def log_in(database: Database, mint: Mint, command: contract.LogIn) -> contract.Tokens:
    """Open a session. An unknown login costs the same work and gets the same answer as a wrong password.

    Raises: WrongCredentials. TooManyAttempts. PhoneNotConfirmed -- only once the password was right.
    """
    login, now = _digest(mint.vault, command.login), clock.now()
    person = _claimed(database, mint.vault, command.login, login, now)
    password_hash = person.password_hash if person else None
    if not offload(passwords.is_right, password_hash, command.password) or person is None:
        _refuse(database, login, person, now)
        raise contract.WrongCredentials
    with database.transaction() as session:
        store.guard_of(session, login, now).succeed()
        tokens = _open(session, mint, person, command.device, now) if person.is_active else None
    if tokens is None:
        raise contract.PhoneNotConfirmed(person_id=person.person_id)
    return tokens


def refresh(database: Database, mint: Mint, command: contract.Refresh) -> contract.Tokens:
    """Give the next pair of tokens for the newest refresh token; an old one ends the session.

    Raises: SessionEnded.
    """
    now = clock.now()
    with database.transaction() as session:
        found = store.by_token(session, sha256(command.refresh_token))
        if found is None:
            raise contract.SessionEnded(reason="unknown_token")
        opened, number = found
        ending = opened.present(number, now)
        if ending is None:
            tokens = _tokens(session, mint, opened, now)
        else:
            outbox.add(session, views.session_revoked(opened, ending, now))
    if ending is not None:
        raise contract.SessionEnded(reason=ending)
    return tokens


def log_out(database: Database, command: contract.LogOut) -> Nothing:
    """End the session of a refresh token, if there is one that lasts."""
    now = clock.now()
    with database.transaction() as session:
        found = store.by_token(session, sha256(command.refresh_token))
        if found is not None and found[0].ended_at is None:
            opened, _ = found
            outbox.add(session, views.session_revoked(opened, opened.end(Ending.LOGGED_OUT, now), now))
    return Nothing()


def _digest(vault: Vault, login: str) -> bytes:
    """By which the guard of a login is found, however it was typed."""
    meant = meanings(login)
    return vault.digest("login", " ".join(meant.values()) or login.strip().casefold())


def _claimed(database: Database, vault: Vault, typed: str, login: bytes, now: datetime) -> Person | None:
    """The person somebody claims to be. The try is counted and committed before it is judged."""
    meant = {kind: vault.digests(kind, value) for kind, value in meanings(typed).items()}
    with database.transaction() as session:
        store.guard_of(session, login, now).begin(now)
        return people.by_login(session, meant)


def _refuse(database: Database, login: bytes, person: Person | None, now: datetime) -> None:
    with database.transaction() as session:
        store.guard_of(session, login, now).fail(now)
        journal.record(session, "identity.log_in.refused", str(person.person_id) if person else "unknown")


def _open(session: Session, mint: Mint, person: Person, device: str | None, now: datetime) -> contract.Tokens:
    session_id = new_id()
    opened = UserSession(
        session_id=session_id,
        person_id=person.person_id,
        device=device,
        sealed_seed=mint.new_seed(session_id),
        opened_at=now,
        renewed_at=now,
    )
    store.add(session, opened)
    outbox.add(session, views.session_opened(opened))
    return _tokens(session, mint, opened, now)


def _tokens(session: Session, mint: Mint, opened: UserSession, now: datetime) -> contract.Tokens:
    """The newest pair of tokens of a session."""
    grants = organisations.grants_of(session, opened.person_id)
    key = keys.in_force(session, mint, opened.renewed_at)
    refresh_token = mint.refresh_token(opened)
    store.remember_token(session, sha256(refresh_token), opened.session_id, opened.number)
    access = mint.access_token(key, opened, acting(grants))
    return views.tokens(opened, access=access, refresh=refresh_token, now=now)
