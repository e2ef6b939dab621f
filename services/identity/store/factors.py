"""Second factors, and the codes in their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.identity.factors import FactorEnrolledAlready
from contracts.identity.second_factor import NotEnrolled
from contracts.identity.sessions import FactorMethod
from kernel.values import PersonId
from services.identity.domain.factors import PasskeyFactor, TotpFactor
from services.identity.tables import passkeys, recovery_codes, totp_factors


def methods_of(session: Session, person_id: PersonId) -> tuple[FactorMethod, ...]:
    """How the person can show a second factor; none at all where none is enrolled."""
    app = totp_factors.c.person_id == person_id, totp_factors.c.confirmed_at.is_not(None)
    unused = recovery_codes.c.person_id == person_id, recovery_codes.c.used_at.is_(None)
    enrolled = session.execute(
        sa.select(
            sa.exists().where(*app),
            sa.exists().where(passkeys.c.person_id == person_id),
            sa.exists().where(*unused),
        )
    ).one()
    found = [method for method, is_there in zip(FactorMethod, enrolled, strict=True) if is_there]
    # Recovery codes stand in for a factor; alone they are none.
    return tuple(found) if any(enrolled[:2]) else ()


def totp_of(session: Session, person_id: PersonId) -> TotpFactor | None:
    """The app of a person, enrolled or about to be; locked until the transaction ends."""
    query = sa.select(TotpFactor).where(totp_factors.c.person_id == person_id)
    return session.scalar(query.with_for_update())


def totp_read(session: Session, person_id: PersonId) -> TotpFactor | None:
    return session.get(TotpFactor, person_id)


def passkeys_of(session: Session, person_id: PersonId) -> Sequence[PasskeyFactor]:
    """Oldest first."""
    query = sa.select(PasskeyFactor).where(passkeys.c.person_id == person_id)
    return session.scalars(query.order_by(passkeys.c.passkey_id)).all()


def passkey_by_credential(
    session: Session, person_id: PersonId, credential_id: bytes
) -> PasskeyFactor | None:
    """The passkey of this person, locked until the transaction ends."""
    same = passkeys.c.person_id == person_id, passkeys.c.credential_id == credential_id
    return session.scalar(sa.select(PasskeyFactor).where(*same).with_for_update())


def passkey(session: Session, person_id: PersonId, passkey_id: UUID) -> PasskeyFactor:
    """Raises: NotEnrolled -- there is none, or it is another person's."""
    same = passkeys.c.person_id == person_id, passkeys.c.passkey_id == passkey_id
    found = session.scalar(sa.select(PasskeyFactor).where(*same).with_for_update())
    if found is None:
        raise NotEnrolled(passkey_id=passkey_id)
    return found


def add(session: Session, factor: TotpFactor | PasskeyFactor) -> None:
    """Raises: FactorEnrolledAlready -- somebody has enrolled it meanwhile."""
    session.add(factor)
    try:
        session.flush()
    except sa.exc.IntegrityError as error:
        raise FactorEnrolledAlready from error


def remove(session: Session, factor: TotpFactor | PasskeyFactor) -> None:
    session.delete(factor)
    session.flush()


def unused_codes(session: Session, person_id: PersonId) -> int:
    unused = recovery_codes.c.person_id == person_id, recovery_codes.c.used_at.is_(None)
    return session.scalar(sa.select(sa.func.count()).select_from(recovery_codes).where(*unused)) or 0


def replace_codes(session: Session, person_id: PersonId, hashes: Iterable[bytes]) -> None:
    """hashes: of the new codes; of no code, where none is left to be replaced."""
    session.execute(sa.delete(recovery_codes).where(recovery_codes.c.person_id == person_id))
    rows = [{"person_id": person_id, "code_sha256": each} for each in hashes]
    if rows:
        session.execute(recovery_codes.insert(), rows)


def use_code(session: Session, person_id: PersonId, code_sha256: bytes, now: datetime) -> bool:
    """Whether it was an unused code of the person's; from now on it is used."""
    unused = (
        recovery_codes.c.person_id == person_id,
        recovery_codes.c.code_sha256 == code_sha256,
        recovery_codes.c.used_at.is_(None),
    )
    used = sa.update(recovery_codes).where(*unused).values(used_at=now)
    return session.scalar(used.returning(recovery_codes.c.person_id)) is not None


def forget_unconfirmed(session: Session, before: datetime) -> None:
    """Forget apps that never showed that they have their secret."""
    unconfirmed = totp_factors.c.confirmed_at.is_(None), totp_factors.c.begun_at < before
    session.execute(sa.delete(totp_factors).where(*unconfirmed))


def sealed_otherwise(session: Session, mark: bytes, limit: int) -> Sequence[TotpFactor | PasskeyFactor]:
    """Factors whose sealed part does not begin with `mark`, locked; those in use are left out."""
    of_apps = sa.select(TotpFactor).where(_otherwise(totp_factors.c.sealed_secret, mark))
    of_passkeys = sa.select(PasskeyFactor).where(_otherwise(passkeys.c.sealed_label, mark))
    return [
        *session.scalars(of_apps.limit(limit).with_for_update(skip_locked=True)),
        *session.scalars(of_passkeys.limit(limit).with_for_update(skip_locked=True)),
    ]


def _otherwise(sealed: sa.Column[bytes], mark: bytes) -> sa.ColumnElement[bool]:
    return sa.func.substring(sealed, 1, len(mark)) != mark
