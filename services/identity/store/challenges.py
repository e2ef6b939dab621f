"""What people have been asked to show, and the resets of their passwords."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.identity.second_factor import ChallengeEnded
from kernel.values import PersonId
from services.identity.domain.challenges import PendingChallenge
from services.identity.domain.resets import Reset
from services.identity.tables import challenges, password_resets


def add(session: Session, asked: PendingChallenge | Reset) -> None:
    session.add(asked)
    session.flush()


def locked(session: Session, challenge_sha256: bytes) -> PendingChallenge:
    """The challenge, locked until the transaction ends. Raises: ChallengeEnded -- there is none."""
    query = sa.select(PendingChallenge).where(challenges.c.challenge_sha256 == challenge_sha256)
    found = session.scalar(query.with_for_update())
    if found is None:
        raise ChallengeEnded
    return found


def end_all(session: Session, person_id: PersonId, now: datetime) -> None:
    """What somebody was asked with the password of before is asked no longer."""
    asked = challenges.c.person_id == person_id, challenges.c.ended_at.is_(None)
    session.execute(sa.update(challenges).where(*asked).values(ended_at=now))


def resets_of(session: Session, login_digest: bytes, since: datetime) -> list[Reset]:
    """The resets of a login, oldest first. Nobody else asks for one until the transaction ends."""
    place = int.from_bytes(login_digest[:8], signed=True)
    session.execute(sa.select(sa.func.pg_advisory_xact_lock(place)))
    lately = password_resets.c.login_digest == login_digest, password_resets.c.issued_at > since
    query = sa.select(Reset).where(*lately).order_by(password_resets.c.issued_at)
    return list(session.scalars(query))


def reset(session: Session, reset_id: UUID) -> Reset | None:
    """The reset, locked until the transaction ends."""
    query = sa.select(Reset).where(password_resets.c.reset_id == reset_id)
    return session.scalar(query.with_for_update())


def forget(session: Session, *, made_before: datetime, reset_before: datetime) -> None:
    session.execute(sa.delete(challenges).where(challenges.c.made_at < made_before))
    session.execute(sa.delete(password_resets).where(password_resets.c.issued_at < reset_before))
