"""Watching who is there while an event goes on, and judging it at its close."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from contracts.catalogue import enrolments as enrolment_contract
from contracts.catalogue import presence as contract
from kernel import clock, journal, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from kernel.values import EnrolmentId
from services.catalogue import store, views
from services.catalogue.domain import presence
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.attendance import Judgement
from services.catalogue.domain.enrolment import Enrolment
from services.catalogue.domain.presence import Counted, Live, PresenceLaw, Seen
from services.catalogue.usecases import attendance

Source = enrolment_contract.CompletionSource


def open_event(database: Database, caller: Caller, command: contract.PickLive) -> contract.LiveEvent:
    """Let people say that they are there; the checks are planned now. Opened again, it is the same.

    Raises: UnknownActivity, NotYourActivity, ActivityMoveRefused, NotLive -- too early, or over.
    """
    at = clock.now()
    with database.transaction() as session:
        activity = _own(session, caller, command)
        live = store.presence.open_once(session, Live.open(activity, _law(session, at), at))
        journal.record(session, "catalogue.event.opened", str(activity.activity_id))
    return views.presence.live(live)


def say_present(database: Database, caller: Caller, command: contract.SayPresent) -> contract.PresenceNoted:
    """Note that somebody is there, and their answer to a check; tell which check waits for one.

    Raises: UnknownEnrolment -- the caller takes no part. NotLive.
    """
    at = clock.now()
    with database.transaction() as session:
        enrolment_id = store.presence.attended_by(session, command.activity_id, caller.person)
        live = store.presence.held(session, command.activity_id)
        live.require_going_on(at)
        law = _law(session, at)
        store.presence.extend(session, enrolment_id, at, law.silence)
        if command.check is not None and live.was_asked(command.check, at):
            store.presence.answer(session, enrolment_id, command.check, at)
        number = live.waiting(store.presence.answered(session, enrolment_id), at)
    answer_by = live.checks[number - 1] + law.answer if number else None
    again_in = int(law.silence.total_seconds()) // 3
    return contract.PresenceNoted(check=number, answer_by=answer_by, again_in=again_in)


def report_outage(database: Database, caller: Caller, command: contract.ReportOutage) -> contract.LiveEvent:
    """Excuse everybody for a time in which the stream was broken.

    Raises: UnknownActivity, NotYourActivity, NotLive, PresenceUnsound.
    """
    with database.transaction() as session:
        _own(session, caller, command)
        live = store.presence.locked(session, command.activity_id)
        live.excuse(command.began_at, command.ended_at, clock.now())
        journal.record(session, "catalogue.event.outage_reported", str(command.activity_id))
    return views.presence.live(live)


def report_scans(database: Database, caller: Caller, command: contract.ReportScans) -> contract.ScansNoted:
    """Note who went in and out; the same scan again is the same scan.

    Raises: UnknownActivity, NotYourActivity, NotLive, PresenceUnsound -- a scan is yet to come.
    """
    at = clock.now()
    with database.transaction() as session:
        _own(session, caller, command)
        store.presence.held(session, command.activity_id).require_open()
        if any(scan.scanned_at > at for scan in command.scans):
            raise contract.PresenceUnsound(scans="attendance.in_future")
        ids = {scan.enrolment_id for scan in command.scans}
        known = store.enrolments.under(session, command.activity_id, ids)
        noted = store.presence.note_scans(
            session,
            [
                replace(scan, enrolment_id=known[scan.enrolment_id].enrolment_id)
                for scan in command.scans
                if scan.enrolment_id in known
            ],
        )
        journal.record(session, "catalogue.scans.reported", str(command.activity_id), noted=noted)
    return contract.ScansNoted(noted=noted, unknown=tuple(sorted(ids - known.keys())))


def close_event(
    database: Database, caller: Caller, command: contract.PickLive
) -> enrolment_contract.AttendanceReport:
    """Judge everybody who was seen, by the road of every attendance, and keep how the minutes came about.

    Raises: UnknownActivity, NotYourActivity, ActivityMoveRefused, NotLive -- it goes on, or is closed.
    """
    at = clock.now()
    with database.transaction() as session:
        activity = _own(session, caller, command)
        live = store.presence.locked(session, command.activity_id)
        live.close(at)
        people = store.presence.participants(session, activity.activity_id)
        counted = _counted(session, activity, live, people, at)
        judgements = _judged(session, activity, live, counted, at)
        accepted = {judgement.row.enrolment_id for judgement in judgements if judgement.is_accepted}
        store.presence.keep(session, people, counted, accepted)
        report = views.enrolments.attendance(activity.activity_id, judgements)
        outbox.add(session, views.presence.closed(activity, len(people), len(accepted), at))
    return report


def my_presence(database: Database, caller: Caller, query: contract.ReadPresence) -> contract.PresenceVerdict:
    """How the caller's minutes came about. Raises: UnknownEnrolment."""
    with database.reading() as session:
        trace = store.presence.trace_of(session, query.enrolment_id, caller.person)
    return contract.PresenceVerdict(enrolment_id=query.enrolment_id, trace=trace)


def _judged(
    session: Session, activity: Activity, live: Live, counted: Mapping[EnrolmentId, Counted], at: datetime
) -> list[Judgement]:
    """By the rows that presence comes to; those with a badge apart, because they tell their source."""
    scanned = store.presence.scans(session, counted)
    day, judgements = clock.legal_day(live.begins_at), []
    for source in (Source.PRESENCE, Source.BADGE):
        rows = [
            enrolment_contract.AttendanceRow(
                enrolment_id=enrolment_id,
                attended_on=day,
                minutes=found.trace.minutes,
                checks_passed=found.trace.checks_passed,
            )
            for enrolment_id, found in counted.items()
            if (enrolment_id in scanned) is (source is Source.BADGE)
        ]
        judgements += attendance.complete(session, activity, rows, source, at)
    return judgements


def _counted(
    session: Session, activity: Activity, live: Live, people: Sequence[Enrolment], at: datetime
) -> dict[EnrolmentId, Counted]:
    ids = [one.enrolment_id for one in people]
    spans, answers = store.presence.spans(session, ids), store.presence.answers(session, ids)
    scans = store.presence.scans(session, ids)
    elsewhere = store.presence.counted_elsewhere(session, [one.person_id for one in people])
    law, window = _law(session, at), presence.creditable(activity)
    seen = {
        one.enrolment_id: Seen(
            spans=[*spans.get(one.enrolment_id, ()), *presence.between(scans.get(one.enrolment_id, ()))],
            answers=answers.get(one.enrolment_id, {}),
            elsewhere=elsewhere.get(one.person_id, ()),
        )
        for one in people
    }
    return {one: presence.count(found, live, window, law) for one, found in seen.items()}


def _own(
    session: Session,
    caller: Caller,
    command: contract.PickLive | contract.ReportOutage | contract.ReportScans,
) -> Activity:
    """Raises: UnknownActivity, NotYourActivity."""
    activity = store.activities.held(session, command.activity_id)
    activity.require_owner(caller)
    return activity


def _law(session: Session, at: datetime) -> PresenceLaw:
    return PresenceLaw.of(store.dictionaries.in_force(session, clock.legal_day(at)))
