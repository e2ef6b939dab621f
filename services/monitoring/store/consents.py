"""Of whom an organisation may be told."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.identity.consents import ConsentGiven, ConsentWithdrawn
from kernel.machinery import merged_people
from kernel.values import OrganisationId, PersonId
from services.monitoring.tables import consents, event_log

_told = event_log.c.body["data"]


def note(session: Session, person_id: PersonId, event: ConsentGiven | ConsentWithdrawn) -> None:
    """One that was withdrawn never stands again, whichever of the two was heard first."""
    facts = {
        "consent_id": event.consent_id,
        "person_id": person_id,
        "recipient_id": event.recipient_id,
        "stands": isinstance(event, ConsentGiven),
    }
    heard = insert(consents).values(facts)
    both = sa.and_(consents.c.stands, heard.excluded.stands)
    session.execute(
        heard.on_conflict_do_update(index_elements=[consents.c.consent_id], set_={"stands": both})
    )


def pass_on(session: Session, gone_id: PersonId, kept_id: PersonId) -> None:
    """What one account has allowed, the account that is kept allows."""
    theirs = sa.update(consents).where(consents.c.person_id == gone_id)
    session.execute(theirs.values(person_id=kept_id))


def may_know(organisation_id: OrganisationId) -> sa.ColumnElement[bool]:
    """Of an event: that it is about nobody, about somebody who allows it, or about such a consent itself."""
    named = sa.cast(_told["person_id"].astext, sa.Uuid)
    merged = sa.select(merged_people.c.kept_id).where(merged_people.c.merged_id == named)
    kept = merged.correlate(event_log).scalar_subquery()
    allowed = sa.exists().where(
        consents.c.recipient_id == organisation_id,
        consents.c.person_id == sa.func.coalesce(kept, named),
        consents.c.stands,
    )
    own = event_log.c.type.in_((ConsentGiven.type, ConsentWithdrawn.type))
    is_told = _told["recipient_id"].astext == str(organisation_id)
    return sa.or_(_told["person_id"].astext.is_(None), sa.and_(own, is_told), allowed)
