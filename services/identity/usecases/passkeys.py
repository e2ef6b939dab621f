"""Enrolling passkeys, and taking them away."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from contracts.identity import factors as contract
from contracts.identity.second_factor import ChallengeEnded
from contracts.identity.sessions import FactorMethod
from kernel import clock
from kernel.database import Database, Session
from kernel.messages import Caller, Nothing
from kernel.values import PersonId, new_id
from services.identity.domain.challenges import ChallengePurpose, PendingChallenge
from services.identity.domain.factors import PasskeyFactor
from services.identity.domain.terms import FactorLaw
from services.identity.store import challenges, law, people
from services.identity.store import factors as store
from services.identity.usecases import factors, second_factor
from services.identity.vault import passkeys
from services.identity.vault.tokens import Mint, base64url, octets, sha256
from services.identity.views import second_factors as views


def begin_passkey(database: Database, mint: Mint, caller: Caller) -> contract.PasskeyChallenge:
    """Tell the browser what to make a passkey for. Raises: StepUpRequired. TooManyPasskeys."""
    now, challenge = clock.now(), secrets.token_bytes(32)
    with database.transaction() as session:
        person = people.locked(session, caller.person)
        factors.check_enrolling(session, caller, now)
        terms = law.in_force(session, now).factors
        known = _check_room(session, person.person_id, terms)
        asked = PendingChallenge(
            challenge_sha256=sha256(base64url(challenge)),
            purpose=ChallengePurpose.ADD_PASSKEY,
            person_id=person.person_id,
            session_id=second_factor.current(session, caller).session_id,
            made_at=now,
        )
        challenges.add(session, asked)
    personal = mint.vault.open_personal(person.person_id, person.sealed)
    account = str(personal.email or personal.phone.masked)
    return contract.PasskeyChallenge(
        challenge=base64url(challenge),
        options=mint.party.creation(challenge, person.person_id, account, known, terms),
        expires_at=asked.expires_at(terms),
    )


def add_passkey(
    database: Database, mint: Mint, caller: Caller, command: contract.AddPasskey
) -> contract.PasskeyAdded:
    """Let a passkey count that the browser has made. The session that asks has thereby shown it.

    Raises: ChallengeEnded. PasskeyRefused. FactorEnrolledAlready. TooManyPasskeys.
    """
    now = clock.now()
    with database.transaction() as session:
        person = people.locked(session, caller.person)
        opened = second_factor.current(session, caller)
        terms = law.in_force(session, now).factors
        _check_room(session, person.person_id, terms)
        asked = _asked(session, caller, command, now, terms)
        passkey = _made(mint, caller, command, now)
        store.add(session, passkey)
        asked.end(now)
        opened.show(FactorMethod.PASSKEY, now)
        codes = factors.enrolled(session, caller.person, FactorMethod.PASSKEY, now)
    return contract.PasskeyAdded(passkey=views.passkey(passkey, command.label), recovery_codes=codes)


def remove_passkey(database: Database, caller: Caller, command: contract.RemovePasskey) -> Nothing:
    """Let a passkey count no longer. Raises: NotEnrolled. FactorMandatory."""
    with database.transaction() as session:
        people.locked(session, caller.person)
        factors.check_lasting(session, caller)
        passkey = store.passkey(session, caller.person, command.passkey_id)
        factors.remove(session, caller.person, passkey, FactorMethod.PASSKEY, clock.now())
    return Nothing()


def _check_room(session: Session, person_id: PersonId, terms: FactorLaw) -> Sequence[PasskeyFactor]:
    """Those there are. Raises: TooManyPasskeys."""
    known = store.passkeys_of(session, person_id)
    if len(known) >= terms.passkeys:
        raise contract.TooManyPasskeys(most=terms.passkeys)
    return known


def _asked(
    session: Session, caller: Caller, command: contract.AddPasskey, now: datetime, terms: FactorLaw
) -> PendingChallenge:
    """Raises: ChallengeEnded -- also when another session was asked."""
    asked = challenges.locked(session, sha256(command.challenge))
    asked.check(ChallengePurpose.ADD_PASSKEY, now, terms)
    if asked.session_id != caller.session_id:
        raise ChallengeEnded
    return asked


def _made(mint: Mint, caller: Caller, command: contract.AddPasskey, now: datetime) -> PasskeyFactor:
    """Raises: PasskeyRefused."""
    made = mint.party.registered(command.passkey, octets(command.challenge))
    passkey_id = new_id()
    return PasskeyFactor(
        passkey_id=passkey_id,
        person_id=caller.person,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        sealed_label=passkeys.seal_label(mint.vault, passkey_id, command.label),
        enrolled_at=now,
    )
