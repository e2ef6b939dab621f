"""The test of a module: its terms, and its part in completing the module."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from contracts.catalogue.activities import (
    Activity,
    ActivityMoveRefused,
    ActivityState,
    NotYourActivity,
    UnknownActivity,
)
from contracts.catalogue.enrolments import CompletionSource, Enrolment, EnrolmentState
from contracts.catalogue.module_tests import (
    ModulePart,
    ModuleTestUnsound,
    NotAModule,
    ReadModuleTest,
    SetModuleTest,
    UnknownModuleTest,
)
from contracts.catalogue.participation import ReadEnrolment
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller
from services.catalogue import store
from services.catalogue.usecases import module_completion, module_tests, participation, publishing
from tests.builders.catalogue import NOW, UNIVERSITY, a_draft, a_provider, a_specialist
from tests.builders.modules import MODULE, a_bank, a_module, the_terms
from tests.integration.catalogue.journeys import a_publication, at_once, enrolled
from tests.integration.catalogue.outbox import announced

DURING = NOW + timedelta(days=2, hours=1)
TEST, CONTENT = ModulePart.TEST, ModulePart.CONTENT


@pytest.fixture(autouse=True)
def _bank(database: Database) -> None:
    """As many questions as a test asks."""
    a_bank(database, 10)


def set_test(database: Database, activity: Activity, caller: Caller | None = None, **told: Any) -> int:
    """The revision."""
    command = SetModuleTest(activity_id=activity.activity_id, terms=the_terms(**told))
    return module_tests.set_module_test(database, caller or a_provider(), command).revision


def do_part(database: Database, enrolment: Enrolment, part: ModulePart) -> bool:
    with clock.freeze(DURING), database.transaction() as session:
        activity = store.activities.held(session, enrolment.activity_id)
        own = store.enrolments.own(session, enrolment.enrolment_id, enrolment.person_id)
        return module_completion.note_part(session, activity, own, part, clock.now())


def ask_for_content(database: Database, activity: Activity) -> None:
    with database.transaction() as session:
        store.module_parts.ask(session, activity.activity_id, CONTENT)


def test_the_terms_of_a_test_are_public_as_the_card_is(database: Database) -> None:
    module = a_module(database, the_terms(pass_share=80))

    test = module_tests.read_module_test(
        database, a_specialist(), ReadModuleTest(activity_id=module.activity_id)
    )

    assert (test.revision, test.terms) == (1, the_terms(pass_share=80))


def test_other_terms_are_another_revision(database: Database) -> None:
    module = a_module(database)

    revisions = [set_test(database, module, pass_share=share) for share in (70, 80, 80)]

    assert revisions == [1, 2, 2]


@pytest.mark.parametrize(
    ("told", "field", "rule"),
    [
        ({"pass_share": 60}, "pass_share", "module_test.below_law"),
        ({"items_least": 5}, "items_least", "module_test.below_law"),
        ({"pause_minutes": 0}, "pause_minutes", "module_test.below_law"),
        ({"candidates": 1}, "candidates", "module_test.below_law"),
        ({"attempts": 100}, "attempts", "module_test.above_law"),
        ({"minutes": 1000}, "minutes", "module_test.above_law"),
        ({"largest_error": Decimal("0.9")}, "largest_error", "module_test.above_law"),
        ({"largest_error": Decimal(0)}, "largest_error", "module_test.error"),
        ({"items_least": 20}, "items_least", "module_test.items"),
        ({"item_seconds": 3600}, "minutes", "module_test.no_time"),
    ],
)
def test_a_provider_may_only_tighten_the_law(
    database: Database, told: dict[str, Any], field: str, rule: str
) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_draft(**MODULE))

    with pytest.raises(ModuleTestUnsound) as refused:
        set_test(database, draft, **told)

    assert refused.value.details == {field: rule}


def test_only_modules_have_a_test(database: Database) -> None:
    webinar = publishing.draft_activity(database, a_provider(), a_draft())

    with pytest.raises(NotAModule):
        set_test(database, webinar)


def test_a_module_gets_no_test_once_people_may_enrol(database: Database) -> None:
    module = a_publication(database, **MODULE)

    with pytest.raises(ActivityMoveRefused) as refused:
        set_test(database, module)

    assert refused.value.details == {"state": ActivityState.PUBLISHED}


def test_another_provider_sets_no_test(database: Database) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_draft(**MODULE))

    with pytest.raises(UnknownActivity):
        set_test(database, draft, a_provider(UNIVERSITY))
    with pytest.raises(NotYourActivity):
        set_test(database, a_module(database), a_provider(UNIVERSITY))


def test_nobody_reads_the_test_of_a_draft_or_one_that_is_not(database: Database) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_draft(**MODULE))
    set_test(database, draft)

    with pytest.raises(UnknownActivity):
        module_tests.read_module_test(database, a_specialist(), ReadModuleTest(activity_id=draft.activity_id))
    webinar = a_publication(database)
    with pytest.raises(UnknownModuleTest):
        module_tests.read_module_test(
            database, a_specialist(), ReadModuleTest(activity_id=webinar.activity_id)
        )


def test_a_module_is_completed_with_its_last_part_once(database: Database) -> None:
    module, person = a_module(database), a_specialist()
    ask_for_content(database, module)
    enrolment = enrolled(database, module, person=person)

    completed = [do_part(database, enrolment, part) for part in (CONTENT, CONTENT, TEST, TEST)]

    assert completed == [False, False, True, False]
    query = ReadEnrolment(enrolment_id=enrolment.enrolment_id)
    seat = participation.read_enrolment(database, person, query).enrolment
    assert (seat.state, seat.source, seat.minutes) == (
        EnrolmentState.COMPLETED,
        CompletionSource.MODULE,
        0,
    )
    assert len(announced(database, "catalogue.enrolment.completed")) == 1


def test_two_last_parts_at_once_complete_a_module_once(database: Database) -> None:
    module = a_module(database)
    ask_for_content(database, module)
    enrolment = enrolled(database, module)

    completed = at_once([lambda part=part: do_part(database, enrolment, part) for part in (TEST, CONTENT)])

    assert sorted(completed) == [False, True]
    assert len(announced(database, "catalogue.enrolment.completed")) == 1


def test_a_module_without_parts_waits_for_its_provider(database: Database) -> None:
    enrolment = enrolled(database, a_publication(database, **MODULE))

    assert do_part(database, enrolment, CONTENT) is False
