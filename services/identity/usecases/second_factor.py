"""Showing a second factor: to finish a log-in, or again before something is signed or decided."""

from __future__ import annotations

from datetime import datetime

from contracts.identity import second_factor as contract
from contracts.identity.accounts import TooManyAttempts
from contracts.identity.sessions import Challenge, FactorMethod, SessionEnded, Tokens
from kernel import clock
from kernel.database import Database, Session
from kernel.messages import STEP_UP_LASTS, Caller, ServiceError
from services.identity.domain.challenges import ChallengePurpose, PendingChallenge
from services.identity.domain.sessions import PASSWORD, UserSession
from services.identity.domain.terms import FactorLaw
from services.identity.store import challenges, factors, law
from services.identity.store import sessions as store
from services.identity.usecases import entering, showing
from services.identity.vault.tokens import Mint, sha256
from services.identity.views import second_factors as views


def finish_log_in(database: Database, mint: Mint, caller: Caller, command: contract.FinishLogIn) -> Tokens:
    """Open the session that was asked for with the first factor.

    Raises: ChallengeEnded. WrongCode. CodeUsed. PasskeyRefused. NotEnrolled. TooManyAttempts.
    """
    now = clock.now()
    with database.transaction() as session:
        terms = law.in_force(session, now).factors
        asked = challenges.locked(session, sha256(command.challenge))
        asked.check(ChallengePurpose.LOG_IN, now, terms)
        refusal = showing.judge(session, mint, caller, asked.person_id, command, now)
        if refusal is None:
            asked.end(now)
            return entering.open_session(session, mint, caller, _opened(mint, asked, command.method, now))
        _spend(asked, refusal, now, terms)
    raise refusal


def begin_step_up(database: Database, mint: Mint, caller: Caller) -> Challenge:
    """Ask for a second factor again; a passkey needs something to sign. Raises: NotEnrolled."""
    now = clock.now()
    with database.transaction() as session:
        if not factors.methods_of(session, caller.person):
            raise contract.NotEnrolled
        opened = current(session, caller)
        asked = PendingChallenge(
            challenge_sha256=b"",
            purpose=ChallengePurpose.STEP_UP,
            person_id=opened.person_id,
            session_id=opened.session_id,
            made_at=now,
        )
        return entering.ask(session, mint, asked)


def step_up(database: Database, mint: Mint, caller: Caller, command: contract.StepUp) -> contract.SteppedUp:
    """Let the session sign and decide for some minutes.

    Raises: what `finish_log_in` raises. SessionEnded -- the session of the caller has ended meanwhile.
    """
    now = clock.now()
    with database.transaction() as session:
        opened, terms = current(session, caller), law.in_force(session, now)
        asked = _asked(session, opened, command, now, terms.factors)
        refusal = showing.judge(session, mint, caller, opened.person_id, command, now)
        if refusal is None:
            opened.show(command.method, now)
            if asked:
                asked.end(now)
            access = entering.access_token(session, mint, opened, now)
        elif asked:
            _spend(asked, refusal, now, terms.factors)
    if refusal is not None:
        raise refusal
    return views.stepped_up(access, lives=terms.sessions.access_lives, until=now + STEP_UP_LASTS)


def current(session: Session, caller: Caller) -> UserSession:
    """The session that asks, locked until the transaction ends. Raises: SessionEnded."""
    found = store.lasting_one(session, caller.person, caller.session_id)
    if found is None:
        raise SessionEnded(reason="revoked")
    return found


def _asked(
    session: Session, opened: UserSession, command: contract.StepUp, now: datetime, terms: FactorLaw
) -> PendingChallenge | None:
    """The challenge that a step-up answers, if it answers one. Raises: ChallengeEnded."""
    if command.challenge is None:
        return None
    asked = challenges.locked(session, sha256(command.challenge))
    asked.check(ChallengePurpose.STEP_UP, now, terms)
    if asked.session_id != opened.session_id:
        raise contract.ChallengeEnded
    return asked


def _opened(mint: Mint, asked: PendingChallenge, method: FactorMethod, now: datetime) -> UserSession:
    opened = entering.begin(
        asked.session_id,
        mint,
        asked.person_id,
        shown=asked.shown or PASSWORD,
        sealed_device=asked.sealed_device,
        now=now,
    )
    opened.show(method, now)
    return opened


def _spend(asked: PendingChallenge, refusal: ServiceError, now: datetime, terms: FactorLaw) -> None:
    """Whoever has to wait begins again with the first factor, too."""
    if isinstance(refusal, TooManyAttempts):
        asked.end(now)
    elif not isinstance(refusal, contract.CodeUsed):
        asked.fail(now, terms)
