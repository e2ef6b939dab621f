"""Consents: to a text that is in force, for one recipient, until they are withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from contracts.identity import consents as contract
from contracts.identity.consents import ConsentLevel, GiveConsent, ListConsents, ReadConsentReceipt
from contracts.identity.organisations import OrganisationKind, UnknownOrganisation
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller, Invalid
from kernel.values import OrganisationId
from services.identity.usecases import consents
from services.identity.usecases.organisations import create_organisation
from services.identity.vault.sealing import Vault
from tests.builders.identity import NOW, TODAY, an_active_person, an_organisation, announced
from tests.integration.identity.simultaneously import simultaneously


@pytest.fixture
def anna(database: Database, vault: Vault) -> Caller:
    return Caller(process="gateway", person_id=an_active_person(database, vault))


@pytest.fixture
def agency(database: Database) -> OrganisationId:
    return create_organisation(database, an_organisation(OrganisationKind.AGENCY)).organisation_id


@pytest.fixture
def said(agency: OrganisationId) -> GiveConsent:
    return GiveConsent(purpose="admission", recipient_id=agency, level=ConsentLevel.PROFILE, text_version="1")


def mine(database: Database, caller: Caller, **query: object) -> contract.ConsentPage:
    return consents.my_consents(database, caller, ListConsents(**query))  # type: ignore[arg-type]  # any field


def withdraw(database: Database, caller: Caller, consent: contract.Consent) -> contract.Consent:
    command = contract.WithdrawConsent(consent_id=consent.consent_id)
    return consents.withdraw_consent(database, caller, command)


def test_there_are_texts_to_consent_to(database: Database) -> None:
    texts = consents.list_consent_texts(database).items

    assert [text.purpose for text in texts] == ["admission", "monitoring"]
    assert all(len(text.sha256) == 64 for text in texts)


def test_a_consent_says_who_may_be_told_how_much(database: Database, anna: Caller, said: GiveConsent) -> None:
    given = consents.give_consent(database, anna, said)

    assert (given.recipient, given.level, given.granted_at) == ("Учебный центр", ConsentLevel.PROFILE, NOW)
    assert mine(database, anna).items == (given,)


def test_a_consent_is_announced(database: Database, anna: Caller, said: GiveConsent) -> None:
    given = consents.give_consent(database, anna, said)

    [told] = announced(database, "identity.consent.given")
    assert (told["consent_id"], told["level"]) == (str(given.consent_id), "profile")


def test_the_same_consent_again_is_the_same(database: Database, anna: Caller, said: GiveConsent) -> None:
    assert consents.give_consent(database, anna, said) == consents.give_consent(database, anna, said)


def test_simultaneous_consents_are_one(database: Database, anna: Caller, said: GiveConsent) -> None:
    given = simultaneously(5, lambda: consents.give_consent(database, anna, said))

    assert len({getattr(each, "consent_id", each) for each in given}) == 1


def test_another_level_takes_the_place_of_the_first(
    database: Database, anna: Caller, said: GiveConsent
) -> None:
    first = consents.give_consent(database, anna, said)

    second = consents.give_consent(database, anna, replace(said, level=ConsentLevel.FULL))

    assert [each.consent_id for each in mine(database, anna).items if each.withdrawn_at is None] == [
        second.consent_id
    ]
    assert announced(database, "identity.consent.withdrawn")[0]["consent_id"] == str(first.consent_id)


def test_a_consent_can_be_withdrawn_and_stays_in_the_list(
    database: Database, anna: Caller, said: GiveConsent
) -> None:
    given = consents.give_consent(database, anna, said)

    with clock.freeze(NOW + timedelta(days=1)):
        withdrawn = withdraw(database, anna, given)

    assert withdrawn == replace(given, withdrawn_at=NOW + timedelta(days=1))
    assert mine(database, anna).items == (withdrawn,)


def test_withdrawing_twice_is_announced_once(database: Database, anna: Caller, said: GiveConsent) -> None:
    given = consents.give_consent(database, anna, said)

    assert withdraw(database, anna, given) == withdraw(database, anna, given)
    assert len(announced(database, "identity.consent.withdrawn")) == 1


def test_after_a_withdrawal_a_new_consent_can_be_given(
    database: Database, anna: Caller, said: GiveConsent
) -> None:
    first = consents.give_consent(database, anna, said)
    withdraw(database, anna, first)

    assert consents.give_consent(database, anna, said).consent_id != first.consent_id


def test_a_text_that_is_not_in_force_cannot_be_consented_to(
    database: Database, anna: Caller, said: GiveConsent
) -> None:
    with pytest.raises(contract.ConsentTextOutdated) as refusal:
        consents.give_consent(database, anna, replace(said, text_version="0"))

    assert refusal.value.details == {"text_version": "1"}


def test_a_text_counts_from_the_day_it_comes_into_force(database: Database) -> None:
    with clock.freeze(NOW.replace(year=2025)):
        assert consents.list_consent_texts(database).items == ()


def test_there_is_no_consent_without_a_purpose_that_is_known(
    database: Database, anna: Caller, said: GiveConsent
) -> None:
    with pytest.raises(Invalid) as refusal:
        consents.give_consent(database, anna, replace(said, purpose="advertising"))

    assert refusal.value.details == {"purpose": "consent.purpose"}


def test_an_unknown_recipient_is_not_consented_to(
    database: Database, anna: Caller, said: GiveConsent
) -> None:
    with pytest.raises(UnknownOrganisation):
        consents.give_consent(database, anna, replace(said, recipient_id=OrganisationId(uuid4())))


def test_a_receipt_repeats_what_was_agreed_word_for_word(
    database: Database, vault: Vault, anna: Caller, said: GiveConsent
) -> None:
    given = consents.give_consent(database, anna, said)

    query = ReadConsentReceipt(consent_id=given.consent_id)
    receipt = consents.read_consent_receipt(database, vault, anna, query)

    [text, _] = consents.list_consent_texts(database).items
    assert (receipt.consent, receipt.text, receipt.text_sha256) == (given, text.text_ru, text.sha256)
    assert (receipt.surname, receipt.drawn_up_at) == ("Водкина", NOW)


def test_a_consent_may_stand_until_a_day(database: Database, anna: Caller, said: GiveConsent) -> None:
    given = consents.give_consent(database, anna, replace(said, valid_until=TODAY))
    lasting = consents.give_consent(database, anna, replace(said, purpose="monitoring"))

    on_its_last_day = consents.end_consents(database)
    with clock.freeze(NOW + timedelta(days=1)):
        behind_it, again = consents.end_consents(database), consents.end_consents(database)

    assert (on_its_last_day, behind_it, again) == (0, 1, 0)
    assert [each.consent_id for each in mine(database, anna).items if each.withdrawn_at is None] == [
        lasting.consent_id
    ]
    told = announced(database, "identity.consent.withdrawn")
    assert [each["consent_id"] for each in told] == [str(given.consent_id)]


def test_another_last_day_is_another_consent(database: Database, anna: Caller, said: GiveConsent) -> None:
    first = consents.give_consent(database, anna, said)

    second = consents.give_consent(database, anna, replace(said, valid_until=TODAY))

    assert (second.consent_id != first.consent_id, second.valid_until) == (True, TODAY)


def test_a_last_day_has_not_passed(database: Database, anna: Caller, said: GiveConsent) -> None:
    with pytest.raises(Invalid) as refusal:
        consents.give_consent(database, anna, replace(said, valid_until=TODAY - timedelta(days=1)))

    assert refusal.value.details == {"valid_until": "date.past"}


def test_nobody_sees_or_withdraws_the_consents_of_another(
    database: Database, vault: Vault, anna: Caller, said: GiveConsent
) -> None:
    given = consents.give_consent(database, anna, said)
    other = Caller(process="gateway", person_id=an_active_person(database, vault))
    query = ReadConsentReceipt(consent_id=given.consent_id)

    assert mine(database, other).items == ()
    with pytest.raises(contract.UnknownConsent):
        withdraw(database, other, given)
    with pytest.raises(contract.UnknownConsent):
        consents.read_consent_receipt(database, vault, other, query)


def test_a_long_list_comes_page_by_page(database: Database, anna: Caller, said: GiveConsent) -> None:
    levels = (ConsentLevel.MINIMAL, ConsentLevel.PROFILE, ConsentLevel.FULL)
    given = [consents.give_consent(database, anna, replace(said, level=level)) for level in levels]

    first = mine(database, anna, limit=2)
    rest = mine(database, anna, limit=2, cursor=first.next_cursor)

    listed = [each.consent_id for each in (*first.items, *rest.items)]
    assert listed == [each.consent_id for each in reversed(given)]
    assert rest.next_cursor is None
