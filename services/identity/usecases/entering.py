"""Letting people in: what is still to be shown, and the tokens of a session."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from contracts.identity import sessions as contract
from kernel import clock, mergers, outbox
from kernel.database import Session
from kernel.messages import Caller, Unauthenticated
from kernel.values import PersonId, Role, new_id
from services.identity import views
from services.identity.domain.challenges import ChallengePurpose, PendingChallenge
from services.identity.domain.organisations import Acting, acting
from services.identity.domain.sessions import UserSession
from services.identity.store import challenges, factors, law, organisations
from services.identity.store import sessions as store
from services.identity.usecases import keys, sign_ins
from services.identity.vault.tokens import Mint, base64url, sha256

WITHHELD = Acting(roles=frozenset({Role.WITHHELD}), organisation_id=None)


def enter(
    session: Session,
    mint: Mint,
    caller: Caller,
    person_id: PersonId,
    *,
    shown: str,
    device: str | None,
    now: datetime,
) -> contract.LogInAnswer:
    """Let in who has shown a first factor, or ask for the second where one is enrolled.

    shown: the first factor in the words of RFC 8176, `pwd`; it is told in the `amr` of the tokens.
    """
    session_id = new_id()
    sealed_device = mint.seal_device(session_id, device) if device else None
    if factors.methods_of(session, person_id):
        asked = PendingChallenge(
            challenge_sha256=b"",
            purpose=ChallengePurpose.LOG_IN,
            person_id=person_id,
            session_id=session_id,
            sealed_device=sealed_device,
            shown=shown,
            made_at=now,
        )
        return views.log_in_challenge(person_id, ask(session, mint, asked))
    opened = begin(session_id, mint, person_id, shown=shown, sealed_device=sealed_device, now=now)
    return views.log_in_tokens(open_session(session, mint, caller, opened))


def ask(session: Session, mint: Mint, asked: PendingChallenge) -> contract.Challenge:
    """Ask for a second factor. The challenge is told once; of it only a hash is kept."""
    challenge = secrets.token_bytes(32)
    asked.challenge_sha256 = sha256(base64url(challenge))
    challenges.add(session, asked)
    passkeys = factors.passkeys_of(session, asked.person_id)
    terms = law.in_force(session, asked.made_at).factors
    return contract.Challenge(
        challenge=base64url(challenge),
        methods=factors.methods_of(session, asked.person_id),
        expires_at=asked.expires_at(terms),
        passkey=mint.party.request(challenge, passkeys, terms) if passkeys else None,
    )


def begin(
    session_id: UUID,
    mint: Mint,
    person_id: PersonId,
    *,
    shown: str,
    sealed_device: bytes | None,
    now: datetime,
) -> UserSession:
    """A session that is about to be opened."""
    return UserSession(
        session_id=session_id,
        person_id=person_id,
        sealed_device=sealed_device,
        sealed_seed=mint.new_seed(session_id),
        opened_at=now,
        renewed_at=now,
        methods=(shown,),
        authenticated_at=now,
    )


def open_session(session: Session, mint: Mint, caller: Caller, opened: UserSession) -> contract.Tokens:
    """Announce a session, and give its first tokens.

    Raises: Unauthenticated -- the account has been merged since its first factor was shown.
    """
    if mergers.kept(session, opened.person_id) != opened.person_id:
        raise Unauthenticated(reason="caller.merged")
    store.add(session, opened)
    sign_ins.remember(session, caller, opened, opened.opened_at)
    outbox.add(session, views.session_opened(opened))
    return tokens(session, mint, opened, opened.opened_at)


def tokens(session: Session, mint: Mint, opened: UserSession, now: datetime) -> contract.Tokens:
    """The newest pair of tokens of a session."""
    refresh_token = mint.refresh_token(opened)
    store.remember_token(session, sha256(refresh_token), opened.session_id, opened.number)
    access = access_token(session, mint, opened, opened.renewed_at)
    terms = law.in_force(session, opened.renewed_at).sessions
    return views.tokens(opened, terms, access=access, refresh=refresh_token, now=now)


def access_token(session: Session, mint: Mint, opened: UserSession, begins: datetime) -> str:
    """What the person may do from `begins` on, for minutes."""
    key = keys.in_force(session, mint, begins)
    terms = law.in_force(session, begins).sessions
    return mint.access_token(key, opened, acts_as(session, opened), begins, terms)


def acts_as(session: Session, opened: UserSession) -> Acting:
    """The person's roles; none of them while one demands a second factor that was not shown."""
    grants, now = organisations.grants_of(session, opened.person_id), clock.now()
    held = acting(grants, opened.choice, clock.legal_day(now))
    demanding = law.in_force(session, now).two_factor_roles & held.roles
    return WITHHELD if demanding and not opened.has_two_factors else held
