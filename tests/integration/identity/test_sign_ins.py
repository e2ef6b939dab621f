"""A log-in unlike those before is told to the person, and is a line of the journal; nobody is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from contracts.identity.accounts import Register
from contracts.identity.sessions import LogIn
from kernel import clock
from kernel.database import Database
from kernel.machinery import journal
from kernel.messages import Caller, Origin
from services.identity.usecases import housekeeping, sessions
from services.identity.vault.tokens import Mint
from tests.builders.identity import NOW, PASSWORD, announced
from tests.integration.identity.simultaneously import simultaneously

MOSCOW, VLADIVOSTOK = "sample-moscow", "sample-vladivostok"
HOME = Origin(device="laptop", network="home", place=MOSCOW)
Rows = Callable[[str], list[dict[str, object]]]


def enter(database: Database, mint: Mint, who: Register, origin: Origin | None, minutes: int = 0) -> None:
    caller = Caller(process="gateway", origin=origin)
    with clock.freeze(NOW + timedelta(minutes=minutes)):
        sessions.log_in(database, mint, caller, LogIn(login=str(who.snils), password=PASSWORD))


def signs(database: Database) -> list[object]:
    return [each["signs"] for each in announced(database, "identity.session.unusual")]


def noted(database: Database, rows: Rows, action: str) -> list[dict[str, object]]:
    """The details of what stands in the journal since the test began."""
    known = {each["session_id"] for each in announced(database, "identity.session.opened")}
    with database.reading() as session:
        lines = session.scalars(sa.select(journal.c.detail).where(journal.c.action == action)).all()
    return [dict(line) for line in lines if line["session_id"] in known]


def test_the_first_log_in_is_like_itself(database: Database, mint: Mint, somebody: Register) -> None:
    enter(database, mint, somebody, HOME)
    enter(database, mint, somebody, HOME, 5)

    assert signs(database) == []


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (Origin(device="phone", network="home", place=MOSCOW), ["new_device"]),
        (Origin(device="laptop", network="hotel"), ["new_network"]),
        (Origin(device="phone", network="mobile"), ["new_device", "new_network"]),
        (Origin(device="laptop", network="home", place=VLADIVOSTOK), ["impossible_travel"]),
    ],
    ids=["device", "network", "both", "travel"],
)
def test_each_sign_is_told_once(
    database: Database, mint: Mint, somebody: Register, origin: Origin, expected: list[str]
) -> None:
    enter(database, mint, somebody, HOME)

    enter(database, mint, somebody, origin, 60)
    enter(database, mint, somebody, origin, 61)

    assert signs(database) == [expected]


def test_the_journey_is_the_evidence(database: Database, mint: Mint, somebody: Register, rows: Rows) -> None:
    """Some 6,400 km in an hour; the event itself tells no place."""
    enter(database, mint, somebody, HOME)
    enter(database, mint, somebody, Origin(device="laptop", network="home", place=VLADIVOSTOK), 60)

    [line] = noted(database, rows, "identity.sign_in.impossible_travel")
    assert (line["from_place"], line["to_place"], line["minutes"]) == (MOSCOW, VLADIVOSTOK, "60")
    assert 6300 < int(str(line["km"])) < 6500
    assert MOSCOW not in repr(announced(database, "identity.session.unusual"))


def test_who_takes_a_plane_arrives(database: Database, mint: Mint, somebody: Register) -> None:
    enter(database, mint, somebody, HOME)

    enter(database, mint, somebody, Origin(device="laptop", network="home", place=VLADIVOSTOK), 9 * 60)

    assert signs(database) == []


def test_a_place_nobody_knows_is_no_journey(database: Database, mint: Mint, somebody: Register) -> None:
    enter(database, mint, somebody, HOME)

    enter(database, mint, somebody, Origin(device="laptop", network="home", place="atlantis"), 1)

    assert signs(database) == []


def test_who_comes_from_nowhere_is_not_compared(database: Database, mint: Mint, somebody: Register) -> None:
    enter(database, mint, somebody, HOME)

    enter(database, mint, somebody, None, 1)

    assert signs(database) == []


def test_of_two_log_ins_at_once_one_is_the_first(database: Database, mint: Mint, somebody: Register) -> None:
    enter(database, mint, somebody, HOME)
    phone = Origin(device="phone", network="home", place=MOSCOW)

    simultaneously(2, lambda: enter(database, mint, somebody, phone, 1))

    assert signs(database) == [["new_device"]]


def test_after_a_year_a_device_is_new_again(database: Database, mint: Mint, somebody: Register) -> None:
    enter(database, mint, somebody, HOME)
    with clock.freeze(NOW + timedelta(days=366)):
        housekeeping.forget(database)

    enter(database, mint, somebody, Origin(device="phone", network="x"), 367 * 24 * 60)

    assert signs(database) == []


def test_nothing_that_is_kept_names_an_address(
    database: Database, mint: Mint, somebody: Register, rows: Rows
) -> None:
    enter(database, mint, somebody, HOME)

    [kept] = rows("sign_ins")
    assert kept.keys() == {"person_id", "device", "network", "place", "at"}
