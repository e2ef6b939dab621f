"""Of whom an organisation may be told."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.identity.consents import ConsentGiven, ConsentWithdrawn
from kernel import mergers
from kernel.machinery import merged_people
from kernel.values import OrganisationId, PersonId
from services.monitoring.domain import naming
from services.monitoring.tables import consents, event_log

_told = event_log.c.body["data"]
_about = _told[naming.ABOUT].astext


def note(
    session: Session, person_id: PersonId, event: ConsentGiven | ConsentWithdrawn, position: int
) -> None:
    """One that was withdrawn never stands again, whichever of the two was heard first.

    position: of the event in the log.
    """
    facts = {
        "consent_id": event.consent_id,
        "person_id": person_id,
        "recipient_id": event.recipient_id,
        "stands": isinstance(event, ConsentGiven),
    }
    heard = insert(consents).values(facts)
    both = sa.and_(consents.c.stands, heard.excluded.stands)
    ends = sa.case((sa.and_(consents.c.stands, ~both), position), else_=consents.c.ended_at)
    changed = {"stands": both, "ended_at": ends}
    session.execute(heard.on_conflict_do_update(index_elements=[consents.c.consent_id], set_=changed))


def pass_on(session: Session, gone_id: PersonId, kept_id: PersonId) -> None:
    """What one account has allowed, the account that is kept allows."""
    theirs = sa.update(consents).where(consents.c.person_id == gone_id)
    session.execute(theirs.values(person_id=kept_id))


def may_know(organisation_id: OrganisationId) -> sa.ColumnElement[bool]:
    """Of an event: that it is about nobody, about somebody who allows it, or about such a consent itself.

    Of one whose contract we do not know we do not know whom it names, either.
    """
    own = event_log.c.type.in_((ConsentGiven.type, ConsentWithdrawn.type))
    is_told = _told["recipient_id"].astext == str(organisation_id)
    allowed = _consented(organisation_id).where(consents.c.stands)
    is_known = event_log.c.type.in_(sorted(naming.BESIDE))
    return sa.and_(is_known, sa.or_(_about.is_(None), sa.and_(own, is_told), allowed))


def knew(organisation_id: OrganisationId) -> sa.ColumnElement[bool]:
    """Of an event: that it was heard before a consent ended by which the organisation may have been told."""
    ended = _consented(organisation_id).where(consents.c.ended_at > event_log.c.position)
    return sa.and_(event_log.c.type.in_(sorted(naming.BESIDE)), ended)


def allowing(
    session: Session, organisation_id: OrganisationId, people: Collection[PersonId]
) -> set[PersonId]:
    """Who of those lets the organisation know of them."""
    kept = {person: mergers.kept(session, person) for person in people}
    query = sa.select(consents.c.person_id).where(
        consents.c.recipient_id == organisation_id,
        consents.c.person_id.in_(kept.values()),
        consents.c.stands,
    )
    found = set(session.scalars(query))
    return {person for person, one in kept.items() if one in found}


def _consented(organisation_id: OrganisationId) -> sa.Exists:
    """Of an event: that whoever it is about has once let the organisation know."""
    named = sa.cast(_about, sa.Uuid)
    merged = sa.select(merged_people.c.kept_id).where(merged_people.c.merged_id == named)
    kept = merged.correlate(event_log).scalar_subquery()
    return sa.exists().where(
        consents.c.recipient_id == organisation_id,
        consents.c.person_id == sa.func.coalesce(kept, named),
    )
