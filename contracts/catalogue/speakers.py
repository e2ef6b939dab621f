"""Speakers: a provider's register of who speaks, and which interests each has declared, and when.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Activities".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from contracts.catalogue.activities import PROVIDERS, NotAProvider
from contracts.catalogue.cards import SpeakerId
from kernel.messages import Event, Invalid, NotFound, Operation
from kernel.values import Limit, Line, OrganisationId, Text


class UnknownSpeaker(NotFound, ru="Такого докладчика в вашем реестре нет."):
    """There is no such speaker in the provider's register."""


class DisclosureUnsound(Invalid, ru="Заявление о конфликте интересов противоречит правилам."):
    """What is declared contradicts a rule."""


@dataclass(frozen=True, kw_only=True)
class RegisterSpeaker:
    """Enter somebody, with their consent to be named in public."""

    name: Line
    bio: Text | None = None


@dataclass(frozen=True, kw_only=True)
class DiscloseInterests:
    """Enter what a speaker has declared. statement: which interests; needed where there is one."""

    speaker_id: SpeakerId
    declared_on: date
    has_interest: bool
    statement: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Disclosure:
    """valid_until: the last day on which it still holds."""

    declared_on: date
    valid_until: date
    has_interest: bool
    statement: str | None


@dataclass(frozen=True, kw_only=True)
class RegisteredSpeaker:
    """disclosures: the newest first."""

    speaker_id: SpeakerId
    provider_id: OrganisationId
    name: str
    bio: str | None
    registered_at: datetime
    disclosures: tuple[Disclosure, ...]


@dataclass(frozen=True, kw_only=True)
class ReadSpeaker:
    speaker_id: SpeakerId


@dataclass(frozen=True, kw_only=True)
class ListSpeakers:
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class SpeakerPage:
    """The newest first."""

    items: tuple[RegisteredSpeaker, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class InterestsDisclosed(Event, name="catalogue.speaker.disclosed", subject="provider_id"):
    """A speaker of a provider has declared whether anybody pays them."""

    provider_id: OrganisationId
    speaker_id: SpeakerId
    declared_on: date
    valid_until: date
    has_interest: bool


register_speaker = Operation(
    "catalogue", "register_speaker", RegisterSpeaker, RegisteredSpeaker, (NotAProvider,), roles=PROVIDERS
)
disclose_interests = Operation(
    "catalogue",
    "disclose_interests",
    DiscloseInterests,
    RegisteredSpeaker,
    (UnknownSpeaker, DisclosureUnsound),
    roles=PROVIDERS,
)
read_speaker = Operation(
    "catalogue",
    "read_speaker",
    ReadSpeaker,
    RegisteredSpeaker,
    (UnknownSpeaker,),
    roles=PROVIDERS,
    reads=True,
)
list_speakers = Operation(
    "catalogue", "list_speakers", ListSpeakers, SpeakerPage, (NotAProvider,), roles=PROVIDERS, reads=True
)
