"""Defects that others had with refresh tokens. Each is named, and none is ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from contracts.identity.accounts import Register
from contracts.identity.sessions import LogInAnswer, Refresh, SessionEnded, Tokens
from kernel import clock
from kernel.database import Database
from services.identity.usecases.sessions import refresh
from services.identity.vault.tokens import Mint
from tests.builders.identity import NOW, announced, logged_in
from tests.integration.identity.simultaneously import simultaneously

Renew = Callable[..., Tokens]


@pytest.fixture
def given(database: Database, mint: Mint, somebody: Register) -> LogInAnswer:
    return logged_in(database, mint, somebody.phone)


@pytest.fixture
def renewed(database: Database, mint: Mint) -> Renew:
    def renew(tokens: Tokens | LogInAnswer, *, after: timedelta = timedelta()) -> Tokens:
        with clock.freeze(NOW + after):
            return refresh(database, mint, Refresh(refresh_token=tokens.refresh_token or ""))

    return renew


def test_keycloak_51885_a_token_replayed_within_the_second_of_its_rotation(
    given: LogInAnswer, renewed: Renew
) -> None:
    """There the age of a token was counted in seconds; here its number is."""
    newest = renewed(renewed(given))

    with pytest.raises(SessionEnded) as refused:
        renewed(given)

    assert refused.value.details == {"reason": "reused_token"}
    with pytest.raises(SessionEnded):
        renewed(newest)


def test_keycloak_16081_two_tabs_that_renew_at_once_go_on_with_one_pair(
    given: LogInAnswer, renewed: Renew
) -> None:
    answers = simultaneously(2, lambda: renewed(given, after=timedelta(minutes=10)))

    first, second = answers
    assert isinstance(first, Tokens)
    assert first == second
    assert renewed(first, after=timedelta(minutes=20)).access_token


def test_keycloak_16081_a_reused_token_ends_its_own_session_and_no_other(
    database: Database, mint: Mint, given: LogInAnswer, renewed: Renew, somebody: Register
) -> None:
    elsewhere = logged_in(database, mint, somebody.phone)
    renewed(given)

    with pytest.raises(SessionEnded):
        renewed(given, after=timedelta(minutes=1))

    assert renewed(elsewhere, after=timedelta(minutes=1)).access_token
    assert len(announced(database, "identity.session.revoked")) == 1


def test_django_oauth_toolkit_1617_the_grace_is_for_the_predecessor_and_no_ancestor(
    given: LogInAnswer, renewed: Renew
) -> None:
    """There any ancestor was answered while its grace lasted."""
    first = renewed(given)
    second = renewed(first)

    assert renewed(first, after=timedelta(seconds=29)) is not None  # the predecessor
    with pytest.raises(SessionEnded):
        renewed(given, after=timedelta(seconds=29))
    with pytest.raises(SessionEnded):
        renewed(second, after=timedelta(seconds=29))


def test_django_oauth_toolkit_702_the_predecessor_is_answered_with_the_successor_and_not_with_itself(
    given: LogInAnswer, renewed: Renew
) -> None:
    first = renewed(given)

    again = renewed(given, after=timedelta(seconds=10))

    assert again.refresh_token == first.refresh_token != given.refresh_token
    assert renewed(again, after=timedelta(minutes=1)).access_token
