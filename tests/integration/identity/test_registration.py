"""Registering: once per person, with a code that goes out after the commit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from contracts.identity.accounts import (
    AlreadyRegistered,
    ConfirmPhone,
    Delivery,
    PersonState,
    Registration,
    UnknownPerson,
    WeakPassword,
)
from kernel import clock
from kernel.database import Database
from kernel.identifiers import Email
from kernel.messages import Invalid
from services.identity.usecases.registration import confirm_phone, register
from services.identity.vault.sealing import Vault
from tests.builders.identity import (
    NEW_KEY,
    NOW,
    OLD_KEY,
    Telephone,
    a_registration,
    a_vault,
    announced,
    registered,
)
from tests.integration.identity.simultaneously import simultaneously
from tests.integration.identity.statements import counted

Rows = Callable[[str], list[dict[str, object]]]


def test_registering_opens_an_account_and_sends_a_code(
    database: Database, vault: Vault, telephone: Telephone
) -> None:
    begun = register(database, vault, telephone, a_registration())

    assert begun == Registration(
        person_id=begun.person_id,
        state=PersonState.NEW,
        delivery=Delivery.SENT,
        code_expires_at=NOW + timedelta(minutes=5),
        resend_at=NOW + timedelta(seconds=60),
    )
    assert len(telephone.codes) == 1
    assert announced(database, "identity.user.registered") == [{"person_id": str(begun.person_id)}]


def test_the_code_activates_the_account_of_a_specialist(
    database: Database, vault: Vault, telephone: Telephone
) -> None:
    begun = register(database, vault, telephone, a_registration())

    confirmed = confirm_phone(database, vault, ConfirmPhone(person_id=begun.person_id, code=telephone.last))

    person_id = str(begun.person_id)
    assert confirmed.state is PersonState.ACTIVE
    assert announced(database, "identity.user.phone_confirmed") == [{"person_id": person_id}]
    assert announced(database, "identity.role.granted") == [
        {"person_id": person_id, "role": "specialist", "organisation_id": None}
    ]


def test_confirming_again_with_the_same_code_changes_nothing(
    database: Database, vault: Vault, telephone: Telephone
) -> None:
    begun = register(database, vault, telephone, a_registration())
    proof = ConfirmPhone(person_id=begun.person_id, code=telephone.last)
    confirm_phone(database, vault, proof)

    assert confirm_phone(database, vault, proof).state is PersonState.ACTIVE
    assert len(announced(database, "identity.user.phone_confirmed")) == 1


def test_a_registration_stands_when_the_code_cannot_be_sent(
    database: Database, vault: Vault, telephone: Telephone
) -> None:
    telephone.reachable = False

    begun = register(database, vault, telephone, a_registration())

    assert begun.delivery is Delivery.NOT_DELIVERED
    assert begun.resend_at == NOW
    assert len(announced(database, "identity.user.registered")) == 1


def test_the_same_data_continue_the_same_registration(
    database: Database, vault: Vault, telephone: Telephone
) -> None:
    somebody = a_registration()
    begun = register(database, vault, telephone, somebody)

    with clock.freeze(NOW + timedelta(minutes=2)):
        again = register(database, vault, telephone, somebody)

    assert again.person_id == begun.person_id
    assert len(telephone.codes) == 2


def test_within_a_minute_the_same_registration_sends_no_second_code(
    database: Database, vault: Vault, telephone: Telephone
) -> None:
    somebody = a_registration()
    begun = register(database, vault, telephone, somebody)

    with clock.freeze(NOW + timedelta(seconds=20)):
        again = register(database, vault, telephone, somebody)

    assert again == begun
    assert len(telephone.codes) == 1


def test_with_another_password_a_registration_begins_anew(
    database: Database, vault: Vault, telephone: Telephone
) -> None:
    """Else a stranger could choose the password that the owner of the phone then confirms."""
    somebody = a_registration()
    begun = register(database, vault, telephone, somebody)

    other = register(database, vault, telephone, replace(somebody, password="совсем другой пароль 8"))

    assert other.person_id != begun.person_id
    with pytest.raises(UnknownPerson):
        confirm_phone(database, vault, ConfirmPhone(person_id=begun.person_id, code=telephone.last))


def test_ten_simultaneous_twins_open_one_account_and_send_one_code(
    database: Database, vault: Vault, telephone: Telephone
) -> None:
    somebody = a_registration()

    answers = simultaneously(10, lambda: register(database, vault, telephone, somebody))

    assert all(isinstance(answer, Registration) for answer in answers)
    assert len({getattr(answer, "person_id", answer) for answer in answers}) == 1
    assert len(telephone.codes) == 1


@pytest.mark.parametrize("field", ["snils", "inn", "phone"])
def test_a_number_of_a_registered_person_is_refused_after_the_code_without_saying_which(
    database: Database, vault: Vault, telephone: Telephone, field: str
) -> None:
    first = a_registration()
    registered(database, vault, first)

    with clock.freeze(NOW + timedelta(minutes=2)):
        begun = register(database, vault, telephone, a_registration(**{field: getattr(first, field)}))
        with pytest.raises(AlreadyRegistered) as refused:
            confirm_phone(database, vault, ConfirmPhone(person_id=begun.person_id, code=telephone.last))

    assert refused.value.details == {}


@pytest.mark.parametrize("field", ["snils", "inn", "phone", "email"])
def test_whether_anything_is_known_is_not_told_by_the_answer_nor_by_the_steps_to_it(
    database: Database, vault: Vault, telephone: Telephone, field: str
) -> None:
    first = a_registration()
    registered(database, vault, first)

    with clock.freeze(NOW + timedelta(minutes=2)):
        register(database, vault, telephone, a_registration())  # the rows of the law are known from here on
        with counted() as for_the_unknown:
            unknown = register(database, vault, telephone, a_registration())
        with counted() as for_the_known:
            known = register(database, vault, telephone, a_registration(**{field: getattr(first, field)}))

    assert replace(known, person_id=unknown.person_id) == unknown
    assert for_the_known == for_the_unknown


def test_who_proves_the_phone_first_holds_the_numbers(
    database: Database, vault: Vault, telephone: Telephone
) -> None:
    somebody = a_registration()
    slow = register(database, vault, telephone, replace(somebody, email=Email("typo@example.ru")))
    code = telephone.last
    with clock.freeze(NOW + timedelta(minutes=2)):
        registered(database, vault, somebody)

        with pytest.raises(AlreadyRegistered):
            confirm_phone(database, vault, ConfirmPhone(person_id=slow.person_id, code=code))


def test_simultaneous_proofs_of_the_same_numbers_have_one_winner(database: Database, vault: Vault) -> None:
    somebody = a_registration()
    proofs = []
    for serial in range(5):
        with clock.freeze(NOW + timedelta(minutes=serial)):
            phone = Telephone()
            rival = register(database, vault, phone, replace(somebody, email=Email(f"r{serial}@example.ru")))
            proofs.append(ConfirmPhone(person_id=rival.person_id, code=phone.last))

    with clock.freeze(NOW + timedelta(minutes=4, seconds=30)):
        answers = simultaneously(5, lambda: confirm_phone(database, vault, proofs.pop()))

    assert [isinstance(answer, Registration) for answer in answers].count(True) == 1
    assert [isinstance(answer, AlreadyRegistered) for answer in answers].count(True) == 4


def test_wrong_data_are_refused_field_by_field(
    database: Database, vault: Vault, telephone: Telephone
) -> None:
    with pytest.raises(Invalid) as refused:
        register(database, vault, telephone, a_registration(surname="Bодкина", name="1"))

    assert refused.value.details == {"surname": "name.mixed_scripts", "name": "name.characters"}


def test_a_weak_password_is_refused_with_every_reason(
    database: Database, vault: Vault, telephone: Telephone
) -> None:
    with pytest.raises(WeakPassword) as refused:
        register(database, vault, telephone, a_registration(password="qwerty"))

    assert refused.value.details == {"password": "password.short", "password.1": "password.common"}


def test_nothing_personal_is_readable_in_the_database(
    database: Database, vault: Vault, telephone: Telephone, rows: Rows
) -> None:
    somebody = a_registration()
    register(database, vault, telephone, somebody)
    secrets = [
        *(somebody.surname, somebody.name, str(somebody.patronymic), "1984-02-29"),
        *(somebody.snils.digits, somebody.inn.digits, somebody.phone.number[2:], somebody.email.address),
        *(somebody.password, telephone.last),
    ]

    tables = "people", "phone_proofs", "codes", "outbox", "journal"
    cells = [cell for table in tables for row in rows(table) for cell in row.values()]
    dump = b"\n".join(cell if isinstance(cell, bytes) else str(cell).encode() for cell in cells)

    assert [secret for secret in secrets[:-1] if secret.encode() in dump] == []
    assert telephone.last.encode() not in b"".join(cell for cell in cells if isinstance(cell, bytes))


def test_a_person_registered_under_an_older_key_is_still_known(
    database: Database, telephone: Telephone
) -> None:
    somebody = a_registration()
    registered(database, a_vault(OLD_KEY), somebody)

    ring = a_vault(NEW_KEY, OLD_KEY)
    with clock.freeze(NOW + timedelta(minutes=2)):
        begun = register(database, ring, telephone, somebody)
        proof = ConfirmPhone(person_id=begun.person_id, code=telephone.last)
        with pytest.raises(AlreadyRegistered):
            confirm_phone(database, ring, proof)
