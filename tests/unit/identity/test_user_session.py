"""A session is a family of refresh tokens: the newest renews it, its predecessor is forgiven for a moment."""

from datetime import datetime, timedelta

import pytest

from contracts.identity.sessions import SessionEnded
from kernel.values import PersonId, new_id
from services.identity.domain.sessions import PASSWORD, Ending, UserSession
from tests.builders.identity import LAW, NOW


def a_session(*, number: int = 1, opened_at: datetime = NOW) -> UserSession:
    return UserSession(
        session_id=new_id(),
        person_id=PersonId(new_id()),
        sealed_device=None,
        sealed_seed=b"",
        number=number,
        opened_at=opened_at,
        renewed_at=NOW,
        methods=(PASSWORD,),
        authenticated_at=NOW,
    )


def test_the_newest_token_is_followed_by_the_next() -> None:
    session = a_session()

    assert session.present(1, NOW, LAW.sessions) is None
    assert session.number == 2


def test_the_predecessor_changes_nothing_within_thirty_seconds() -> None:
    session = a_session(number=2)

    assert session.present(1, NOW + timedelta(seconds=30), LAW.sessions) is None
    assert session.number == 2


def test_the_predecessor_ends_the_session_after_thirty_seconds() -> None:
    session = a_session(number=2)

    assert session.present(1, NOW + timedelta(seconds=31), LAW.sessions) is Ending.REUSED_TOKEN


def test_an_older_ancestor_ends_the_session_at_once() -> None:
    """The grace is for the direct predecessor alone."""
    session = a_session(number=3)

    assert session.present(1, NOW, LAW.sessions) is Ending.REUSED_TOKEN


def test_a_session_expires_after_a_week_without_use() -> None:
    session = a_session()

    assert session.present(1, NOW + timedelta(days=7), LAW.sessions) is Ending.EXPIRED


def test_a_session_expires_after_a_month_however_much_it_is_used() -> None:
    session = a_session(opened_at=NOW - timedelta(days=30))

    assert session.present(1, NOW, LAW.sessions) is Ending.EXPIRED


def test_an_ended_session_says_why_it_ended() -> None:
    session = a_session()
    session.end(Ending.LOGGED_OUT, NOW)

    with pytest.raises(SessionEnded) as refused:
        session.present(1, NOW, LAW.sessions)

    assert refused.value.details == {"reason": "logged_out"}
