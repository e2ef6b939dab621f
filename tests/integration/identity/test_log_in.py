"""Logging in: with any of three names, at the same price for the known and the unknown."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from argon2.low_level import verify_secret

from contracts.identity.accounts import Register, TooManyAttempts
from contracts.identity.sessions import LogIn, LogInAnswer, PhoneNotConfirmed, WrongCredentials
from kernel import clock
from kernel.database import Database
from kernel.messages import ServiceError
from services.identity.usecases.registration import register
from services.identity.usecases.sessions import log_in
from services.identity.vault.tokens import Mint
from tests.builders.identity import (
    NEW_KEY,
    NOBODY,
    NOW,
    OLD_KEY,
    PASSWORD,
    Telephone,
    a_registration,
    a_vault,
    announced,
    logged_in,
    prove_email,
    registered,
)
from tests.integration.identity.simultaneously import simultaneously
from tests.integration.identity.statements import counted

WRONG = "совсем другой пароль"


def refusal(database: Database, mint: Mint, login: str, password: str = WRONG) -> ServiceError:
    with pytest.raises(ServiceError) as refused:
        log_in(database, mint, NOBODY, LogIn(login=login, password=password))
    return refused.value


@pytest.mark.parametrize("name", ["phone", "email", "snils"])
def test_the_phone_the_address_and_the_snils_open_the_door(
    database: Database, mint: Mint, somebody: Register, name: str
) -> None:
    prove_email(database, mint.vault, somebody)

    tokens = logged_in(database, mint, getattr(somebody, name))

    assert isinstance(tokens, LogInAnswer)
    assert (tokens.token_type, tokens.expires_in) == ("Bearer", 600)


def test_a_login_is_understood_as_people_write_it(database: Database, mint: Mint, somebody: Register) -> None:
    number = somebody.phone.number
    written = f"8 ({number[2:5]}) {number[5:8]}-{number[8:10]}-{number[10:]}"

    assert logged_in(database, mint, written).person_id


def test_logging_in_is_announced(database: Database, mint: Mint, somebody: Register) -> None:
    tokens = logged_in(database, mint, somebody.phone, device="Телефон")

    [opened] = announced(database, "identity.session.opened")
    assert opened["person_id"] == str(tokens.person_id)


@pytest.mark.parametrize("login", ["+79990000000", "nobody@example.ru", "087-654-303 00", "никто", " "])
def test_an_unknown_login_is_answered_like_a_wrong_password(
    database: Database, mint: Mint, somebody: Register, login: str
) -> None:
    unknown, known = refusal(database, mint, login), refusal(database, mint, str(somebody.phone))

    assert (type(unknown), unknown.details) == (type(known), known.details) == (WrongCredentials, {})


def test_an_unknown_login_costs_one_hash_and_the_same_statements(
    database: Database, mint: Mint, somebody: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody's time is measured: the work is."""
    hashed = list[bytes]()

    def verify(digest: bytes, *rest: Any) -> bool:
        hashed.append(digest)
        return verify_secret(digest, *rest)

    monkeypatch.setattr("argon2._password_hasher.verify_secret", verify)

    with counted() as for_the_known:
        refusal(database, mint, str(somebody.phone))
    with counted() as for_the_unknown:
        refusal(database, mint, "+79990000000")

    assert len(hashed) == 2
    assert for_the_known == for_the_unknown


def test_an_unknown_login_is_closed_like_a_known_one(
    database: Database, mint: Mint, somebody: Register
) -> None:
    """Else being stopped would tell who is registered."""
    known = [refusal(database, mint, str(somebody.phone)) for _ in range(7)]
    unknown = [refusal(database, mint, "+79990000000") for _ in range(7)]

    assert [(e.code, e.details) for e in unknown] == [(e.code, e.details) for e in known]
    assert [e.code for e in known] == ["WrongCredentials"] * 5 + ["TooManyAttempts"] * 2


def test_after_five_failures_the_right_password_waits_and_then_opens(
    database: Database, mint: Mint, somebody: Register
) -> None:
    login = str(somebody.phone)
    for _ in range(5):
        refusal(database, mint, login)

    closed = refusal(database, mint, login, PASSWORD)

    assert closed.details == {"retry_after": "60"}
    with clock.freeze(NOW + timedelta(seconds=60)):
        assert logged_in(database, mint, login).expires_in == 600


def test_simultaneous_guesses_are_all_counted(database: Database, mint: Mint, somebody: Register) -> None:
    guess = LogIn(login=str(somebody.phone), password=WRONG)

    answers = simultaneously(30, lambda: log_in(database, mint, NOBODY, guess))

    judged = sum(isinstance(answer, WrongCredentials) for answer in answers)
    assert judged + sum(isinstance(answer, TooManyAttempts) for answer in answers) == 30
    assert 5 <= judged <= 20
    assert isinstance(refusal(database, mint, str(somebody.phone), PASSWORD), TooManyAttempts)


def test_ten_simultaneous_log_ins_of_one_person_are_ten_sessions(
    database: Database, mint: Mint, somebody: Register
) -> None:
    command = LogIn(login=str(somebody.phone), password=PASSWORD)

    answers = simultaneously(10, lambda: log_in(database, mint, NOBODY, command))

    assert len({answer.refresh_token for answer in answers if isinstance(answer, LogInAnswer)}) == 10


def test_an_unconfirmed_phone_is_named_only_to_who_knows_the_password(
    database: Database, mint: Mint, telephone: Telephone
) -> None:
    command = a_registration()
    begun = register(database, mint.vault, telephone, command)

    right, wrong = (refusal(database, mint, str(command.phone), password) for password in (PASSWORD, WRONG))

    assert isinstance(right, PhoneNotConfirmed)
    assert right.details == {"person_id": str(begun.person_id)}
    assert isinstance(wrong, WrongCredentials)


def test_who_proved_the_phone_comes_before_who_only_typed_it(
    database: Database, mint: Mint, telephone: Telephone
) -> None:
    command = a_registration()
    register(database, mint.vault, telephone, a_registration(phone=command.phone))
    with clock.freeze(NOW + timedelta(minutes=2)):
        person_id = registered(database, mint.vault, command).person_id

    assert logged_in(database, mint, command.phone).person_id == person_id


def test_who_registered_under_an_older_key_logs_in(database: Database) -> None:
    command = a_registration()
    person_id = registered(database, a_vault(OLD_KEY), command).person_id
    rotated = Mint(vault=a_vault(NEW_KEY, OLD_KEY), issuer="https://nmo.example.ru")

    assert logged_in(database, rotated, command.snils).person_id == person_id
