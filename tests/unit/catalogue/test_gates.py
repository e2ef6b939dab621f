"""What stands before each stage of an activity."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contracts.catalogue.activities import GateNotPassed
from contracts.catalogue.cards import CardDetails, SpeakerState
from contracts.catalogue.lifecycle import GateMove, GateVerdict
from contracts.catalogue.providers import ProviderState, ProviderTier
from kernel.rules import RULES
from services.catalogue.domain.gates import CHECKS, Dossier, checklist, pass_through
from tests.builders.catalogue import NOW, PILOT, TODAY, a_card, a_speaker
from tests.builders.providers import a_licence, a_provider_of


def a_dossier(*, provider: dict[str, Any] | None = None, **told: Any) -> Dossier:
    facts: dict[str, Any] = {
        "card": a_card(details=CardDetails(pilot=PILOT)),
        "provider": a_provider_of(**provider or {}),
        "at": NOW,
        "enrolled": 0,
        "completed": 2,
        "failed": 0,
        "undisclosed": (),
    }
    return Dossier(**facts | told)


def verdicts(move: GateMove, dossier: Dossier) -> dict[str, GateVerdict]:
    return {item.item: item.verdict for item in checklist(move, dossier)}


def licensed_until(days: int) -> dict[str, Any]:
    licence = a_licence()
    return {
        "licence_number": licence.number,
        "licence_issued_on": licence.issued_on,
        "licence_valid_until": TODAY + timedelta(days=days),
    }


@pytest.mark.parametrize("move", GateMove)
def test_every_item_of_a_gate_is_worded_for_people(move: GateMove) -> None:
    assert {item.item for item in checklist(move, a_dossier())} <= set(RULES)


def test_every_move_has_a_gate() -> None:
    assert set(CHECKS) == set(GateMove)


@pytest.mark.parametrize("move", GateMove)
def test_what_is_in_order_passes_every_gate(move: GateMove) -> None:
    pass_through(move, a_dossier())


def test_a_licence_that_is_not_known_lets_pass_and_says_so() -> None:
    assert verdicts(GateMove.APPROVAL, a_dossier())["licence.lasts"] is GateVerdict.UNKNOWN


@pytest.mark.parametrize(("days", "verdict"), [(1, GateVerdict.UNMET), (2, GateVerdict.MET)])
def test_a_licence_lasts_until_the_activity_ends(days: int, verdict: GateVerdict) -> None:
    dossier = a_dossier(provider=licensed_until(days))

    assert verdicts(GateMove.SUBMISSION, dossier)["licence.lasts"] is verdict


def test_the_activities_of_a_suspended_provider_go_nowhere() -> None:
    dossier = a_dossier(provider={"state": ProviderState.SUSPENDED})

    with pytest.raises(GateNotPassed) as refused:
        pass_through(GateMove.RESUMPTION, dossier)

    assert refused.value.details == {"provider.active": "suspended"}


def test_a_pilot_waits_for_its_speakers() -> None:
    speakers = (a_speaker(), a_speaker(code="petrov", state=SpeakerState.CONFIRMED))
    dossier = a_dossier(card=a_card(details=CardDetails(pilot=PILOT, speakers=speakers)))

    with pytest.raises(GateNotPassed) as refused:
        pass_through(GateMove.PILOT, dossier)

    assert refused.value.details == {"speakers.confirmed": "ivanova"}


@pytest.mark.parametrize(
    "move", [GateMove.SUBMISSION, GateMove.APPROVAL, GateMove.PILOT, GateMove.PUBLICATION]
)
def test_nothing_goes_on_with_a_speaker_who_has_declared_nothing(move: GateMove) -> None:
    with pytest.raises(GateNotPassed) as refused:
        pass_through(move, a_dossier(undisclosed=("ivanova",)))

    assert refused.value.details["speakers.disclosed"] == "ivanova"


def test_without_a_plan_there_is_no_pilot() -> None:
    with pytest.raises(GateNotPassed, match="pilot.planned"):
        pass_through(GateMove.PILOT, a_dossier(card=a_card()))


@pytest.mark.parametrize(
    ("completed", "failed", "unmet"),
    [
        (2, 2, {}),
        (1, 0, {"pilot.completions": "1"}),
        (2, 3, {"pilot.pass_share": "40"}),
        (0, 0, {"pilot.completions": "0", "pilot.pass_share": "0"}),
    ],
)
def test_a_pilot_must_succeed_before_all_may_find_the_activity(
    completed: int, failed: int, unmet: dict[str, str]
) -> None:
    """The plan asks for two completions, and for half of those decided."""
    items = checklist(GateMove.PUBLICATION, a_dossier(completed=completed, failed=failed))

    assert {item.item: item.found for item in items if item.verdict is GateVerdict.UNMET} == unmet


def test_a_trusted_provider_needs_no_pilot() -> None:
    dossier = a_dossier(provider={"tier": ProviderTier.TRUSTED}, completed=0)

    assert verdicts(GateMove.PUBLICATION, dossier)["pilot.completions"] is GateVerdict.WAIVED
    pass_through(GateMove.PUBLICATION, dossier)


def test_nothing_is_retired_while_somebody_is_enrolled() -> None:
    with pytest.raises(GateNotPassed, match="enrolments.open"):
        pass_through(GateMove.RETIREMENT, a_dossier(enrolled=1))


def test_what_is_over_is_not_offered_again() -> None:
    with pytest.raises(GateNotPassed, match="activity.not_over"):
        pass_through(GateMove.PUBLICATION, a_dossier(at=NOW + timedelta(days=3)))


def test_what_is_over_may_be_resumed_so_that_attendance_before_the_measure_counts() -> None:
    pass_through(GateMove.RESUMPTION, a_dossier(at=NOW + timedelta(days=3)))


@pytest.mark.parametrize("move", [GateMove.SUBMISSION, GateMove.APPROVAL])
def test_a_module_is_not_offered_without_the_questions_of_its_test(move: GateMove) -> None:
    with pytest.raises(GateNotPassed) as refused:
        pass_through(move, a_dossier(questions=9, asked=10))

    assert refused.value.details == {"test.questions": "9"}
