"""What an account has, passed on when it is merged into another; and its former logins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kernel.values import PersonId
from services.identity.domain.consents import Consent
from services.identity.domain.mergers import FormerLogin
from services.identity.tables import (
    STANDING,
    activations,
    challenges,
    consents,
    esia_authorisations,
    esia_offers,
    former_logins,
    passkeys,
    password_resets,
    profile_changes,
    recovery_codes,
    sign_ins,
    totp_factors,
)

# Whose it is, is all that these say of a person; what stands for once has been settled before.
OWNED = (activations, consents, profile_changes)
WAYS_IN = (
    challenges,
    esia_authorisations,
    esia_offers,
    passkeys,
    password_resets,
    recovery_codes,
    sign_ins,
    totp_factors,
)


def standing_consents(session: Session, person_id: PersonId) -> Sequence[Consent]:
    """The oldest first."""
    query = sa.select(Consent).where(STANDING, consents.c.person_id == person_id)
    return session.scalars(query.order_by(consents.c.consent_id).with_for_update()).all()


def pass_on(session: Session, gone_id: PersonId, kept_id: PersonId) -> None:
    """Let what one account agreed to, switched on and was called before be the other's."""
    session.flush()
    for table in OWNED:
        session.execute(sa.update(table).where(table.c.person_id == gone_id).values(person_id=kept_id))


def forget_ways_in(session: Session, gone_id: PersonId) -> None:
    """What would have let somebody into the account, begun or enrolled."""
    for table in WAYS_IN:
        session.execute(sa.delete(table).where(table.c.person_id == gone_id))


def keep_login(session: Session, former: FormerLogin) -> None:
    session.add(former)
    session.flush()


def login_of(session: Session, person_id: PersonId) -> FormerLogin | None:
    return session.get(FormerLogin, person_id)


def former(session: Session, meanings: Mapping[str, Sequence[bytes]]) -> FormerLogin | None:
    """The merged account behind a login, the last one merged. meanings: as in `people.by_login`."""
    same = [former_logins.c[f"{kind}_digest"].in_(digests) for kind, digests in meanings.items()]
    query = sa.select(FormerLogin).where(sa.or_(sa.false(), *same))
    return session.scalar(query.order_by(former_logins.c.person_id.desc()).limit(1))
