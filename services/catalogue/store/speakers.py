"""Speakers of providers' registers, and what they have declared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.catalogue.cards import Speaker, SpeakerId
from contracts.catalogue.speakers import Disclosure, RegisterSpeaker, UnknownSpeaker
from kernel.values import OrganisationId, PersonId, new_id
from services.catalogue.domain.speaker import Registered
from services.catalogue.tables import disclosures, speakers

_speaker, _declared = speakers.c, disclosures.c
SAID = (_declared.declared_on, _declared.valid_until, _declared.has_interest, _declared.statement)


def add(session: Session, command: RegisterSpeaker, provider_id: OrganisationId, at: datetime) -> SpeakerId:
    speaker_id = SpeakerId(new_id())
    facts = {"name": command.name, "bio": command.bio, "registered_at": at}
    row = speakers.insert().values(speaker_id=speaker_id, provider_id=provider_id, **facts)
    session.execute(row)
    return speaker_id


def declare(session: Session, speaker_id: SpeakerId, declared: Disclosure, by: PersonId) -> None:
    row = disclosures.insert().values(speaker_id=speaker_id, entered_by=by, **vars(declared))
    session.execute(row)


def own(session: Session, speaker_id: SpeakerId, provider_id: OrganisationId | None) -> sa.Row[Any]:
    """Raises: UnknownSpeaker -- there is none, or another provider's."""
    query = sa.select(speakers).where(_speaker.speaker_id == speaker_id, _speaker.provider_id == provider_id)
    found = session.execute(query).one_or_none()
    if found is None:
        raise UnknownSpeaker(speaker_id=speaker_id)
    return found


def page(
    session: Session, provider_id: OrganisationId, *, before: SpeakerId | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """A page of a provider's speakers, the newest first, and one row more."""
    found = sa.select(speakers).where(_speaker.provider_id == provider_id)
    if before is not None:
        found = found.where(_speaker.speaker_id < before)
    return session.execute(found.order_by(_speaker.speaker_id.desc()).limit(limit + 1)).all()


def declared(session: Session, ids: Collection[SpeakerId]) -> dict[SpeakerId, list[Disclosure]]:
    """What each of these speakers has declared, the newest first; of one day what was entered last."""
    query = sa.select(disclosures).where(_declared.speaker_id.in_(ids))
    found: dict[SpeakerId, list[Disclosure]] = defaultdict(list)
    for row in session.execute(query.order_by(_declared.declared_on.desc(), _declared.place.desc())):
        said = {column.name: row._mapping[column.name] for column in SAID}
        found[SpeakerId(row.speaker_id)].append(Disclosure(**said))
    return found


def of_card(
    session: Session, provider_id: OrganisationId, named: Collection[Speaker]
) -> dict[SpeakerId, Registered]:
    """Those speakers of a card that are of the provider's register."""
    ids = [speaker.speaker_id for speaker in named if speaker.speaker_id is not None]
    if not ids:
        return {}
    query = sa.select(speakers).where(_speaker.speaker_id.in_(ids), _speaker.provider_id == provider_id)
    said = declared(session, ids)
    return {
        SpeakerId(row.speaker_id): Registered(
            speaker_id=row.speaker_id,
            name=row.name,
            bio=row.bio,
            disclosures=tuple(said.get(row.speaker_id, ())),
        )
        for row in session.execute(query)
    }
