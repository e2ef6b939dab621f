"""What is no longer needed is forgotten; what stays follows the key ring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from contracts.identity.accounts import NamePerson
from contracts.identity.sessions import Refresh
from kernel import clock
from kernel.database import Database
from services.identity.usecases.housekeeping import forget, reseal
from services.identity.usecases.keys import jwks
from services.identity.usecases.people import name_person
from services.identity.usecases.registration import register
from services.identity.usecases.sessions import refresh
from services.identity.vault.tokens import Mint
from tests.builders.identity import (
    NEW_KEY,
    NOW,
    OLD_KEY,
    Telephone,
    a_registration,
    a_vault,
    an_active_person,
    logged_in,
    registered,
)

Rows = Callable[[str], list[dict[str, object]]]


def test_who_never_proves_the_phone_is_forgotten_after_a_week(
    database: Database, mint: Mint, telephone: Telephone, rows: Rows
) -> None:
    kept = an_active_person(database, mint.vault)
    register(database, mint.vault, telephone, a_registration())

    with clock.freeze(NOW + timedelta(days=7, seconds=1)):
        forget(database)

    assert [row["person_id"] for row in rows("people")] == [kept]
    assert rows("codes") == []


def test_sessions_past_renewal_and_old_failures_are_forgotten(
    database: Database, mint: Mint, rows: Rows
) -> None:
    somebody = a_registration()
    registered(database, mint.vault, somebody)
    logged_in(database, mint, somebody.phone)

    with clock.freeze(NOW + timedelta(days=30, seconds=1)):
        forget(database)

    assert rows("sessions") == rows("refresh_tokens") == rows("log_in_guards") == []


def a_mint(*keys: bytes) -> Mint:
    return Mint(vault=a_vault(*keys), issuer="https://nmo.example.ru")


def test_everybody_is_moved_to_the_current_key_and_the_old_one_may_go(database: Database) -> None:
    people = [a_registration() for _ in range(3)]
    ids = [registered(database, a_vault(OLD_KEY), person).person_id for person in people]

    moved = reseal(database, a_mint(NEW_KEY, OLD_KEY))

    mint = a_mint(NEW_KEY)
    assert moved == 3
    assert name_person(database, mint.vault, NamePerson(person_id=ids[0])).surname == people[0].surname
    assert logged_in(database, mint, people[1].phone).person_id == ids[1]


def test_nobody_is_logged_out_when_the_old_key_goes(database: Database) -> None:
    somebody = a_registration()
    registered(database, a_vault(OLD_KEY), somebody)
    tokens = logged_in(database, a_mint(OLD_KEY), somebody.phone)
    published = jwks(database, a_mint(OLD_KEY))

    reseal(database, a_mint(NEW_KEY, OLD_KEY))

    command = Refresh(refresh_token=tokens.refresh_token)
    assert refresh(database, a_mint(NEW_KEY), command).person_id == tokens.person_id
    assert jwks(database, a_mint(NEW_KEY)) == published


def test_nothing_is_moved_twice(database: Database) -> None:
    registered(database, a_vault(OLD_KEY), a_registration())
    rotated = a_mint(NEW_KEY, OLD_KEY)
    reseal(database, rotated)

    assert reseal(database, rotated) == 0
