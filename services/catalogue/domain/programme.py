"""The programme of an activity: its sessions, its agenda, and who speaks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import available_timezones

from contracts.catalogue.cards import AgendaItem, AgendaMark, CardDetails, SessionPlan, Speaker, SpeakerState

Fault = tuple[str, str]
Span = tuple[datetime, datetime]

TIME_ZONES = available_timezones()


def faults(
    details: CardDetails, *, starts_at: datetime, ends_at: datetime, never_creditable: Collection[str]
) -> Iterator[Fault]:
    """never_creditable: the kinds of item that count for nothing, whatever they are marked."""
    yield from _repeated("details.sessions", [session.code for session in details.sessions])
    yield from _repeated("details.speakers", [speaker.code for speaker in details.speakers])
    for session in details.sessions:
        yield from _session(session, starts_at, ends_at)
    if _overlap([(session.track, _span(session)) for session in details.sessions]):
        yield "details.sessions", "sessions.overlap"
    yield from _agenda(details, never_creditable)
    yield from _speakers(details)


def creditable_minutes(agenda: Iterable[AgendaItem]) -> int:
    """Minutes in which something creditable happens; what runs side by side counts once."""
    spans = sorted(_item_span(item) for item in agenda if item.mark is AgendaMark.CREDITABLE)
    total, covered = timedelta(), None
    for begins, ends in spans:
        if covered is None or begins > covered:
            total, covered = total + (ends - begins), ends
        elif ends > covered:
            total, covered = total + (ends - covered), ends
    return int(total.total_seconds() // 60)


def are_confirmed(speakers: Iterable[Speaker]) -> bool:
    return all(speaker.state is SpeakerState.CONFIRMED for speaker in speakers)


def _session(session: SessionPlan, starts_at: datetime, ends_at: datetime) -> Iterator[Fault]:
    if session.time_zone not in TIME_ZONES:
        yield "details.sessions", "sessions.time_zone"
    if session.ends_at <= session.starts_at:
        yield "details.sessions", "sessions.order"
    elif session.starts_at < starts_at or session.ends_at > ends_at:
        yield "details.sessions", "sessions.outside"


def _agenda(details: CardDetails, never_creditable: Collection[str]) -> Iterator[Fault]:
    sessions = {session.code: session for session in details.sessions}
    for item in details.agenda:
        session = sessions.get(item.session)
        begins, ends = _item_span(item)
        if session is None:
            yield "details.agenda", "agenda.session_unknown"
        elif begins < session.starts_at or ends > session.ends_at:
            yield "details.agenda", "agenda.outside_session"
        if item.kind in never_creditable and item.mark is AgendaMark.CREDITABLE:
            yield "details.agenda", "agenda.never_creditable"
    if _overlap([(item.session, _item_span(item)) for item in details.agenda]):
        yield "details.agenda", "agenda.overlap"


def _speakers(details: CardDetails) -> Iterator[Fault]:
    known = {speaker.code for speaker in details.speakers}
    if any(code not in known for item in details.agenda for code in item.speakers):
        yield "details.agenda", "agenda.speaker_unknown"
    if any(speaker.has_interest and not speaker.disclosure for speaker in details.speakers):
        yield "details.speakers", "speakers.disclosure"


def _repeated(field: str, codes: Sequence[str]) -> Iterator[Fault]:
    if len(set(codes)) < len(codes):
        yield field, "code.repeated"


def _overlap(placed: Sequence[tuple[str, Span]]) -> bool:
    """Whether two spans at one place run at the same time. placed: place and span."""
    in_order = sorted(placed)
    return any(
        place == next_place and begins < ends
        for (place, (_, ends)), (next_place, (begins, _)) in zip(in_order, in_order[1:], strict=False)
    )


def _span(session: SessionPlan) -> Span:
    return session.starts_at, session.ends_at


def _item_span(item: AgendaItem) -> Span:
    return item.starts_at, item.starts_at + timedelta(minutes=item.minutes)
