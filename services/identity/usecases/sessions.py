"""Logging in, staying logged in, logging out."""

from __future__ import annotations

from datetime import datetime

from contracts.identity import sessions as contract
from kernel import clock, journal
from kernel import mergers as merged
from kernel.database import Database, Session
from kernel.messages import Caller, Nothing
from kernel.offload import offload
from services.identity.domain.logins import meanings
from services.identity.domain.mergers import FormerLogin
from services.identity.domain.person import Person
from services.identity.domain.sessions import PASSWORD, Ending, UserSession
from services.identity.store import law, mergers, people
from services.identity.store import sessions as store
from services.identity.usecases import endings, entering, guards
from services.identity.vault import passwords
from services.identity.vault.sealing import Vault
from services.identity.vault.tokens import Mint, sha256


def log_in(database: Database, mint: Mint, caller: Caller, command: contract.LogIn) -> contract.LogInAnswer:
    """Open a session, or ask for the second factor.

    An unknown login costs the same work and gets the same answer as a wrong password.

    Raises: WrongCredentials. TooManyAttempts. PhoneNotConfirmed, LoginMerged -- only once the password was
        right.
    """
    login, now = login_digest(mint.vault, command.login), clock.now()
    person = _claimed(database, mint.vault, caller, command, now)
    password_hash = person.password_hash if person else None
    if not offload(passwords.is_right, password_hash, command.password) or person is None:
        _refuse(database, mint.vault, caller, login, person, now)
        raise contract.WrongCredentials
    if isinstance(person, FormerLogin):
        raise _explained(database, mint.vault, caller, login, person, now)
    rehashed = offload(passwords.renewed, person.password_hash, command.password)
    with database.transaction() as session:
        guards.succeed(guards.of(session, mint.vault, caller, login, now))
        if not people.still_has(session, person):
            raise contract.WrongCredentials
        if rehashed:
            people.rehash(session, person, rehashed)
        if person.is_active:
            return entering.enter(
                session, mint, caller, person.person_id, shown=PASSWORD, device=command.device, now=now
            )
    raise contract.PhoneNotConfirmed(person_id=person.person_id)


def refresh(database: Database, mint: Mint, command: contract.Refresh) -> contract.Tokens:
    """Give the next pair of tokens for the newest refresh token; an old one ends the session.

    Raises: SessionEnded.
    """
    now, refusal = clock.now(), None
    with database.transaction() as session:
        found = store.by_token(session, sha256(command.refresh_token))
        try:
            tokens = _renewed(session, mint, found, now)
        except contract.SessionEnded as ended:
            refusal = ended
            subject = str(found[0].person_id) if found else "unknown"
            journal.record(session, "identity.refresh.refused", subject, reason=ended.details["reason"])
    if refusal:
        raise refusal
    return tokens


def log_out(database: Database, command: contract.LogOut) -> Nothing:
    """End the session of a refresh token, if there is one that lasts."""
    with database.transaction() as session:
        found = store.by_token(session, sha256(command.refresh_token))
        if found is not None and found[0].ended_at is None:
            endings.end(session, found[0], Ending.LOGGED_OUT, clock.now())
    return Nothing()


def note_forgery(database: Database, caller: Caller, command: contract.NoteForgery) -> Nothing:
    """A token that somebody made is a line of the journal, under the address it came from."""
    with database.transaction() as session:
        journal.record(
            session,
            "identity.token.refused",
            caller.address or "unknown",
            reason=command.reason,
            route=command.route,
        )
    return Nothing()


def login_digest(vault: Vault, login: str) -> bytes:
    """By which the failures of a login are found, however it was typed."""
    meant = meanings(login)
    return vault.digest("login", " ".join(meant.values()) or login.strip().casefold())


def by_login(session: Session, vault: Vault, typed: str) -> Person | None:
    """The person somebody claims to be."""
    return people.by_login(session, _known_under(vault, typed))


def _known_under(vault: Vault, typed: str) -> dict[str, list[bytes]]:
    return {kind: vault.digests(kind, value) for kind, value in meanings(typed).items()}


def _renewed(
    session: Session, mint: Mint, found: tuple[UserSession, int] | None, now: datetime
) -> contract.Tokens:
    """Raises: SessionEnded -- there is none, or it ended before, or just now, which is announced."""
    if found is None:
        raise contract.SessionEnded(reason="unknown_token")
    opened, number = found
    ending = opened.present(number, now, law.in_force(session, now).sessions)
    if ending is not None:
        endings.announce(session, opened, ending, now)
        raise contract.SessionEnded(reason=ending)
    return entering.tokens(session, mint, opened, now)


def _claimed(
    database: Database, vault: Vault, caller: Caller, command: contract.LogIn, now: datetime
) -> Person | FormerLogin | None:
    """The person somebody claims to be, or was. The try is counted and committed before it is judged.

    Raises: TooManyAttempts.
    """
    with database.transaction() as session:
        # Looked up first: whoever guesses the same login waits for its guard.
        former = mergers.former(session, _known_under(vault, command.login))
        person = by_login(session, vault, command.login) or former
        counted = guards.of(session, vault, caller, login_digest(vault, command.login), now)
        refusal = guards.begin(counted, now)
        if refusal:
            _note(session, person, refusal.code)
    if refusal:
        raise refusal
    return person


def _explained(
    database: Database, vault: Vault, caller: Caller, login: bytes, former: FormerLogin, now: datetime
) -> contract.LoginMerged:
    """Who knows the password of an account that is gone is told which one is kept."""
    with database.transaction() as session:
        guards.succeed(guards.of(session, vault, caller, login, now))
        kept = people.read(session, merged.now(session, former.person_id))
        _note(session, kept, contract.LoginMerged.__name__)
    phone = vault.open_personal(kept.person_id, kept.sealed).phone
    return contract.LoginMerged(phone=phone.masked)


def _refuse(
    database: Database,
    vault: Vault,
    caller: Caller,
    login: bytes,
    person: Person | FormerLogin | None,
    now: datetime,
) -> None:
    with database.transaction() as session:
        refusal = contract.WrongCredentials()
        guards.refuse(guards.of(session, vault, caller, login, now), refusal, now)
        _note(session, person, refusal.code)


def _note(session: Session, person: Person | FormerLogin | None, reason: str) -> None:
    """A log-in that failed is a line of the journal; of a login nobody has, it tells nothing."""
    subject = str(person.person_id) if person else "unknown"
    journal.record(session, "identity.log_in.refused", subject, reason=reason)
