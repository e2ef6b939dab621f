"""Speakers of a provider's register, and what they have declared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from contracts.catalogue.activities import ActivityUnsound
from contracts.catalogue.cards import Speaker, SpeakerId
from contracts.catalogue.speakers import DiscloseInterests, Disclosure, DisclosureUnsound

# The policy that says for how many days a declaration holds.
VALID_DAYS = "speaker.disclosure_days"


@dataclass(frozen=True, kw_only=True)
class Registered:
    """disclosures: the newest first."""

    speaker_id: SpeakerId
    name: str
    bio: str | None
    disclosures: tuple[Disclosure, ...]

    def disclosed_on(self, day: date) -> Disclosure | None:
        """What holds on a day: the newest of what has been declared by then, unless it has lapsed."""
        declared = [each for each in self.disclosures if each.declared_on <= day]
        return declared[0] if declared and day <= declared[0].valid_until else None


def declare(command: DiscloseInterests, *, days: int, today: date) -> Disclosure:
    """days: for how long it holds, the day of the declaration counted. Raises: DisclosureUnsound."""
    if command.declared_on > today:
        raise DisclosureUnsound(declared_on="date.future")
    if command.has_interest and not command.statement:
        raise DisclosureUnsound(statement="speakers.disclosure")
    return Disclosure(
        declared_on=command.declared_on,
        valid_until=command.declared_on + timedelta(days=days - 1),
        has_interest=command.has_interest,
        statement=command.statement,
    )


def introduced(
    speakers: Iterable[Speaker], known: Mapping[SpeakerId, Registered], today: date
) -> tuple[Speaker, ...]:
    """The speakers of a card, those of the register in its words.

    Raises: ActivityUnsound -- one is not of the provider's register.
    """
    return tuple(_introduced(speaker, known, today) for speaker in speakers)


def undisclosed(
    speakers: Iterable[Speaker], known: Mapping[SpeakerId, Registered], on: date
) -> tuple[str, ...]:
    """The codes of those of the register of whom nothing declared holds on a day."""
    asked = [(speaker.code, known.get(speaker.speaker_id)) for speaker in speakers if speaker.speaker_id]
    return tuple(code for code, person in asked if person is None or person.disclosed_on(on) is None)


def _introduced(speaker: Speaker, known: Mapping[SpeakerId, Registered], today: date) -> Speaker:
    if speaker.speaker_id is None:
        return speaker
    person = known.get(speaker.speaker_id)
    if person is None:
        raise ActivityUnsound({"details.speakers": "speakers.unknown"})
    declared = person.disclosed_on(today)
    return replace(
        speaker,
        name=person.name,
        bio=person.bio,
        has_interest=bool(declared and declared.has_interest),
        disclosure=declared.statement if declared else None,
    )
