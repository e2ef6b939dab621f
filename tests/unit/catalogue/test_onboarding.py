"""The application of an organisation, from its forming to the decision."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from contracts.catalogue.attachments import AttachmentState
from contracts.catalogue.onboarding import (
    ProviderApplicationMoveRefused,
    ProviderApplicationState,
    ProviderApplicationUnsound,
    ProviderReason,
    ScanKind,
)
from contracts.catalogue.provider_desk import NotYourDesk, OwnProviderApplication
from kernel.messages import StaleVersion
from kernel.values import PersonId, new_id
from services.catalogue.domain.calendar import working_days_after
from services.catalogue.domain.onboarding import MOVES, ProviderApplication
from tests.builders.catalogue import NOW, TODAY
from tests.builders.providers import (
    LAW,
    NUMBER,
    a_licence,
    a_scan,
    a_submitted_application,
    all_scans,
    an_application,
    expired,
    requisites,
)

MODERATOR = PersonId(new_id())
State = ProviderApplicationState


def submitted_again(application: ProviderApplication, *, version: int) -> None:
    application.submit(all_scans(), LAW, NUMBER, version=version, today=TODAY, at=NOW)


def a_taken_application() -> ProviderApplication:
    application = a_submitted_application()
    application.take(MODERATOR, version=2)
    return application


def test_a_decision_is_due_within_thirty_working_days() -> None:
    """Thirty working days from Monday 2026-11-23, of which 2026-12-31 is off."""
    assert a_submitted_application().decide_by == date(2027, 1, 5)


def test_a_term_counts_neither_weekends_nor_days_off() -> None:
    friday = date(2026, 11, 20)

    assert working_days_after(friday, 1, ()) == date(2026, 11, 23)
    assert working_days_after(friday, 1, {date(2026, 11, 23)}) == date(2026, 11, 24)


def test_an_application_without_a_required_scan_is_not_taken() -> None:
    with pytest.raises(ProviderApplicationUnsound) as refused:
        an_application().submit([a_scan(ScanKind.LICENCE)], LAW, NUMBER, version=1, today=TODAY, at=NOW)

    assert refused.value.details == {"documents": "organisation.documents"}


def test_a_scan_counts_once_it_is_stored() -> None:
    scans = [a_scan(kind, state=AttachmentState.EXPECTED) for kind in sorted(LAW.scans)]

    with pytest.raises(ProviderApplicationUnsound):
        an_application().submit(scans, LAW, NUMBER, version=1, today=TODAY, at=NOW)


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"region": "00"}, {"region": "region.unknown"}),
        (
            {"licence": a_licence(issued_on=TODAY + timedelta(days=1))},
            {"licence.issued_on": "date.future"},
        ),
        ({"licence": expired(a_licence())}, {"licence.valid_until": "date.expired"}),
        (
            {"licence": a_licence(valid_until=date(2020, 1, 1))},
            {"licence.valid_until": "period.order"},
        ),
    ],
)
def test_requisites_must_be_sound(told: dict[str, object], fault: dict[str, str]) -> None:
    with pytest.raises(ProviderApplicationUnsound) as refused:
        submitted_again(an_application(**told), version=1)

    assert refused.value.details == fault


def test_a_moderator_reads_what_a_machine_has_checked() -> None:
    checks = {check.rule: check.is_met for check in a_submitted_application().checks}

    assert checks == dict.fromkeys(
        [f"organisation.{what}" for what in ("inn", "ogrn", "kpp", "licence", "documents")], True
    )


def test_a_submitted_application_is_not_changed() -> None:
    with pytest.raises(ProviderApplicationMoveRefused):
        a_submitted_application().revise(requisites(), version=2)


def test_a_returned_application_is_corrected_and_comes_back() -> None:
    application = a_taken_application()
    application.refuse(
        State.RETURNED, MODERATOR, [ProviderReason.DOCUMENT_UNREADABLE], "Скан обрезан.", version=3, at=NOW
    )

    application.revise(requisites(name="Новое имя"), version=4)
    submitted_again(application, version=5)

    assert (application.state, application.moderator_id) == (State.SUBMITTED, None)


def test_nobody_decides_on_an_application_of_their_own() -> None:
    application = a_submitted_application()

    with pytest.raises(OwnProviderApplication):
        application.take(application.applicant_id, version=2)


def test_only_the_moderator_who_took_it_decides() -> None:
    with pytest.raises(NotYourDesk):
        a_taken_application().approve(PersonId(new_id()), version=3, at=NOW)


def test_a_decision_is_final() -> None:
    application = a_taken_application()
    application.approve(MODERATOR, version=3, at=NOW)

    assert MOVES[application.state] == frozenset()
    with pytest.raises(ProviderApplicationMoveRefused):
        submitted_again(application, version=4)


def test_whoever_has_not_read_the_present_version_changes_nothing() -> None:
    with pytest.raises(StaleVersion):
        a_submitted_application().take(MODERATOR, version=1)


def test_an_application_is_overdue_after_the_last_day_of_its_term() -> None:
    application = a_submitted_application()
    last = application.decide_by
    assert last is not None

    assert not application.is_overdue(last)
    assert application.is_overdue(last + timedelta(days=1))
