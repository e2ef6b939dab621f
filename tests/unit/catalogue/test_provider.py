"""Measures against a provider, and the trust it may earn."""

from __future__ import annotations

import pytest

from contracts.catalogue.activities import ProviderNotActive
from contracts.catalogue.providers import ProviderMoveRefused, ProviderState, ProviderTier
from kernel.messages import StaleVersion
from kernel.values import PersonId, new_id
from services.catalogue.domain.provider import MOVES, Provider
from tests.builders.catalogue import TODAY
from tests.builders.providers import a_licence, a_provider_of, requisites

MODERATOR = PersonId(new_id())


def moved(provider: Provider, state: ProviderState, *, version: int = 1) -> Provider:
    provider.move(state, version=version, reason="Жалобы", by=MODERATOR, today=TODAY)
    return provider


def a_trusted_provider() -> Provider:
    provider = a_provider_of(approved_cards=10)
    provider.trust(version=1, least=10, by=MODERATOR)
    return provider


def test_a_suspended_provider_offers_nothing() -> None:
    with pytest.raises(ProviderNotActive):
        moved(a_provider_of(), ProviderState.SUSPENDED).require_active()


def test_the_day_of_the_first_measure_is_kept_when_a_harder_one_follows() -> None:
    provider = moved(a_provider_of(), ProviderState.SUSPENDED)

    provider.move(
        ProviderState.BLACKLISTED, version=2, reason="Подлог", by=MODERATOR, today=TODAY.replace(day=30)
    )

    assert (provider.state_since, provider.state_reason) == (TODAY, "Подлог")


def test_a_restored_provider_bears_no_trace_of_the_measure() -> None:
    provider = moved(moved(a_provider_of(), ProviderState.SUSPENDED), ProviderState.ACTIVE, version=2)

    provider.require_active()
    assert (provider.state_since, provider.state_reason) == (None, None)


@pytest.mark.parametrize(
    ("source", "target"),
    [(s, t) for s in ProviderState for t in ProviderState if t not in MOVES[s]],
)
def test_no_other_measure_is_possible(source: ProviderState, target: ProviderState) -> None:
    with pytest.raises(ProviderMoveRefused):
        moved(a_provider_of(state=source), target)


def test_trust_takes_enough_cards_without_a_return() -> None:
    provider = a_provider_of()
    for _ in range(9):
        provider.note_approved()

    with pytest.raises(ProviderMoveRefused, match="provider.trusted_after"):
        provider.trust(version=1, least=10, by=MODERATOR)


def test_a_returned_card_begins_the_count_anew() -> None:
    provider = a_provider_of(approved_cards=9)

    provider.note_returned()

    assert provider.approved_cards == 0


def test_trust_ends_with_any_measure() -> None:
    provider = moved(a_trusted_provider(), ProviderState.SUSPENDED, version=2)

    assert provider.tier is ProviderTier.STANDARD


def test_only_the_trusted_lose_trust() -> None:
    with pytest.raises(ProviderMoveRefused):
        a_provider_of().distrust(version=1, by=MODERATOR)


def test_an_approved_application_brings_the_licence() -> None:
    provider = a_provider_of()

    provider.admit(requisites(), MODERATOR)

    assert provider.licence == a_licence()


def test_a_blacklisted_provider_is_not_admitted_again() -> None:
    with pytest.raises(ProviderMoveRefused):
        moved(a_provider_of(), ProviderState.BLACKLISTED).admit(requisites(), MODERATOR)


def test_a_measure_is_taken_on_what_has_been_read() -> None:
    with pytest.raises(StaleVersion):
        moved(a_provider_of(), ProviderState.SUSPENDED, version=2)
