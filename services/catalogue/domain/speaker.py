"""Speakers of a provider's register, and what they have declared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from contracts.catalogue.activities import ActivityUnsound
from contracts.catalogue.cards import AgendaMark, CardDetails, Speaker, SpeakerId
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
    """The speakers of a card, those of the register in its words, the others with the day they declared.

    Raises: ActivityUnsound -- one is not of the provider's register, or has declared something tomorrow.
    """
    return tuple(_introduced(speaker, known, today) for speaker in speakers)


def undisclosed(
    speakers: Iterable[Speaker], known: Mapping[SpeakerId, Registered], on: date, *, days: int
) -> tuple[str, ...]:
    """The codes of those of whom nothing declared holds on a day. days: for how long a declaration does."""
    return tuple(speaker.code for speaker in speakers if not _is_disclosed(speaker, known, on, days))


def outdated(
    speakers: Iterable[Speaker], known: Mapping[SpeakerId, Registered], today: date
) -> tuple[str, ...]:
    """The codes of those of the register who have declared something else than a card says."""
    return tuple(
        speaker.code
        for speaker in speakers
        if speaker.speaker_id in known and _said(speaker) != _said(_introduced(speaker, known, today))
    )


def interested(details: CardDetails) -> tuple[str, ...]:
    """The codes of those who have an interest, and speak in what earns credits."""
    speak = _speaking(details, AgendaMark.CREDITABLE)
    return tuple(each.code for each in details.speakers if each.has_interest and each.code in speak)


def unavowed(details: CardDetails) -> tuple[str, ...]:
    """The codes of those who speak for a sponsor, and have declared no interest."""
    speak = _speaking(details, AgendaMark.SPONSOR)
    return tuple(each.code for each in details.speakers if not each.has_interest and each.code in speak)


def _speaking(details: CardDetails, mark: AgendaMark) -> set[str]:
    return {code for item in details.agenda if item.mark is mark for code in item.speakers}


def _said(speaker: Speaker) -> tuple[bool, str | None]:
    return speaker.has_interest, speaker.disclosure


def _is_disclosed(speaker: Speaker, known: Mapping[SpeakerId, Registered], on: date, days: int) -> bool:
    if speaker.speaker_id is not None:
        person = known.get(speaker.speaker_id)
        return person is not None and person.disclosed_on(on) is not None
    # Without a day it was written before declarations were dated.
    return speaker.declared_on is None or on < speaker.declared_on + timedelta(days=days)


def _introduced(speaker: Speaker, known: Mapping[SpeakerId, Registered], today: date) -> Speaker:
    if speaker.speaker_id is None:
        declared_on = speaker.declared_on or today
        if declared_on > today:
            raise ActivityUnsound({"details.speakers": "date.future"})
        return replace(speaker, declared_on=declared_on)
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
        declared_on=declared.declared_on if declared else None,
    )
