"""Cards, activities and enrolments, of which a test names only what matters to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from contracts.catalogue.activities import ActivityFormat, ActivityKind, DraftActivity, Presence
from contracts.catalogue.cards import AgendaItem, AgendaKind, AgendaMark, PilotPlan, SessionPlan, Speaker
from contracts.catalogue.enrolments import AttendanceRow
from kernel import clock
from kernel.messages import Caller
from kernel.values import Credits, EnrolmentId, OrganisationId, PersonId, Role, new_id
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.card import Card
from services.catalogue.domain.enrolment import Enrolment
from services.catalogue.domain.law import Law

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
THERAPY = "terapiya"
CARDIOLOGY = "kardiologiya"
SEXOLOGY = "seksologiya"  # in force until 2027-03-01
ACADEMY = OrganisationId(new_id())
UNIVERSITY = OrganisationId(new_id())

LAW = Law(
    minutes_per_credit=45,
    event_cap_per_day=Credits.of(6),
    programme_least=Credits.of(16),
    never_creditable={"sponsor", "opening", "closing", "break"},
    nomenclature={THERAPY, CARDIOLOGY},
    lapsed={},
    regions={"77"},
)


PILOT = PilotPlan(seats=5, least_completions=2, least_pass_share=50)


def a_provider(organisation: OrganisationId = ACADEMY) -> Caller:
    return _caller(Role.PROVIDER, organisation)


def a_moderator(organisation: OrganisationId | None = None) -> Caller:
    return _caller(Role.ADMINISTRATOR, organisation)


def a_specialist() -> Caller:
    return _caller(Role.SPECIALIST, None)


NOBODY = Caller(process="gateway")


def a_draft(**told: Any) -> DraftActivity:
    """A webinar of four hours that begins in two days, unless told otherwise."""
    starts_at = told.pop("starts_at", NOW + timedelta(days=2))
    facts: dict[str, Any] = {
        "title": "Сердечная недостаточность: что нового",
        "kind": ActivityKind.EVENT,
        "format": ActivityFormat.ONLINE,
        "goals": "Научиться выбирать лечение по новым рекомендациям.",
        "specialities": (THERAPY, CARDIOLOGY),
        "credits": Credits.parse("4.2"),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=4),
        "presence": Presence(min_minutes=190, checks_planned=5, checks_required=3),
    }
    return DraftActivity(**facts | told)


def a_session(code: str = "hall", **told: Any) -> SessionPlan:
    """The first hour of the activity, unless told otherwise."""
    starts_at = told.pop("starts_at", NOW + timedelta(days=2))
    facts: dict[str, Any] = {
        "title": "Зал 1",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=1),
    }
    return SessionPlan(code=code, **facts | told)


def an_item(minutes: int = 30, *, after: int = 0, **told: Any) -> AgendaItem:
    """A creditable lecture. after: minutes from the start of the activity."""
    facts: dict[str, Any] = {
        "session": "hall",
        "title": "Лекция",
        "kind": AgendaKind.LECTURE,
        "mark": AgendaMark.CREDITABLE,
        "starts_at": NOW + timedelta(days=2, minutes=after),
    }
    return AgendaItem(minutes=minutes, **facts | told)


def a_speaker(**told: Any) -> Speaker:
    return Speaker(**{"code": "ivanova", "name": "Иванова А. А.", "has_interest": False} | told)


def a_card(**told: Any) -> Card:
    draft = a_draft(**told)
    starts_on, ends_on = clock.legal_day(draft.starts_at), clock.legal_day(draft.ends_at)
    return Card.of(draft, starts_on=starts_on, ends_on=ends_on)


def an_activity(*, by: Caller | None = None, **told: Any) -> Activity:
    """A draft."""
    return Activity.draft(by or a_provider(), a_card(**told))


def a_published_activity(*, by: Caller | None = None, **told: Any) -> Activity:
    activity = an_activity(by=by, **told)
    activity.submit(version=1, at=NOW, review_by=TODAY)
    activity.approve(a_moderator(), version=2, number="НМО-2026-000001-7", at=NOW)
    return activity


def an_enrolment(activity: Activity | None = None, *, at: datetime = NOW) -> Enrolment:
    return Enrolment.open(activity or a_published_activity(), PersonId(new_id()), THERAPY, at)


def a_row(enrolment_id: EnrolmentId | None = None, **told: Any) -> AttendanceRow:
    """Enough, on the day of the activity."""
    facts: dict[str, Any] = {"attended_on": date(2026, 11, 25), "minutes": 190, "checks_passed": 3}
    return AttendanceRow(enrolment_id=enrolment_id or EnrolmentId(new_id()), **facts | told)


def _caller(role: Role, organisation: OrganisationId | None) -> Caller:
    return Caller(
        process="gateway",
        person_id=PersonId(new_id()),
        organisation_id=organisation,
        roles=frozenset({role}),
    )
