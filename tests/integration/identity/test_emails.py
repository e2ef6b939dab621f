"""An address counts once a code has come back from it; until then nothing but codes is sent there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from contracts.identity.accounts import AlreadyRegistered, CodeReplaced, Register, ResendTooSoon, WrongCode
from contracts.identity.contacts import ChangeEmail, ChangePhone, ConfirmEmail, Contacts, NoEmailChange
from contracts.identity.passwords import RequestPasswordReset
from contracts.identity.sessions import WrongCredentials
from contracts.notifications.codes import SendCode, SendEmailCode
from contracts.notifications.letters import SendLetter
from kernel import clock
from kernel.database import Database
from kernel.identifiers import Email, Phone
from kernel.messages import Caller, Invalid
from services.identity.usecases import contacts, emails
from services.identity.usecases.onboarding import my_onboarding
from services.identity.usecases.resets import request_password_reset
from services.identity.vault.sealing import Vault
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

Rows = Callable[[str], list[dict[str, object]]]
TYPED, NEW, PHONE = Email("anna@example.ru"), Email("new@example.ru"), Phone("+79990000010")


@pytest.fixture
def anna(database: Database, mint: Mint) -> Caller:
    """Somebody who has logged in just now, and typed an address."""
    command = a_registration(email=TYPED, phone=PHONE)
    registered(database, mint.vault, command)
    return caller_of(database, mint, logged_in(database, mint, command.phone))


def change(database: Database, vault: Vault, mail: Telephone, anna: Caller, email: Email) -> Contacts:
    """A code is on its way to `email`."""
    emails.change_email(database, vault, anna, ChangeEmail(email=email))
    return emails.prove_email(database, vault, mail, anna)


def confirm(database: Database, vault: Vault, mail: Telephone, anna: Caller, code: str) -> Contacts:
    return emails.confirm_email(database, vault, mail, anna, ConfirmEmail(code=code))


def proved(database: Database, vault: Vault, anna: Caller) -> None:
    """The typed address, a day ago."""
    mail = Telephone()
    with clock.freeze(NOW - timedelta(days=1)):
        emails.prove_email(database, vault, mail, anna)
        confirm(database, vault, mail, anna, mail.last)


def test_a_typed_address_is_proved_by_the_code_that_reaches_it(
    database: Database, vault: Vault, telephone: Telephone, anna: Caller
) -> None:
    before = contacts.my_contacts(database, vault, anna)
    waiting = emails.prove_email(database, vault, telephone, anna)
    after = confirm(database, vault, telephone, anna, f" {telephone.last[:3]}–{telephone.last[3:]} ")

    assert (before.is_email_proved, waiting.is_email_proved, after.is_email_proved) == (False, False, True)
    assert waiting.new_email is not None
    assert (waiting.new_email.email, waiting.new_email.delivery) == (str(TYPED), "sent")
    assert after.new_email is None
    [sent] = telephone.sent
    assert isinstance(sent, SendEmailCode)


def test_the_checklist_shows_an_address_that_is_not_proved(
    database: Database, vault: Vault, anna: Caller
) -> None:
    before = {task.name: task.is_done for task in my_onboarding(database, anna).tasks}

    proved(database, vault, anna)

    after = {task.name: task.is_done for task in my_onboarding(database, anna).tasks}
    assert (before["email"], after["email"]) == (False, True)


def test_another_address_lets_log_in_once_it_is_proved(
    database: Database, vault: Vault, mint: Mint, telephone: Telephone, anna: Caller
) -> None:
    proved(database, vault, anna)
    change(database, vault, telephone, anna, NEW)
    with pytest.raises(WrongCredentials):
        logged_in(database, mint, NEW)
    assert logged_in(database, mint, TYPED).person_id == anna.person_id

    confirm(database, vault, telephone, anna, telephone.last)

    assert logged_in(database, mint, NEW).person_id == anna.person_id
    with pytest.raises(WrongCredentials):
        logged_in(database, mint, TYPED)


def test_the_old_address_is_told(
    database: Database, vault: Vault, telephone: Telephone, anna: Caller
) -> None:
    proved(database, vault, anna)

    change(database, vault, telephone, anna, NEW)
    confirm(database, vault, telephone, anna, telephone.last)

    assert [each.email for each in telephone.sent if isinstance(each, SendLetter)] == [TYPED]
    assert announced(database, "identity.contacts.changed") == [
        {"person_id": str(anna.person_id), "kind": "email"}
    ]


def test_an_old_address_that_was_never_proved_is_told_nothing(
    database: Database, vault: Vault, telephone: Telephone, anna: Caller
) -> None:
    change(database, vault, telephone, anna, NEW)
    confirm(database, vault, telephone, anna, telephone.last)

    assert [each for each in telephone.sent if isinstance(each, SendLetter)] == []


def test_whose_an_address_is_already_is_told_only_to_who_has_it(
    database: Database, mint: Mint, telephone: Telephone, anna: Caller, somebody: Register
) -> None:
    proved(database, mint.vault, caller_of(database, mint, logged_in(database, mint, somebody.phone)))
    change(database, mint.vault, telephone, anna, somebody.email)

    with pytest.raises(AlreadyRegistered):
        confirm(database, mint.vault, telephone, anna, telephone.last)


def test_a_code_that_went_to_the_phone_proves_no_address(
    database: Database, vault: Vault, telephone: Telephone, anna: Caller
) -> None:
    change(database, vault, telephone, anna, NEW)
    phone = ChangePhone(phone=Phone("+79990000003"))
    contacts.change_phone(database, vault, telephone, anna, phone)

    with pytest.raises(WrongCode):
        confirm(database, vault, telephone, anna, telephone.last)


def test_the_code_before_is_named_as_replaced(
    database: Database, vault: Vault, telephone: Telephone, anna: Caller
) -> None:
    change(database, vault, telephone, anna, NEW)
    with pytest.raises(ResendTooSoon):
        change(database, vault, telephone, anna, NEW)

    with clock.freeze(NOW + timedelta(minutes=2)):
        change(database, vault, telephone, anna, NEW)
    with clock.freeze(NOW + timedelta(minutes=3)), pytest.raises(CodeReplaced):
        confirm(database, vault, telephone, anna, telephone.codes[0])


def test_what_is_proved_is_not_proved_again(
    database: Database, vault: Vault, telephone: Telephone, anna: Caller
) -> None:
    proved(database, vault, anna)

    with pytest.raises(NoEmailChange):
        emails.prove_email(database, vault, telephone, anna)


def test_what_is_no_code_is_no_try(
    database: Database, vault: Vault, telephone: Telephone, anna: Caller
) -> None:
    with pytest.raises(NoEmailChange):
        confirm(database, vault, telephone, anna, "123456")
    with pytest.raises(Invalid):
        confirm(database, vault, telephone, anna, "no code")


def test_a_code_falls_back_on_a_proved_address_only(
    database: Database, mint: Mint, telephone: Telephone, anna: Caller
) -> None:
    reset = RequestPasswordReset(login=str(PHONE))
    with clock.freeze(NOW + timedelta(minutes=2)):
        request_password_reset(database, mint.vault, telephone, reset)
    proved(database, mint.vault, anna)
    with clock.freeze(NOW + timedelta(minutes=4)):
        request_password_reset(database, mint.vault, telephone, reset)

    assert [each.email for each in telephone.sent if isinstance(each, SendCode)] == [None, TYPED]


def test_an_address_about_to_come_is_sealed_and_follows_the_key_ring(
    database: Database, telephone: Telephone, anna: Caller, rows: Rows
) -> None:
    change(database, a_vault(NEW_KEY), telephone, anna, NEW)
    assert NEW.address not in repr(rows("contacts"))

    assert contacts.reseal(database, a_vault(OLD_KEY, NEW_KEY)) == 1

    changed = confirm(database, a_vault(OLD_KEY, NEW_KEY), telephone, anna, telephone.last)
    assert changed.email == str(NEW)
