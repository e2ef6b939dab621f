"""Contacts: fresh for half a year, changed by who has just logged in, proved before they count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from contracts.identity.accounts import AlreadyRegistered, Register, TooManyAttempts, WrongCode
from contracts.identity.contacts import ChangeEmail, ChangePhone, ConfirmNewPhone, NoPhoneChange
from contracts.identity.sessions import WrongCredentials
from contracts.notifications.letters import LetterTopic, SendText
from kernel import clock
from kernel.database import Database
from kernel.identifiers import Email, Phone
from kernel.messages import Caller, StepUpRequired
from services.identity.domain.sessions import Ending
from services.identity.usecases import contacts, emails, endings
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
NEW_PHONE, NEW_EMAIL = Phone("+79990000001"), Email("new@example.ru")
HALF_A_YEAR = timedelta(days=182)


@pytest.fixture
def anna(database: Database, mint: Mint, somebody: Register) -> Caller:
    """Somebody who has logged in just now."""
    command = a_registration()
    registered(database, mint.vault, command)
    return caller_of(database, mint, logged_in(database, mint, command.phone))


def change(database: Database, vault: Vault, telephone: Telephone, anna: Caller) -> None:
    contacts.change_phone(database, vault, telephone, anna, ChangePhone(phone=NEW_PHONE))


def confirm(
    database: Database, vault: Vault, anna: Caller, code: str, telephone: Telephone | None = None
) -> object:
    told = telephone or Telephone()
    return contacts.confirm_new_phone(database, vault, told, anna, ConfirmNewPhone(code=code))


def test_contacts_are_fresh_for_half_a_year(database: Database, vault: Vault, anna: Caller) -> None:
    assert contacts.my_contacts(database, vault, anna).is_fresh

    with clock.freeze(NOW + HALF_A_YEAR):
        assert not contacts.my_contacts(database, vault, anna).is_fresh
        assert contacts.confirm_contacts(database, vault, anna).is_fresh


def test_who_has_not_checked_them_is_reminded_once_a_month(database: Database, anna: Caller) -> None:
    with clock.freeze(NOW + HALF_A_YEAR + timedelta(days=1)):
        first, again = contacts.remind(database), contacts.remind(database)
    with clock.freeze(NOW + HALF_A_YEAR + timedelta(days=32)):
        later = contacts.remind(database)

    assert (first, again, later) == (2, 0, 2)
    told = [each["person_id"] for each in announced(database, "identity.contacts.outdated")]
    assert told.count(str(anna.person_id)) == 2


def test_who_has_checked_them_is_not_reminded(database: Database, vault: Vault, anna: Caller) -> None:
    with clock.freeze(NOW + HALF_A_YEAR):
        contacts.confirm_contacts(database, vault, anna)

    with clock.freeze(NOW + HALF_A_YEAR + timedelta(days=1)):
        contacts.remind(database)

    told = [each["person_id"] for each in announced(database, "identity.contacts.outdated")]
    assert str(anna.person_id) not in told


def test_a_new_phone_counts_once_the_code_comes_back(
    database: Database, vault: Vault, mint: Mint, telephone: Telephone, anna: Caller
) -> None:
    change(database, vault, telephone, anna)
    with pytest.raises(WrongCredentials):
        logged_in(database, mint, NEW_PHONE)

    confirm(database, vault, anna, telephone.last)

    assert contacts.my_contacts(database, vault, anna).phone_masked == NEW_PHONE.masked
    assert logged_in(database, mint, NEW_PHONE).person_id == anna.person_id
    assert announced(database, "identity.user.profile_updated") == [
        {"person_id": str(anna.person_id), "fields": ["phone"], "source": "typed"}
    ]


def test_a_phone_that_was_left_is_told(
    database: Database, vault: Vault, mint: Mint, telephone: Telephone
) -> None:
    command = a_registration()
    registered(database, vault, command)
    caller = caller_of(database, mint, logged_in(database, mint, command.phone))

    for _ in range(2):
        with clock.freeze(NOW + timedelta(minutes=2 * len(telephone.codes))):
            change(database, vault, telephone, caller)
            confirm(database, vault, caller, telephone.last, telephone)

    assert [each for each in telephone.sent if isinstance(each, SendText)] == [
        SendText(phone=command.phone, topic=LetterTopic.PHONE_CHANGED)
    ]


def test_a_wrong_code_is_counted_and_at_last_nobody_may_try(
    database: Database, vault: Vault, telephone: Telephone, anna: Caller
) -> None:
    change(database, vault, telephone, anna)

    for _ in range(5):
        with pytest.raises(WrongCode):
            confirm(database, vault, anna, telephone.wrong())

    with pytest.raises(TooManyAttempts):
        confirm(database, vault, anna, telephone.last)


def test_the_code_of_one_phone_proves_no_other(
    database: Database, vault: Vault, telephone: Telephone, anna: Caller
) -> None:
    change(database, vault, telephone, anna)
    first = telephone.last
    with clock.freeze(NOW + timedelta(minutes=2)):
        other = ChangePhone(phone=Phone("+79990000002"))
        contacts.change_phone(database, vault, telephone, anna, other)

        with pytest.raises(WrongCode):
            confirm(database, vault, anna, first)


def test_without_a_change_there_is_nothing_to_confirm(database: Database, vault: Vault, anna: Caller) -> None:
    with pytest.raises(NoPhoneChange):
        confirm(database, vault, anna, "123456")


def test_a_stolen_token_changes_nothing(
    database: Database, vault: Vault, telephone: Telephone, anna: Caller
) -> None:
    with clock.freeze(NOW + timedelta(minutes=16)):
        with pytest.raises(StepUpRequired):
            change(database, vault, telephone, anna)
        with pytest.raises(StepUpRequired):
            emails.change_email(database, vault, anna, ChangeEmail(email=NEW_EMAIL))

    assert telephone.codes == []


def test_a_session_that_was_ended_takes_no_account_over(
    database: Database, vault: Vault, telephone: Telephone, anna: Caller
) -> None:
    """Its access token lives on for minutes: they are not enough to bring a phone of one's own in."""
    change(database, vault, telephone, anna)
    with database.transaction() as session:
        endings.end_all(session, anna.person, Ending.REVOKED, NOW)

    with pytest.raises(StepUpRequired):
        confirm(database, vault, anna, telephone.last)
    with pytest.raises(StepUpRequired):
        change(database, vault, telephone, anna)
    with pytest.raises(StepUpRequired):
        emails.change_email(database, vault, anna, ChangeEmail(email=NEW_EMAIL))


def test_a_phone_of_another_account_is_not_taken_over(
    database: Database, vault: Vault, telephone: Telephone, anna: Caller, somebody: Register
) -> None:
    with clock.freeze(NOW + timedelta(minutes=2)):
        contacts.change_phone(database, vault, telephone, anna, ChangePhone(phone=somebody.phone))

        with pytest.raises(AlreadyRegistered):
            confirm(database, vault, anna, telephone.last)

    assert contacts.my_contacts(database, vault, anna).phone_masked != somebody.phone.masked


def test_a_phone_about_to_come_is_sealed_and_follows_the_key_ring(
    database: Database, telephone: Telephone, anna: Caller, rows: Rows
) -> None:
    change(database, a_vault(NEW_KEY), telephone, anna)
    assert NEW_PHONE.number not in repr(rows("contacts"))

    assert contacts.reseal(database, a_vault(OLD_KEY, NEW_KEY)) == 1

    changed = confirm(database, a_vault(OLD_KEY, NEW_KEY), anna, telephone.last)
    assert getattr(changed, "phone_masked", None) == NEW_PHONE.masked
