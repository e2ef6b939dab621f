"""What a refusal says of its case, besides what it says of all cases."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from gateway import facts
from services.identity.domain.sessions import Ending


@pytest.mark.parametrize(
    ("details", "ru", "en"),
    [
        ({"retry_after": "60"}, "Подождите 60 с.", "Wait 60 s."),
        ({"retry_after": "121"}, "Подождите 3 мин.", "Wait 3 min."),
        ({"retry_after": "86399"}, "Подождите 24 ч.", "Wait 24 h."),
        ({"tries_left": "4"}, "Осталось попыток: 4.", "Tries left: 4."),
        (
            {"tries_left": "0", "retry_after": "5"},
            "Осталось попыток: 0. Подождите 5 с.",
            "Tries left: 0. Wait 5 s.",
        ),
        ({"reason": "expired"}, "Его срок истёк.", "Its time has run out."),
        ({"reason": "whatever", "retry_after": "soon"}, "", ""),
        ({}, "", ""),
    ],
)
def test_facts_that_can_be_acted_on_are_said_in_words(details: Mapping[str, str], ru: str, en: str) -> None:
    assert " ".join(facts.sentences(details, "ru")) == ru
    assert " ".join(facts.sentences(details, "en")) == en


@pytest.mark.parametrize("ending", Ending)
def test_every_end_of_a_session_is_explained(ending: Ending) -> None:
    assert ending.value in facts.ENDINGS
