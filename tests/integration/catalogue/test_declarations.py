"""What speakers named in a card alone declare: dated, kept with the edition, and seen by who decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from contracts.catalogue.activities import Activity, ActivityUnsound, GateNotPassed
from contracts.catalogue.cards import AgendaKind, AgendaMark, CardDetails, Speaker
from contracts.catalogue.editions import ListEditions, ProposeRevision, ReadRevision, Revision
from contracts.catalogue.lifecycle import GateMove, GateVerdict, ListActivityMoves, ReadGate
from contracts.catalogue.speakers import DiscloseInterests, RegisterSpeaker
from kernel import clock
from kernel.database import Database
from services.catalogue.usecases import editions, lifecycle, publishing, speakers
from tests.builders.catalogue import (
    NOW,
    TODAY,
    a_draft,
    a_moderator,
    a_provider,
    a_session,
    a_speaker,
    an_item,
)
from tests.integration.catalogue.journeys import a_publication, a_submission, as_read

PAID = {"has_interest": True, "disclosure": "Гонорары производителя"}


def speaking(*named: Speaker, sponsor: str | None = None) -> CardDetails:
    """The first of them gives a lecture. sponsor: the code of who speaks for one afterwards."""
    told: dict[str, Any] = {"kind": AgendaKind.SPONSOR, "mark": AgendaMark.SPONSOR}
    lecture = an_item(200, speakers=(named[0].code,))
    hall = a_session(ends_at=NOW + timedelta(days=2, hours=4))
    advert = (an_item(20, after=200, speakers=(sponsor,), **told),) if sponsor else ()
    return CardDetails(sessions=(hall,), agenda=(lecture, *advert), speakers=named)


def revised(database: Database, activity: Activity, details: CardDetails) -> Revision:
    card = vars(a_draft(details=details))
    command = ProposeRevision(activity_id=activity.activity_id, version=activity.version, **card)
    return editions.propose_revision(database, a_provider(), command)


def noted(database: Database, activity: Activity) -> dict[str, str]:
    query = ReadGate(activity_id=activity.activity_id, move=GateMove.APPROVAL)
    items = lifecycle.read_gate(database, a_moderator(), query).items
    return {item.item: item.found for item in items if item.verdict is GateVerdict.NOTED}


def test_a_declaration_without_a_day_is_of_the_day_on_which_it_was_written(database: Database) -> None:
    activity = a_publication(database, details=speaking(a_speaker()))

    with clock.freeze(NOW + timedelta(days=1)):
        proposed = revised(database, activity, speaking(a_speaker(**PAID)))

    [approved] = editions.list_editions(
        database, a_moderator(), ListEditions(activity_id=activity.activity_id)
    ).items
    declared = [each.details.speakers[0] for each in (approved.card, proposed.card) if each.details]
    assert [each.declared_on for each in declared] == [TODAY, TODAY + timedelta(days=1)]


def test_a_declaration_of_tomorrow_is_refused(database: Database) -> None:
    details = speaking(a_speaker(declared_on=TODAY + timedelta(days=1)))

    with pytest.raises(ActivityUnsound) as refused:
        publishing.draft_activity(database, a_provider(), a_draft(details=details))

    assert refused.value.details == {"details.speakers": "date.future"}


def test_a_declaration_lapses_as_those_of_the_register_do(database: Database) -> None:
    long_ago = a_speaker(declared_on=TODAY - timedelta(days=363))

    with pytest.raises(GateNotPassed) as refused:
        a_submission(database, details=speaking(long_ago))

    assert refused.value.details == {"speakers.disclosed": "ivanova"}


def test_whoever_decides_sees_who_speaks_and_is_paid(database: Database) -> None:
    paid, silent = a_speaker(**PAID), a_speaker(code="petrov")

    submission = a_submission(database, details=speaking(paid, silent, sponsor="petrov"))

    assert noted(database, submission) == {"speakers.interests": "ivanova", "speakers.sponsored": "petrov"}
    approved = publishing.approve_activity(database, a_moderator(), as_read(submission))
    kept = lifecycle.list_activity_moves(
        database, a_moderator(), ListActivityMoves(activity_id=approved.activity_id)
    ).items[-1]
    assert {item.item for item in kept.items if item.verdict is GateVerdict.NOTED} == {
        "speakers.interests",
        "speakers.sponsored",
    }


def test_whoever_decides_on_a_new_edition_sees_it_too(database: Database) -> None:
    activity = a_publication(database)
    revised(database, activity, speaking(a_speaker(**PAID)))

    query = ReadRevision(activity_id=activity.activity_id)
    items = editions.read_revision(database, a_moderator(), query).items

    assert [(item.item, item.found) for item in items if item.verdict is GateVerdict.NOTED] == [
        ("speakers.interests", "ivanova")
    ]


def test_what_is_submitted_says_what_the_register_says_by_then(database: Database) -> None:
    person = speakers.register_speaker(database, a_provider(), RegisterSpeaker(name="Иванова А. А."))
    named = a_speaker(speaker_id=person.speaker_id)
    draft = publishing.draft_activity(database, a_provider(), a_draft(details=speaking(named)))
    declared = DiscloseInterests(
        speaker_id=person.speaker_id, declared_on=TODAY, has_interest=True, statement="Гранты"
    )
    speakers.disclose_interests(database, a_provider(), declared)

    submission = publishing.submit_activity(database, a_provider(), as_read(draft))

    assert submission.details is not None
    [speaker] = submission.details.speakers
    assert (speaker.has_interest, speaker.disclosure, speaker.declared_on) == (True, "Гранты", TODAY)
    assert noted(database, submission) == {"speakers.interests": "ivanova"}


def test_nothing_is_approved_that_its_speakers_have_overtaken(database: Database) -> None:
    person = speakers.register_speaker(database, a_provider(), RegisterSpeaker(name="Иванова А. А."))
    silent = DiscloseInterests(speaker_id=person.speaker_id, declared_on=TODAY, has_interest=False)
    speakers.disclose_interests(database, a_provider(), silent)
    submission = a_submission(database, details=speaking(a_speaker(speaker_id=person.speaker_id)))
    speakers.disclose_interests(
        database, a_provider(), replace(silent, has_interest=True, statement="Гранты")
    )

    with pytest.raises(GateNotPassed) as refused:
        publishing.approve_activity(database, a_moderator(), as_read(submission))

    assert refused.value.details == {"speakers.current": "ivanova"}
