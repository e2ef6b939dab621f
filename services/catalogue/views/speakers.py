"""Speakers of a provider's register, as the provider sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from contracts.catalogue import speakers as contract
from contracts.catalogue.cards import SpeakerId
from kernel import cursors

Declared = Mapping[SpeakerId, Sequence[contract.Disclosure]]


def speaker(record: Any, declared: Declared) -> contract.RegisteredSpeaker:
    return contract.RegisteredSpeaker(
        speaker_id=record.speaker_id,
        provider_id=record.provider_id,
        name=record.name,
        bio=record.bio,
        registered_at=record.registered_at,
        disclosures=tuple(declared.get(record.speaker_id, ())),
    )


def page(records: Sequence[Any], declared: Declared, limit: int) -> contract.SpeakerPage:
    items = tuple(speaker(record, declared) for record in records[:limit])
    cursor = cursors.encode(str(items[-1].speaker_id)) if len(records) > limit else None
    return contract.SpeakerPage(items=items, next_cursor=cursor)


def disclosed(record: Any, declared: contract.Disclosure, at: datetime) -> contract.InterestsDisclosed:
    return contract.InterestsDisclosed(
        occurred_at=at,
        provider_id=record.provider_id,
        speaker_id=record.speaker_id,
        declared_on=declared.declared_on,
        valid_until=declared.valid_until,
        has_interest=declared.has_interest,
    )
