"""Whoever types the address of another neither logs in with it nor keeps its owner out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from contracts.identity.accounts import AlreadyRegistered, Register
from contracts.identity.contacts import ChangeEmail, ConfirmEmail, Contacts
from contracts.identity.passwords import RequestPasswordReset
from contracts.identity.sessions import WrongCredentials
from kernel import clock
from kernel.database import Database
from kernel.identifiers import Email
from kernel.messages import Caller
from services.identity.usecases import contacts, emails, housekeeping
from services.identity.usecases.resets import request_password_reset
from services.identity.vault.tokens import Mint
from tests.builders.identity import (
    NEW_KEY,
    NOW,
    OLD_KEY,
    Telephone,
    a_registration,
    a_vault,
    announced,
    logged_in,
    registered,
)
from tests.builders.second_factors import caller_of
from tests.integration.identity.simultaneously import simultaneously

THEIRS = Email("owner@example.ru")


def joined(database: Database, mint: Mint, command: Register) -> Caller:
    registered(database, mint.vault, command)
    return caller_of(database, mint, logged_in(database, mint, command.phone))


def sent_code(database: Database, mint: Mint, who: Caller) -> ConfirmEmail:
    """The code that has reached the address that they typed."""
    mail = Telephone()
    emails.prove_email(database, mint.vault, mail, who)
    return ConfirmEmail(code=mail.last)


def prove(database: Database, mint: Mint, who: Caller) -> Contacts:
    code = sent_code(database, mint, who)
    return emails.confirm_email(database, mint.vault, Telephone(), who, code)


@pytest.fixture
def squatter(database: Database, mint: Mint) -> Caller:
    """Somebody who has typed an address that is not theirs."""
    return joined(database, mint, a_registration(email=THEIRS))


def test_an_address_that_was_only_typed_lets_nobody_in(
    database: Database, mint: Mint, squatter: Caller
) -> None:
    with pytest.raises(WrongCredentials):
        logged_in(database, mint, THEIRS)


def test_the_owner_of_a_typed_address_who_has_forgotten_a_password_does_not_reach_the_squatter(
    database: Database, mint: Mint, telephone: Telephone, squatter: Caller
) -> None:
    request_password_reset(database, mint.vault, telephone, RequestPasswordReset(login=str(THEIRS)))

    assert telephone.sent == []


def test_who_proves_an_address_gets_it_whoever_has_typed_it(
    database: Database, mint: Mint, squatter: Caller
) -> None:
    owner = joined(database, mint, a_registration(email=THEIRS))

    shown = prove(database, mint, owner)

    assert (shown.email, shown.is_email_proved) == (str(THEIRS), True)
    assert logged_in(database, mint, THEIRS).person_id == owner.person_id


def test_the_squatter_loses_it_and_is_told(database: Database, mint: Mint, squatter: Caller) -> None:
    prove(database, mint, joined(database, mint, a_registration(email=THEIRS)))

    lost = contacts.my_contacts(database, mint.vault, squatter)
    told = {"person_id": str(squatter.person_id), "kind": "email"}
    assert (lost.email, lost.is_email_proved) == ("", False)
    assert announced(database, "identity.contacts.dropped") == [told]


def test_who_has_lost_an_address_may_prove_another(database: Database, mint: Mint, squatter: Caller) -> None:
    prove(database, mint, joined(database, mint, a_registration(email=THEIRS)))
    another = Email("mine@example.ru")

    emails.change_email(database, mint.vault, squatter, ChangeEmail(email=another))
    shown = prove(database, mint, squatter)

    assert (shown.email, shown.is_email_proved) == (str(another), True)


def test_what_is_proved_stays_with_who_was_first_and_typed_again_takes_nothing(
    database: Database, mint: Mint
) -> None:
    owner = joined(database, mint, a_registration(email=THEIRS))
    prove(database, mint, owner)

    late = joined(database, mint, a_registration(email=THEIRS))
    with clock.freeze(NOW + timedelta(minutes=2)), pytest.raises(AlreadyRegistered):
        prove(database, mint, late)

    assert logged_in(database, mint, THEIRS).person_id == owner.person_id


def test_of_two_who_prove_one_address_in_the_same_moment_one_has_it(database: Database, mint: Mint) -> None:
    callers = [joined(database, mint, a_registration(email=THEIRS)) for _ in range(2)]
    codes = []
    for serial, who in enumerate(callers):
        with clock.freeze(NOW + timedelta(minutes=serial)):
            codes.append((who, sent_code(database, mint, who)))

    def confirmed() -> Contacts:
        who, code = codes.pop()
        return emails.confirm_email(database, mint.vault, Telephone(), who, code)

    with clock.freeze(NOW + timedelta(minutes=2)):
        answers = simultaneously(2, confirmed)

    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyRegistered", "Contacts"]


def test_who_has_lost_an_address_is_found_by_none_under_the_next_key(
    database: Database, mint: Mint, squatter: Caller
) -> None:
    mint = replace(mint, vault=a_vault(NEW_KEY))
    owner = joined(database, mint, a_registration(email=THEIRS))
    prove(database, mint, owner)
    next_ring = replace(mint, vault=a_vault(OLD_KEY, NEW_KEY))

    housekeeping.reseal(database, next_ring)

    assert logged_in(database, next_ring, THEIRS).person_id == owner.person_id
