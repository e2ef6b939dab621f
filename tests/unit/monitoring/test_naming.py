"""Whom events name is known of each of them."""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import Any, get_args, get_type_hints

import pytest

from kernel.messages import Event
from kernel.promises import together
from kernel.values import PersonId
from services.monitoring.domain import naming


def people_in(hint: Any) -> int:
    """How often a type names a person, however deep."""
    if hint is PersonId:
        return 1
    inner = get_type_hints(hint).values() if is_dataclass(hint) else get_args(hint)
    return sum(map(people_in, inner))


@pytest.mark.parametrize("event", together().events, ids=lambda event: event.type)
def test_every_field_that_names_a_person_is_followed(event: type[Event]) -> None:
    assert people_in(event) == len(naming.names(event))


@pytest.mark.parametrize("event", together().events, ids=lambda event: event.type)
def test_whoever_an_event_is_about_is_named_alike(event: type[Event]) -> None:
    """A person who is the subject would be named by it, too."""
    assert get_type_hints(event)[event.subject_field] is not PersonId or event.subject_field == naming.ABOUT
