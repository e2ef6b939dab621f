"""What identity does by itself: it forgets what is no longer needed, and follows the key ring."""

from __future__ import annotations

from kernel import clock
from kernel.database import Database
from services.identity.domain.codes import DAY, HOUR
from services.identity.domain.factors import TotpFactor
from services.identity.store import (
    challenges,
    clients,
    codes,
    factors,
    keys,
    law,
    mergers,
    outcomes,
    people,
    sessions,
    sign_ins,
)
from services.identity.vault import passkeys, totp
from services.identity.vault.tokens import Mint

BATCH = 200


def forget(database: Database) -> None:
    """Delete registrations never confirmed, old codes, sessions past renewal, and failures that expired."""
    now = clock.now()
    with database.transaction() as session:
        terms = law.in_force(session, now)
        people.forget_unproven(session, now - terms.persons.unproven_kept)
        sign_ins.forget(session, now - terms.travel.remembered)
        codes.forget(session, now - HOUR)
        outcomes.forget(session, now - terms.codes_counted_for)
        challenges.forget(session, made_before=now - HOUR, reset_before=now - DAY)
        clients.forget(session, now - HOUR)
        factors.forget_unconfirmed(session, now - HOUR)
        sessions.forget(
            session,
            opened_before=now - terms.sessions.longest,
            tried_before=now - terms.log_ins.forgotten_after,
        )


def reseal(database: Database, mint: Mint) -> int:
    """Move everything that is sealed to the current key of the ring. Gives how many rows were moved."""
    moved = _reseal_keys(database, mint)
    for reseal_batch in (_reseal_people, _reseal_sessions, _reseal_factors):
        while batch := reseal_batch(database, mint):
            moved += batch
    return moved


def _reseal_people(database: Database, mint: Mint) -> int:
    with database.transaction() as session:
        persons = people.sealed_otherwise(session, mint.vault.mark, BATCH)
        for person in persons:
            personal = mint.vault.open_personal(person.person_id, person.sealed)
            sealed = mint.vault.seal_personal(person.person_id, personal)
            digests = mint.vault.digests_of(personal)[0]
            person.seal(sealed, digests)
            former = mergers.login_of(session, person.person_id)
            if former is not None:
                former.hold(digests, person)
        return len(persons)


def _reseal_sessions(database: Database, mint: Mint) -> int:
    with database.transaction() as session:
        opened = sessions.sealed_otherwise(session, mint.vault.mark, BATCH)
        for one in opened:
            mint.reseal(one)
        return len(opened)


def _reseal_factors(database: Database, mint: Mint) -> int:
    with database.transaction() as session:
        others = factors.sealed_otherwise(session, mint.vault.mark, BATCH)
        for factor in others:
            if isinstance(factor, TotpFactor):
                totp.reseal(mint.vault, factor)
            else:
                passkeys.reseal(mint.vault, factor)
        return len(others)


def _reseal_keys(database: Database, mint: Mint) -> int:
    with database.transaction() as session:
        others = [
            key for key in keys.every_locked(session) if not key.sealed_private.startswith(mint.vault.mark)
        ]
        for key in others:
            mint.reseal(key)
        return len(others)
