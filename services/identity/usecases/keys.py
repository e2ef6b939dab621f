"""The keys that sign access tokens, and their rotation."""

from __future__ import annotations

from datetime import datetime, timedelta

from contracts.identity import sessions as contract
from kernel import clock, journal
from kernel.database import Database, Session
from services.identity import views
from services.identity.domain import signing
from services.identity.domain.signing import SigningKey
from services.identity.store import keys as store
from services.identity.store import law
from services.identity.vault.tokens import Mint

DAY = timedelta(days=1)


def jwks(database: Database, mint: Mint) -> contract.JsonWebKeySet:
    """Every key that has signed a living token, or is about to sign; the first are made when asked for."""
    with database.reading() as session:
        keys = store.every(session)
    if not keys:
        rotate_keys(database, mint)
        return jwks(database, mint)
    return views.json_web_keys(keys)


def rotate_keys(database: Database, mint: Mint) -> None:
    """Make the next key before it is needed, and drop the ones that no living token needs."""
    with database.transaction() as session:
        rotate(session, mint, clock.now())


def replace_key(database: Database, mint: Mint) -> datetime:
    """Let another key sign from a moment on, as when somebody may know the present one. Gives that moment.

    What the present one has signed stays good for the minutes it lives. Again at once, it changes nothing.
    """
    now = clock.now()
    with database.transaction() as session:
        rotate(session, mint, now)
        following = signing.hasten(store.every(session), now)
        store.settle(session)
        if following is not None:
            journal.record(
                session,
                "identity.signing.hastened",
                following.kid,
                signs_from=following.signs_from.isoformat(),
            )
            rotate(session, mint, following.signs_from)
        return store.every(session)[-2].signs_from


def in_force(session: Session, mint: Mint, at: datetime) -> SigningKey:
    """The key that signs at `at`; made now, if there has never been one."""
    return signing.in_force(store.known(session, at), at) or rotate(session, mint, at)


def rotate(session: Session, mint: Mint, now: datetime) -> SigningKey:
    """Bring the keys up to date. Gives the one that signs now."""
    keys = store.every_locked(session)
    terms = law.in_force(session, now)
    made = [mint.new_signing_key(signs_from) for signs_from in signing.missing(keys, now, terms.signing)]
    # What was signed yesterday lives for as long as was the rule then.
    lives = max(terms.tokens_live, law.in_force(session, now - DAY).tokens_live)
    dropped = signing.retired(keys, now, lives)
    store.forget_known(session)
    for key in made:
        store.add(session, key)
        journal.record(session, "identity.signing.made", key.kid, signs_from=key.signs_from.isoformat())
    for key in dropped:
        store.remove(session, key)
        journal.record(session, "identity.signing.dropped", key.kid)
    return [key for key in (*keys, *made) if key.signs_from <= now][-1]
