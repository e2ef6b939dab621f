"""Whoever tries many accounts from one address waits, while others go on."""

from __future__ import annotations

import pytest

from contracts.identity.accounts import Register, TooManyAttempts
from contracts.identity.sessions import LogIn, WrongCredentials
from kernel.database import Database
from kernel.messages import Caller
from services.identity.domain.logins import AddressGuard
from services.identity.usecases.sessions import log_in
from services.identity.vault.tokens import Mint
from tests.builders.identity import LAW, NOW, PASSWORD

HOSPITAL, ELSEWHERE = (Caller(process="gateway", address=digest) for digest in ("5f0c2a1e", "d1bbc41a"))


def after(failures: int, database: Database, mint: Mint, caller: Caller) -> None:
    """As if so many log-ins had failed from the caller's address."""
    with database.transaction() as session:
        digest = mint.vault.digest("address", caller.address or "")
        session.add(AddressGuard(address_digest=digest, failures=failures, counted_from=NOW))


def attempt(database: Database, mint: Mint, caller: Caller, login: object, password: str) -> object:
    return log_in(database, mint, caller, LogIn(login=str(login), password=password))


def guess(database: Database, mint: Mint, caller: Caller, number: int) -> None:
    with pytest.raises(WrongCredentials):
        attempt(database, mint, caller, f"+7999{number:07}", "летний-дождь-2026")


def test_one_password_tried_on_many_accounts_closes_the_address(
    database: Database, mint: Mint, somebody: Register
) -> None:
    after(LAW.addresses.tries - 3, database, mint, HOSPITAL)
    for number in range(3):
        guess(database, mint, HOSPITAL, number)

    with pytest.raises(TooManyAttempts) as refused:
        attempt(database, mint, HOSPITAL, somebody.phone, PASSWORD)

    assert refused.value.details == {"retry_after": "60"}


def test_another_address_goes_on(database: Database, mint: Mint, somebody: Register) -> None:
    after(LAW.addresses.tries - 1, database, mint, HOSPITAL)
    guess(database, mint, HOSPITAL, 1)

    assert attempt(database, mint, ELSEWHERE, somebody.phone, PASSWORD)


def test_colleagues_who_log_in_are_not_counted(database: Database, mint: Mint, somebody: Register) -> None:
    after(LAW.addresses.tries - 2, database, mint, HOSPITAL)
    for _ in range(5):
        attempt(database, mint, HOSPITAL, somebody.phone, PASSWORD)

    guess(database, mint, HOSPITAL, 1)

    assert attempt(database, mint, HOSPITAL, somebody.phone, PASSWORD)


def test_the_address_is_not_readable_in_the_database(database: Database, mint: Mint, rows: object) -> None:
    guess(database, mint, HOSPITAL, 1)

    [guard] = rows("address_guards")
    assert b"5f0c2a1e" not in bytes(guard["address_digest"])
