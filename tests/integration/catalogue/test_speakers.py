"""Speakers of a register: what they declare is dated, and an activity waits for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from contracts.catalogue.activities import Activity, ActivityUnsound, GateNotPassed, ReadActivity
from contracts.catalogue.cards import CardDetails, SpeakerId
from contracts.catalogue.editions import ProposeRevision
from contracts.catalogue.speakers import (
    DiscloseInterests,
    DisclosureUnsound,
    ListSpeakers,
    ReadSpeaker,
    RegisteredSpeaker,
    RegisterSpeaker,
    UnknownSpeaker,
)
from kernel import clock
from kernel.database import Database
from kernel.values import new_id
from services.catalogue.usecases import editions, publishing, search, speakers
from tests.builders.catalogue import (
    NOW,
    TODAY,
    UNIVERSITY,
    a_draft,
    a_provider,
    a_speaker,
)
from tests.integration.catalogue.journeys import a_publication, a_submission
from tests.integration.catalogue.outbox import announced

LECTURE = date(2026, 11, 25)


def registered(database: Database, name: str = "Иванова А. А.") -> RegisteredSpeaker:
    return speakers.register_speaker(database, a_provider(), RegisterSpeaker(name=name, bio="Кардиолог"))


def disclosed(database: Database, of: RegisteredSpeaker, **told: Any) -> RegisteredSpeaker:
    facts: dict[str, Any] = {"declared_on": TODAY, "has_interest": False}
    command = DiscloseInterests(speaker_id=of.speaker_id, **facts | told)
    return speakers.disclose_interests(database, a_provider(), command)


def with_speaker(speaker_id: SpeakerId, **told: Any) -> CardDetails:
    return CardDetails(speakers=(a_speaker(speaker_id=speaker_id, **told),))


def test_an_activity_waits_for_what_its_speaker_declares(database: Database) -> None:
    speaker = registered(database)

    with pytest.raises(GateNotPassed) as refused:
        a_submission(database, details=with_speaker(speaker.speaker_id))

    assert refused.value.details == {"speakers.disclosed": "ivanova"}
    disclosed(database, speaker)
    assert a_publication(database, details=with_speaker(speaker.speaker_id)).number is not None


@pytest.mark.parametrize(("days_before", "passes"), [(364, True), (365, False)])
def test_a_declaration_holds_for_a_year_and_must_last_to_the_end(
    database: Database, days_before: int, passes: bool
) -> None:
    speaker = registered(database)
    disclosed(database, speaker, declared_on=LECTURE - timedelta(days=days_before))

    if passes:
        a_submission(database, details=with_speaker(speaker.speaker_id))
    else:
        with pytest.raises(GateNotPassed):
            a_submission(database, details=with_speaker(speaker.speaker_id))


def test_what_lapses_before_the_approval_stops_it(database: Database) -> None:
    speaker = registered(database)
    disclosed(database, speaker, declared_on=TODAY - timedelta(days=10))
    starts_at = NOW + timedelta(days=400)

    with pytest.raises(GateNotPassed):
        a_submission(database, details=with_speaker(speaker.speaker_id), starts_at=starts_at)
    with clock.freeze(NOW + timedelta(days=300)):
        disclosed(database, speaker, declared_on=TODAY + timedelta(days=300))
        a_publication(database, details=with_speaker(speaker.speaker_id), starts_at=starts_at)


def test_a_card_says_what_the_register_says(database: Database) -> None:
    speaker = registered(database)
    disclosed(database, speaker, has_interest=True, statement="Гонорары производителя")

    draft = publishing.draft_activity(
        database, a_provider(), a_draft(details=with_speaker(speaker.speaker_id, name="Никто"))
    )

    card = search.read_activity(database, a_provider(), ReadActivity(activity_id=draft.activity_id))
    assert card.details is not None
    [named] = card.details.speakers
    assert (named.name, named.has_interest, named.disclosure) == (
        "Иванова А. А.",
        True,
        "Гонорары производителя",
    )


def test_one_speaker_serves_many_activities(database: Database) -> None:
    speaker = registered(database)
    disclosed(database, speaker)

    cards = [a_publication(database, details=with_speaker(speaker.speaker_id)) for _ in range(2)]

    assert len({card.number for card in cards}) == 2


@pytest.mark.parametrize("whose", ["nobody", "another"])
def test_a_speaker_of_no_own_register_is_refused(database: Database, whose: str) -> None:
    speaker_id = registered(database).speaker_id if whose == "another" else SpeakerId(new_id())

    with pytest.raises(ActivityUnsound) as refused:
        publishing.draft_activity(database, a_provider(UNIVERSITY), a_draft(details=with_speaker(speaker_id)))

    assert refused.value.details == {"details.speakers": "speakers.unknown"}


def test_a_new_edition_waits_for_its_speakers_too(database: Database) -> None:
    activity, speaker = a_publication(database), registered(database)

    with pytest.raises(ActivityUnsound) as refused:
        revised(database, activity, speaker)
    assert refused.value.details == {"details.speakers": "speakers.undisclosed"}
    disclosed(database, speaker)
    revised(database, activity, speaker)


def revised(database: Database, activity: Activity, speaker: RegisteredSpeaker) -> None:
    card = replace(a_draft(), details=with_speaker(speaker.speaker_id))
    command = ProposeRevision(activity_id=activity.activity_id, version=activity.version, **vars(card))
    editions.propose_revision(database, a_provider(), command)


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"declared_on": TODAY + timedelta(days=1)}, {"declared_on": "date.future"}),
        ({"has_interest": True}, {"statement": "speakers.disclosure"}),
    ],
    ids=["future", "silent"],
)
def test_what_nobody_can_have_declared_is_refused(
    database: Database, told: dict[str, Any], fault: dict[str, str]
) -> None:
    with pytest.raises(DisclosureUnsound) as refused:
        disclosed(database, registered(database), **told)

    assert refused.value.details == fault


def test_the_newest_declaration_holds_and_the_former_stay_on_record(database: Database) -> None:
    speaker = registered(database)
    disclosed(database, speaker, declared_on=TODAY - timedelta(days=30))
    disclosed(database, speaker, has_interest=True, statement="Грант")

    told = disclosed(database, speaker, has_interest=True, statement="Грант")

    assert [each.has_interest for each in told.disclosures] == [True, False]
    assert len(announced(database, "catalogue.speaker.disclosed")) == 2


def test_a_register_is_its_providers_alone(database: Database) -> None:
    mine = [registered(database, f"Докладчик {number}") for number in range(3)]
    other = a_provider(UNIVERSITY)

    with pytest.raises(UnknownSpeaker):
        speakers.read_speaker(database, other, ReadSpeaker(speaker_id=mine[0].speaker_id))
    command = DiscloseInterests(speaker_id=mine[0].speaker_id, declared_on=TODAY, has_interest=False)
    with pytest.raises(UnknownSpeaker):
        speakers.disclose_interests(database, other, command)
    assert speakers.list_speakers(database, other, ListSpeakers()).items == ()
    first = speakers.list_speakers(database, a_provider(), ListSpeakers(limit=2))
    rest = ListSpeakers(limit=2, cursor=first.next_cursor)
    second = speakers.list_speakers(database, a_provider(), rest)
    assert [*first.items, *second.items] == mine[::-1]
