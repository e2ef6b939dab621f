"""A person sees where they are logged in, and ends what they do not know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from contracts.identity.accounts import Register
from contracts.identity.sessions import (
    LogInAnswer,
    OwnSession,
    Refresh,
    RevokeSession,
    SessionEnded,
    UnknownSession,
)
from kernel import clock
from kernel.database import Database
from kernel.messages import Nothing, StepUpRequired
from kernel.values import new_id
from services.identity.usecases.housekeeping import reseal
from services.identity.usecases.my_sessions import my_sessions, revoke_other_sessions, revoke_session
from services.identity.usecases.sessions import refresh
from services.identity.vault.tokens import Mint
from tests.builders.identity import (
    NEW_KEY,
    NOW,
    OLD_KEY,
    a_registration,
    a_vault,
    announced,
    logged_in,
    registered,
)
from tests.builders.second_factors import caller_of
from tests.integration.identity.simultaneously import simultaneously

Rows = Callable[[str], list[dict[str, object]]]
ISSUER = "https://nmo.example.ru"


@pytest.fixture
def phone(database: Database, mint: Mint, somebody: Register) -> LogInAnswer:
    return logged_in(database, mint, somebody.phone, device="Телефон Анны")


@pytest.fixture
def laptop(database: Database, mint: Mint, somebody: Register) -> LogInAnswer:
    with clock.freeze(NOW + timedelta(minutes=1)):
        return logged_in(database, mint, somebody.phone, device="Ноутбук")


def seen_by(database: Database, mint: Mint, given: LogInAnswer) -> list[OwnSession]:
    return [*my_sessions(database, mint, caller_of(database, mint, given)).items]


def test_sessions_are_listed_the_newest_first_and_the_asking_one_marked(
    database: Database, mint: Mint, phone: LogInAnswer, laptop: LogInAnswer
) -> None:
    listed = seen_by(database, mint, phone)

    assert [(one.device, one.is_current) for one in listed] == [("Ноутбук", False), ("Телефон Анны", True)]


def test_a_session_tells_when_it_was_opened_used_and_ends(
    database: Database, mint: Mint, phone: LogInAnswer
) -> None:
    with clock.freeze(NOW + timedelta(days=1)):
        refresh(database, mint, Refresh(refresh_token=phone.refresh_token or ""))

    [listed] = seen_by(database, mint, phone)
    assert (listed.opened_at, listed.used_at) == (NOW, NOW + timedelta(days=1))
    assert listed.expires_at == NOW + timedelta(days=8)


def test_what_can_no_longer_be_renewed_is_not_listed(
    database: Database, mint: Mint, phone: LogInAnswer, laptop: LogInAnswer
) -> None:
    with clock.freeze(NOW + timedelta(days=7, seconds=1)):
        items = my_sessions(database, mint, caller_at(database, mint, laptop)).items

    assert [one.device for one in items] == ["Ноутбук"]


def caller_at(database: Database, mint: Mint, given: LogInAnswer):
    with clock.freeze(NOW + timedelta(minutes=2)):
        return caller_of(database, mint, given)


def test_one_session_is_ended_and_announced(
    database: Database, mint: Mint, phone: LogInAnswer, laptop: LogInAnswer
) -> None:
    lost = next(one for one in seen_by(database, mint, phone) if not one.is_current)

    revoke_session(database, caller_of(database, mint, phone), RevokeSession(session_id=lost.session_id))

    assert [one.device for one in seen_by(database, mint, phone)] == ["Телефон Анны"]
    with pytest.raises(SessionEnded) as refused:
        refresh(database, mint, Refresh(refresh_token=laptop.refresh_token or ""))
    assert refused.value.details == {"reason": "revoked"}
    assert announced(database, "identity.session.revoked") == [
        {"person_id": str(phone.person_id), "session_id": str(lost.session_id), "reason": "revoked"}
    ]


def test_all_others_are_ended_at_once(
    database: Database, mint: Mint, phone: LogInAnswer, laptop: LogInAnswer, somebody: Register
) -> None:
    logged_in(database, mint, somebody.phone, device="Интернет-кафе")

    revoke_other_sessions(database, caller_of(database, mint, phone))

    assert [one.device for one in seen_by(database, mint, phone)] == ["Телефон Анны"]
    assert refresh(database, mint, Refresh(refresh_token=phone.refresh_token or "")).access_token
    assert [e["reason"] for e in announced(database, "identity.session.revoked")] == ["revoked"] * 2


def test_a_session_of_somebody_else_is_as_if_it_did_not_exist(
    database: Database, mint: Mint, phone: LogInAnswer
) -> None:
    stranger = a_registration()
    registered(database, mint.vault, stranger)
    other = logged_in(database, mint, stranger.phone)
    [mine] = seen_by(database, mint, phone)

    for session_id in (mine.session_id, new_id()):
        with pytest.raises(UnknownSession):
            revoke_session(database, caller_of(database, mint, other), RevokeSession(session_id=session_id))
    assert [one.session_id for one in seen_by(database, mint, phone)] == [mine.session_id]


def test_a_session_ends_once(database: Database, mint: Mint, phone: LogInAnswer) -> None:
    caller, [mine] = caller_of(database, mint, phone), seen_by(database, mint, phone)
    revoke_session(database, caller, RevokeSession(session_id=mine.session_id))

    with pytest.raises(UnknownSession):
        revoke_session(database, caller, RevokeSession(session_id=mine.session_id))


def test_who_stole_the_token_of_a_session_that_was_ended_logs_nobody_out(
    database: Database, mint: Mint, phone: LogInAnswer, laptop: LogInAnswer
) -> None:
    """The token is good for minutes more."""
    thief, owner = caller_at(database, mint, laptop), caller_of(database, mint, phone)
    revoke_other_sessions(database, owner)
    [mine] = seen_by(database, mint, phone)

    with pytest.raises(StepUpRequired):
        revoke_other_sessions(database, thief)
    with pytest.raises(StepUpRequired):
        revoke_session(database, thief, RevokeSession(session_id=mine.session_id))

    assert [one.session_id for one in seen_by(database, mint, phone)] == [mine.session_id]


def test_two_devices_that_end_each_other_in_the_same_moment_do_not_wait_for_each_other(
    database: Database, mint: Mint, phone: LogInAnswer, laptop: LogInAnswer
) -> None:
    callers = [caller_at(database, mint, each) for each in (phone, laptop)]

    answers = simultaneously(2, lambda: revoke_other_sessions(database, callers.pop()))

    assert sorted(map(type, answers), key=str) == sorted((Nothing, StepUpRequired), key=str)


def test_a_device_is_not_readable_in_the_database(phone: LogInAnswer, rows: Rows) -> None:
    [row] = rows("sessions")

    assert row["device"] is None
    assert "Телефон Анны".encode() not in bytes(row["sealed_device"])


def test_a_device_follows_the_key_ring(database: Database) -> None:
    old, both, new = (
        Mint(vault=a_vault(*keys), issuer=ISSUER) for keys in ((OLD_KEY,), (NEW_KEY, OLD_KEY), (NEW_KEY,))
    )
    somebody = a_registration()
    registered(database, old.vault, somebody)
    given = logged_in(database, old, somebody.phone, device="Телефон")

    reseal(database, both)

    assert [one.device for one in seen_by(database, new, given)] == ["Телефон"]
