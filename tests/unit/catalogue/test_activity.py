"""The way of an activity."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contracts.catalogue.activities import (
    ActivityMoveRefused,
    ActivityState,
    NotAProvider,
    NotYourActivity,
    OwnActivity,
    UnknownActivity,
)
from contracts.catalogue.cards import CardDetails
from contracts.catalogue.enrolments import EnrolmentClosed, SpecialityNotCovered
from kernel.messages import Caller, StaleVersion
from kernel.values import OrganisationId, PersonId, Role, new_id
from services.catalogue.domain.activity import MOVES, OPEN, Activity, is_visible
from tests.builders.catalogue import (
    ACADEMY,
    NOBODY,
    NOW,
    PILOT,
    THERAPY,
    TODAY,
    UNIVERSITY,
    a_card,
    a_moderator,
    a_provider,
    a_published_activity,
    a_specialist,
    an_activity,
)

STATES = list(ActivityState)


def in_state(state: ActivityState, **told: Any) -> Activity:
    activity = an_activity(**told)
    activity.state = state
    return activity


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("target", STATES)
def test_an_activity_moves_as_the_table_says(state: ActivityState, target: ActivityState) -> None:
    activity = in_state(state)

    if target in MOVES[state]:
        activity.move(target, version=1)
        assert (activity.state, activity.version) == (target, 2)
    else:
        with pytest.raises(ActivityMoveRefused, match=state):
            activity.move(target, version=1)


def test_nobody_moves_what_has_changed_since_they_read_it() -> None:
    with pytest.raises(StaleVersion) as refused:
        an_activity().move(ActivityState.REVIEW, version=2)

    assert refused.value.details == {"version": "1"}


def test_an_activity_is_drafted_for_an_organisation() -> None:
    with pytest.raises(NotAProvider):
        Activity.draft(a_specialist(), a_card())


def test_a_draft_may_be_revised() -> None:
    activity = an_activity()

    activity.revise(a_card(title="Другое название"), version=1)

    assert (activity.card.title, activity.version) == ("Другое название", 2)


@pytest.mark.parametrize("state", [state for state in STATES if state is not ActivityState.DRAFT])
def test_a_card_does_not_change_once_it_is_submitted(state: ActivityState) -> None:
    with pytest.raises(ActivityMoveRefused):
        in_state(state).revise(a_card(), version=1)


def test_a_returned_card_tells_why_until_it_is_submitted_again() -> None:
    activity = in_state(ActivityState.REVIEW)

    activity.send_back("Цели не названы.", version=1)
    assert activity.return_reason == "Цели не названы."

    activity.submit(version=2, at=NOW, review_by=TODAY)
    assert activity.return_reason is None


def test_an_approved_activity_has_a_number() -> None:
    activity = in_state(ActivityState.REVIEW)

    activity.approve(a_moderator(), version=1, number="НМО-2026-000007-1", at=NOW)

    assert activity.require_number() == "НМО-2026-000007-1"


@pytest.mark.parametrize("state", [state for state in STATES if state not in OPEN])
def test_only_what_is_offered_is_known_by_its_number(state: ActivityState) -> None:
    with pytest.raises(ActivityMoveRefused):
        in_state(state).require_number()


def test_nobody_approves_an_activity_of_their_own_organisation() -> None:
    with pytest.raises(OwnActivity):
        in_state(ActivityState.REVIEW).approve(a_moderator(ACADEMY), version=1, number="1", at=NOW)


def test_nobody_approves_what_they_have_drafted() -> None:
    author = a_provider()
    both = Caller(process="gateway", person_id=author.person_id, roles=frozenset({Role.ADMINISTRATOR}))

    with pytest.raises(OwnActivity):
        in_state(ActivityState.REVIEW, by=author).approve(both, version=1, number="1", at=NOW)


def test_credits_are_not_designated_after_the_start() -> None:
    with pytest.raises(ActivityMoveRefused, match="activity.started"):
        an_activity(starts_at=NOW).submit(version=1, at=NOW, review_by=TODAY)
    with pytest.raises(ActivityMoveRefused, match="activity.started"):
        in_state(ActivityState.REVIEW, starts_at=NOW).approve(a_moderator(), version=1, number="1", at=NOW)


def test_what_is_over_cannot_be_called_off() -> None:
    activity = a_published_activity()

    with pytest.raises(ActivityMoveRefused) as refused:
        activity.cancel(version=3, at=activity.card.ends_at)

    assert refused.value.details == {"rule": "activity.ended"}


@pytest.mark.parametrize("state", [ActivityState.DRAFT, ActivityState.REVIEW])
def test_for_another_organisation_there_is_no_activity_before_it_is_public(state: ActivityState) -> None:
    with pytest.raises(UnknownActivity):
        in_state(state).require_owner(a_provider(UNIVERSITY))


@pytest.mark.parametrize("state", [ActivityState.PUBLISHED, ActivityState.CANCELLED])
def test_another_organisation_may_not_touch_a_public_activity(state: ActivityState) -> None:
    with pytest.raises(NotYourActivity):
        in_state(state).require_owner(a_provider(UNIVERSITY))


@pytest.mark.parametrize("caller", [a_provider(), a_moderator()])
def test_a_draft_is_visible_to_its_provider_and_to_moderators(caller: Caller) -> None:
    assert is_visible(ActivityState.DRAFT, ACADEMY, caller)


EMPLOYER = Caller(
    process="gateway",
    person_id=PersonId(new_id()),
    organisation_id=ACADEMY,
    roles=frozenset({Role.EMPLOYER}),
)


@pytest.mark.parametrize("caller", [NOBODY, a_specialist(), a_provider(UNIVERSITY), EMPLOYER])
def test_a_draft_is_invisible_to_everybody_else(caller: Caller) -> None:
    assert not is_visible(ActivityState.DRAFT, ACADEMY, caller)


@pytest.mark.parametrize("state", [ActivityState.PUBLISHED, ActivityState.CANCELLED])
def test_a_public_activity_is_visible_to_everybody(state: ActivityState) -> None:
    assert is_visible(state, OrganisationId(new_id()), NOBODY)


def test_a_published_activity_takes_enrolments_until_its_end() -> None:
    activity = a_published_activity()

    activity.require_open(activity.card.ends_at - timedelta(seconds=1), THERAPY)

    with pytest.raises(EnrolmentClosed):
        activity.require_open(activity.card.ends_at, THERAPY)


@pytest.mark.parametrize("state", [ActivityState.DRAFT, ActivityState.REVIEW])
def test_there_is_nothing_to_enrol_in_before_it_is_public(state: ActivityState) -> None:
    with pytest.raises(UnknownActivity):
        in_state(state).require_open(NOW, THERAPY)


def test_a_cancelled_activity_takes_no_enrolments() -> None:
    with pytest.raises(EnrolmentClosed):
        in_state(ActivityState.CANCELLED).require_open(NOW, THERAPY)


def test_an_activity_is_for_its_specialities_only() -> None:
    with pytest.raises(SpecialityNotCovered) as refused:
        a_published_activity().require_open(NOW, "khirurgiya")

    assert refused.value.details == {"speciality": "khirurgiya"}


def test_what_plans_a_pilot_is_approved_but_not_yet_offered() -> None:
    activity = an_activity(details=CardDetails(pilot=PILOT))
    activity.state = ActivityState.REVIEW

    activity.approve(a_moderator(), version=1, number="1", at=NOW)

    assert (activity.state, activity.terms_version) == (ActivityState.APPROVED, 2)


def test_a_pilot_has_the_seats_of_its_plan() -> None:
    activity = in_state(ActivityState.PILOT, details=CardDetails(pilot=PILOT), capacity=500)

    assert activity.seats == PILOT.seats


def test_a_revised_card_is_in_force_under_the_next_version() -> None:
    activity = a_published_activity()

    activity.adopt(a_card(title="Новая редакция"))

    assert (activity.card.title, activity.terms_version) == ("Новая редакция", activity.version)


def test_only_what_is_suspended_resumes() -> None:
    activity = a_published_activity()
    activity.suspend("Жалобы", version=3)

    activity.resume(version=4)

    assert (activity.state, activity.return_reason) == (ActivityState.PUBLISHED, None)
    with pytest.raises(ActivityMoveRefused):
        activity.resume(version=5)


@pytest.mark.parametrize("state", [ActivityState.DRAFT, ActivityState.CANCELLED, ActivityState.RETIRED])
def test_only_what_is_approved_and_not_over_is_revised(state: ActivityState) -> None:
    with pytest.raises(ActivityMoveRefused):
        in_state(state).require_revisable(version=1)
