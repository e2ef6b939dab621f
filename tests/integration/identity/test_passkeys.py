"""A passkey signs what it was asked to, for us, and more often each time; nothing else is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from contracts.identity.accounts import Register
from contracts.identity.factors import (
    AddPasskey,
    FactorEnrolledAlready,
    FactorMandatory,
    RemovePasskey,
    TooManyPasskeys,
)
from contracts.identity.organisations import GrantRole
from contracts.identity.second_factor import ChallengeEnded, FinishLogIn, NotEnrolled, PasskeyRefused
from contracts.identity.sessions import FactorMethod, LogInAnswer, Tokens
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller
from kernel.values import Role, Strength
from services.identity.usecases.factors import my_factors
from services.identity.usecases.passkeys import add_passkey, begin_passkey, remove_passkey
from services.identity.usecases.roles import grant_role
from services.identity.usecases.second_factor import finish_log_in
from services.identity.vault.passkeys import RelyingParty
from services.identity.vault.tokens import Mint
from tests.builders.identity import NOBODY, NOW, a_registration, logged_in, registered
from tests.builders.second_factors import PRESENT, Device, caller_of, with_a_passkey

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def given(database: Database, mint: Mint, somebody: Register) -> LogInAnswer:
    return logged_in(database, mint, somebody.phone)


@pytest.fixture
def caller(database: Database, mint: Mint, given: LogInAnswer) -> Caller:
    return caller_of(database, mint, given)


@pytest.fixture
def device(database: Database, mint: Mint, given: LogInAnswer) -> Device:
    """A device whose passkey is enrolled."""
    device = Device()
    with_a_passkey(database, mint, given, device)
    return device


SignIn = Callable[..., Tokens]


@pytest.fixture
def sign_in(database: Database, mint: Mint, somebody: Register) -> SignIn:
    """Log in with the passkey of `device`. changed: of what the browser gives."""

    def sign(device: Device, **changed: Any) -> Tokens:
        challenge = logged_in(database, mint, somebody.phone).challenge
        assert challenge is not None
        assert challenge.passkey is not None
        passkey = {**device.sign(challenge.passkey), **changed}
        shown = FinishLogIn(challenge=challenge.challenge, method=FactorMethod.PASSKEY, passkey=passkey)
        return finish_log_in(database, mint, NOBODY, shown)

    return sign


def test_a_passkey_is_listed_as_its_owner_calls_it(
    database: Database, mint: Mint, given: LogInAnswer, caller: Caller
) -> None:
    added = with_a_passkey(database, mint, given, Device(), label="Рабочий ноутбук")

    [listed] = my_factors(database, mint.vault, caller).passkeys
    assert (listed.label, listed.enrolled_at, listed.used_at) == ("Рабочий ноутбук", NOW, None)
    assert listed.passkey_id == added.passkey.passkey_id
    assert len(added.recovery_codes) == 10


def test_password_and_passkey_open_a_session_that_says_so(
    database: Database, mint: Mint, device: Device, caller: Caller, sign_in: SignIn
) -> None:
    with clock.freeze(LATER):
        assert caller_of(database, mint, sign_in(device)).strength is Strength.SECOND_FACTOR

    assert my_factors(database, mint.vault, caller).passkeys[0].used_at == LATER


def test_the_same_passkey_signs_again_with_a_greater_count(device: Device, sign_in: SignIn) -> None:
    sign_in(device)

    assert sign_in(device).access_token


def test_a_device_that_does_not_count_is_taken(device: Device, sign_in: SignIn) -> None:
    """Passkeys that are copied between the devices of a person always say zero."""
    for _ in range(2):
        device.count = -1
        assert sign_in(device).access_token


def test_a_copy_that_falls_behind_is_refused(device: Device, sign_in: SignIn) -> None:
    sign_in(device)
    device.count = 0

    with pytest.raises(PasskeyRefused):
        sign_in(device)


@pytest.mark.parametrize(
    "changed",
    [
        {"site": "https://nmo.example.ru.evil.example"},
        {"site": "http://nmo.example.ru"},
        {"domain": "evil.example"},
        {"flags": 0},
        {"key": ec.generate_private_key(ec.SECP256R1())},
        {"credential_id": b"another"},
    ],
    ids=["another site", "without TLS", "another domain", "nobody present", "another key", "unknown"],
)
def test_what_another_has_signed_is_refused(device: Device, sign_in: SignIn, changed: dict[str, Any]) -> None:
    with pytest.raises(PasskeyRefused):
        sign_in(replace(device, **changed))


def test_what_was_signed_for_another_challenge_is_refused(
    database: Database, mint: Mint, somebody: Register, device: Device
) -> None:
    first, second = (logged_in(database, mint, somebody.phone).challenge for _ in range(2))
    assert first is not None
    assert second is not None
    passkey = device.sign(first.passkey or {})
    shown = FinishLogIn(challenge=second.challenge, method=FactorMethod.PASSKEY, passkey=passkey)

    with pytest.raises(PasskeyRefused):
        finish_log_in(database, mint, NOBODY, shown)


@pytest.mark.parametrize(
    "malformed",
    [
        {"id": 7},
        {"id": "ключ"},
        {"rawId": None},
        {"type": "password"},
        {"response": None},
        {"response": {}},
        {"response": {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA"}},
        {"response": {"clientDataJSON": "W10", "authenticatorData": "AA", "signature": "AA"}},
        {
            "response": {
                "authenticatorData": "",
                "signature": "",
                "userHandle": "A",
            }
        },
    ],
)
def test_what_is_no_credential_is_refused(device: Device, sign_in: SignIn, malformed: dict[str, Any]) -> None:
    with pytest.raises(PasskeyRefused):
        sign_in(device, **malformed)


def test_a_passkey_of_another_person_is_refused(
    database: Database, mint: Mint, device: Device, sign_in: SignIn
) -> None:
    stranger = a_registration()
    registered(database, mint.vault, stranger)
    theirs = Device(credential_id=b"of the stranger")
    with_a_passkey(database, mint, logged_in(database, mint, stranger.phone), theirs)

    with pytest.raises(PasskeyRefused):
        sign_in(theirs)


def test_a_device_is_enrolled_once(database: Database, mint: Mint, device: Device, sign_in: SignIn) -> None:
    tokens = sign_in(device)

    with pytest.raises(FactorEnrolledAlready):
        with_a_passkey(database, mint, tokens, device)


@pytest.mark.parametrize(
    "device",
    [
        Device(site="https://evil.example"),
        Device(domain="evil.example"),
        Device(flags=0),
        Device(credential_id=b""),
    ],
    ids=["another site", "another domain", "nobody present", "no name"],
)
def test_what_was_made_for_another_is_not_enrolled(
    database: Database, mint: Mint, given: LogInAnswer, device: Device
) -> None:
    with pytest.raises(PasskeyRefused):
        with_a_passkey(database, mint, given, device)


def test_a_challenge_makes_one_passkey_within_five_minutes(
    database: Database, mint: Mint, caller: Caller
) -> None:
    asked, late = (begin_passkey(database, mint, caller) for _ in range(2))
    first, second = Device(), Device(credential_id=b"second")
    made = AddPasskey(challenge=asked.challenge, label="Ключ", passkey=first.create(asked.options))
    again = replace(made, passkey=second.create(asked.options))
    too_late = replace(made, challenge=late.challenge, passkey=second.create(late.options))
    add_passkey(database, mint, caller, made)

    with pytest.raises(ChallengeEnded):
        add_passkey(database, mint, caller, again)
    with clock.freeze(LATER), pytest.raises(ChallengeEnded):
        add_passkey(database, mint, caller, too_late)


def test_the_challenge_of_a_log_in_makes_no_passkey(
    database: Database, mint: Mint, somebody: Register, device: Device, caller: Caller
) -> None:
    challenge = logged_in(database, mint, somebody.phone).challenge
    assert challenge is not None
    made = Device(credential_id=b"second").create({"challenge": challenge.challenge})

    with pytest.raises(ChallengeEnded):
        add_passkey(
            database, mint, caller, AddPasskey(challenge=challenge.challenge, label="Ключ", passkey=made)
        )


def test_a_passkey_is_removed_by_its_owner_only(
    database: Database, mint: Mint, device: Device, caller: Caller
) -> None:
    [listed] = my_factors(database, mint.vault, caller).passkeys
    stranger = a_registration()
    registered(database, mint.vault, stranger)
    other = caller_of(database, mint, logged_in(database, mint, stranger.phone))
    command = RemovePasskey(passkey_id=listed.passkey_id)

    with pytest.raises(NotEnrolled):
        remove_passkey(database, other, command)
    remove_passkey(database, caller, command)

    assert my_factors(database, mint.vault, caller).passkeys == ()


def test_the_last_passkey_stays_where_a_role_demands_a_factor(
    database: Database, mint: Mint, device: Device, caller: Caller
) -> None:
    grant_role(database, GrantRole(person_id=caller.person, role=Role.COMMISSION))
    [listed] = my_factors(database, mint.vault, caller).passkeys

    with pytest.raises(FactorMandatory):
        remove_passkey(database, caller, RemovePasskey(passkey_id=listed.passkey_id))


def test_a_person_has_ten_passkeys_at_the_most(
    database: Database, mint: Mint, given: LogInAnswer, sign_in: SignIn
) -> None:
    first = Device(credential_id=b"first")
    with_a_passkey(database, mint, given, first)
    tokens, late = sign_in(first), Device(credential_id=b"late")
    caller = caller_of(database, mint, tokens)
    begun = begin_passkey(database, mint, caller)
    for number in range(9):
        with_a_passkey(database, mint, tokens, Device(credential_id=f"further {number}".encode()))
    command = AddPasskey(challenge=begun.challenge, label="Ключ", passkey=late.create(begun.options))

    with pytest.raises(TooManyPasskeys):
        begin_passkey(database, mint, caller)
    with pytest.raises(TooManyPasskeys):
        add_passkey(database, mint, caller, command)


def test_a_browser_is_not_asked_for_a_second_passkey_of_one_device(
    database: Database, mint: Mint, device: Device, sign_in: SignIn
) -> None:
    options = begin_passkey(database, mint, caller_of(database, mint, sign_in(device))).options

    assert [one["id"] for one in options["excludeCredentials"]] == [device.sign({"challenge": ""})["id"]]
    assert options["rp"] == {"id": "nmo.example.ru", "name": "НМО"}


def test_passkeys_may_be_made_for_another_domain_than_the_public_address(
    database: Database, mint: Mint, given: LogInAnswer
) -> None:
    elsewhere = RelyingParty(party_id="example.ru", origins=("https://lk.example.ru",))
    device = Device(site="https://lk.example.ru", domain="example.ru", flags=PRESENT)

    assert with_a_passkey(database, replace(mint, passkeys_for=elsewhere), given, device).passkey
