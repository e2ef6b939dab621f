"""Passports: stated with the registration or later, sealed, and compared with what Госуслуги say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from contracts.identity.accounts import Trust
from contracts.identity.verification import FieldVerification, PassportNotStated, Standing
from kernel.database import Database
from kernel.messages import Caller, Invalid
from services.identity.domain.registry import Passport as ToldPassport
from services.identity.usecases import passports, resealing
from services.identity.usecases.registration import register
from services.identity.usecases.verification import my_verification
from services.identity.vault.sealing import Vault
from tests.builders.identity import (
    NEW_KEY,
    OLD_KEY,
    Telephone,
    a_passport,
    a_registration,
    a_vault,
    an_active_person,
    announced,
    linked,
)

Rows = Callable[[str], list[dict[str, object]]]


@pytest.fixture
def anna(database: Database, vault: Vault) -> Caller:
    return Caller(process="gateway", person_id=an_active_person(database, vault))


def fields(database: Database, vault: Vault, caller: Caller) -> dict[str, FieldVerification]:
    return {each.field: each for each in my_verification(database, vault, caller).fields}


def test_a_passport_is_shown_masked(database: Database, vault: Vault, anna: Caller) -> None:
    stated = passports.state_passport(database, vault, anna, a_passport())

    assert stated.masked == "** ** ****56"
    assert passports.my_passport(database, vault, anna) == stated
    assert announced(database, "identity.user.profile_updated") == [
        {"person_id": str(anna.person_id), "fields": ["passport"], "source": "typed"}
    ]


def test_a_passport_that_cannot_be_so_is_refused_by_its_field(
    database: Database, vault: Vault, anna: Caller
) -> None:
    with pytest.raises(Invalid) as refused:
        passports.state_passport(database, vault, anna, a_passport(issued_on=date(2000, 1, 1)))

    assert refused.value.details == {"issued_on": "passport.outdated"}
    with pytest.raises(PassportNotStated):
        passports.my_passport(database, vault, anna)


def test_stating_the_same_again_is_told_once(database: Database, vault: Vault, anna: Caller) -> None:
    for _ in range(2):
        passports.state_passport(database, vault, anna, a_passport())

    assert len(announced(database, "identity.user.profile_updated")) == 1


def test_a_passport_can_come_with_the_registration(
    database: Database, vault: Vault, telephone: Telephone
) -> None:
    begun = register(database, vault, telephone, a_registration(passport=a_passport()))

    own = Caller(process="gateway", person_id=begun.person_id)
    assert passports.my_passport(database, vault, own).issued_on == a_passport().issued_on


def test_a_registration_names_the_fields_of_the_passport_beside_its_own(
    database: Database, vault: Vault, telephone: Telephone
) -> None:
    typed = a_registration(name="А1", passport=a_passport(issued_on=date(2030, 1, 1)))

    with pytest.raises(Invalid) as refused:
        register(database, vault, telephone, typed)

    assert refused.value.details == {"name": "name.characters", "passport.issued_on": "passport.future"}


def test_nothing_of_a_passport_can_be_read_in_the_database(
    database: Database, vault: Vault, anna: Caller, rows: Rows
) -> None:
    passports.state_passport(database, vault, anna, a_passport())

    assert b"123456" not in repr(rows("passports")).encode()
    assert "123456" not in repr([*rows("outbox"), *rows("journal")])


def test_passports_follow_the_key_ring(database: Database, anna: Caller) -> None:
    before, now = a_vault(NEW_KEY), a_vault(OLD_KEY, NEW_KEY)
    stated = passports.state_passport(database, before, anna, a_passport())

    moved = resealing.reseal(database, now)

    assert moved == 1
    assert passports.my_passport(database, a_vault(OLD_KEY), anna) == stated


def test_without_a_link_nothing_is_checked(database: Database, vault: Vault, anna: Caller) -> None:
    passports.state_passport(database, vault, anna, a_passport())

    report = my_verification(database, vault, anna)

    assert (report.trust, report.checked_at, report.confirmed_share) == (None, None, Decimal("0.00"))
    assert {each.standing for each in report.fields} == {Standing.UNCHECKED}


def test_each_field_is_compared_with_what_gosuslugi_say(
    database: Database, vault: Vault, anna: Caller
) -> None:
    passports.state_passport(database, vault, anna, a_passport())
    told = ToldPassport(series="4508", number="654321", issued_on=a_passport().issued_on)

    linked(database, vault, anna.person, surname="Водкина-Лаврова", name="Алёна", passport=told)

    found = fields(database, vault, anna)
    assert found["surname"] == FieldVerification(
        field="surname", value="Водкина-Лаврова", standing=Standing.CORRECTED, typed="Водкина", told=None
    )
    assert found["name"].standing is Standing.CONFIRMED
    assert found["inn"].standing is Standing.UNCHECKED
    assert found["passport.series"].standing is Standing.CONFIRMED
    assert found["passport.number"] == FieldVerification(
        field="passport.number", value="****56", standing=Standing.DIFFERS, typed=None, told="****21"
    )


def test_the_share_of_what_is_confirmed_is_told(database: Database, vault: Vault, anna: Caller) -> None:
    linked(database, vault, anna.person, surname="Водкина", name="Алёна", patronymic="Игоревна")

    report = my_verification(database, vault, anna)

    # Four of six: neither the birthday nor the ИНН was told.
    assert (report.trust, report.confirmed_share) == (Trust.CONFIRMED, Decimal("0.67"))
