"""How far somebody has come: one state for each thing that cannot be left out."""

from dataclasses import replace

import pytest

from contracts.identity.modules import OnboardingState
from services.identity.domain.modules import Progress

DONE = Progress(
    has_phone=True,
    has_email=True,
    has_module=True,
    has_read_terms=True,
    has_profession=True,
    has_passport=False,
    has_link=False,
    has_factor=False,
    demands_factor=False,
)


@pytest.mark.parametrize(
    ("lacking", "state"),
    [
        ({"has_phone": False}, OnboardingState.NEW),
        ({"has_module": False}, OnboardingState.PHONE_CONFIRMED),
        ({"has_read_terms": False}, OnboardingState.SERVICE_ADDED),
        ({"has_profession": False}, OnboardingState.SERVICE_ADDED),
        ({"demands_factor": True}, OnboardingState.SERVICE_ADDED),
        ({}, OnboardingState.ACTIVE),
    ],
    ids=str,
)
def test_what_is_lacking_decides_the_state(lacking: dict[str, bool], state: OnboardingState) -> None:
    assert replace(DONE, **lacking).state is state


def test_new_terms_have_to_be_read_before_all_is_done_again() -> None:
    assert [task.name for task in replace(DONE, has_read_terms=False).open] == ["terms"]


def test_what_may_be_left_out_is_listed_and_not_demanded() -> None:
    optional = [task.name for task in DONE.tasks if not task.is_mandatory]

    assert optional == ["email", "second_factor", "passport", "esia"]
