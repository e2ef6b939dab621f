"""The suite and Госуслуги: who comes back is who was sent, as the registry knows them."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from contracts.identity.accounts import Trust
from contracts.identity.esia import AuthorisationDenied, IdTokenRefused
from kernel import context
from kernel.context import Request
from kernel.identifiers import Email, PersonInn, Phone, Snils
from kernel.messages import Caller, Unavailable
from kernel.settings import EsiaSettings
from services.identity.channels.provider import Leaving
from services.identity.channels.providers import provider_of
from services.identity.domain.claims import Subject
from services.identity.domain.registry import Identified, Membership, Passport, RegistryPerson
from services.identity.vault.tickets import new_ticket
from tests.builders.esia import (
    CHIEF,
    CHILD,
    DOCTOR,
    EARLY,
    SIMPLIFIED,
    Gosuslugi,
    another_key,
    pem_of,
    public_pem_of,
    visit,
)


def now() -> datetime:
    """The emulator lives in real time."""
    return datetime.now(UTC)


def come_back(settings: EsiaSettings, leaving: Leaving, oid: int | None) -> dict[str, str]:
    return visit(provider_of(settings).address(leaving, now()), oid)


def identified(settings: EsiaSettings, leaving: Leaving, oid: int) -> Identified:
    told = come_back(settings, leaving, oid)
    return provider_of(settings).identify(told["code"], leaving, now())


def refused(settings: EsiaSettings, leaving: Leaving, code: str) -> dict[str, str]:
    """The facts of the refusal of a code."""
    with pytest.raises((IdTokenRefused, AuthorisationDenied)) as refusal:
        provider_of(settings).identify(code, leaving, now())
    return {"code": refusal.value.code, **refusal.value.details}


def test_a_confirmed_person_is_told_as_the_registry_knows_them(esia: Gosuslugi, leaving: Leaving) -> None:
    assert identified(esia.settings, leaving, DOCTOR).person == RegistryPerson(
        oid=str(DOCTOR),
        trust=Trust.CONFIRMED,
        surname="Лазарева",
        name="Анна",
        patronymic="Сергеевна",
        birth_date=date(1984, 3, 17),
        snils=Snils("00000080125"),
        inn=PersonInn("000003008150"),
        phone=Phone("+70000000801"),
        email=Email("lazareva@example.org"),
    )


@pytest.mark.parametrize(
    ("oid", "trust"),
    [
        (DOCTOR, Trust.CONFIRMED),
        (CHIEF, Trust.CONFIRMED),
        (EARLY, Trust.CONFIRMED),
        (SIMPLIFIED, Trust.UNCONFIRMED),
        (CHILD, Trust.CHILD),
    ],
)
def test_trust_is_what_token_and_profile_say(
    esia: Gosuslugi, leaving: Leaving, oid: int, trust: Trust
) -> None:
    assert identified(esia.settings, leaving, oid).person.trust is trust


def test_a_profile_that_is_no_longer_trusted_outweighs_the_token(esia: Gosuslugi, leaving: Leaving) -> None:
    esia.learn(EARLY, trusted=False)
    try:
        assert identified(esia.settings, leaving, EARLY).person.trust is Trust.UNCONFIRMED
    finally:
        esia.learn(EARLY, trusted=True)


def test_an_early_snils_needs_no_checksum(esia: Gosuslugi, leaving: Leaving) -> None:
    assert identified(esia.settings, leaving, EARLY).person.snils == Snils("00000060006")


def test_the_organisations_of_a_person_are_told(esia: Gosuslugi, leaving: Leaving) -> None:
    academy, unknown = identified(esia.settings, leaving, CHIEF).person.organisations

    assert academy == Membership(
        name="Демонстрационная академия последипломного образования",
        ogrn="1000000000010",
        inn="0000010016",
        is_chief=True,
    )
    assert not unknown.is_chief


def test_a_passport_is_told_only_where_it_was_asked_for(esia: Gosuslugi, leaving: Leaving) -> None:
    asking = esia.asking(scopes=f"{esia.settings.scopes} id_doc")

    assert identified(asking, leaving, DOCTOR).person.passport == Passport(
        series="0000", number="000801", issued_on=date(2010, 2, 1)
    )


def test_what_was_not_asked_for_is_not_known(esia: Gosuslugi, leaving: Leaving) -> None:
    person = identified(esia.asking(scopes="openid fullname"), leaving, DOCTOR).person

    assert (person.surname, person.snils, person.phone, person.email) == ("Лазарева", None, None, None)


def test_the_address_says_what_is_signed_and_nothing_secret(esia: Gosuslugi, leaving: Leaving) -> None:
    asked = parse_qs(urlsplit(provider_of(esia.settings).address(leaving, now())).query)

    assert asked["state"] == [str(leaving.state)]
    assert re.fullmatch(r"\d{4}\.\d\d\.\d\d \d\d:\d\d:\d\d \+0300", asked["timestamp"][0])
    assert re.fullmatch(r"[A-Za-z0-9_-]+", asked["client_secret"][0])
    assert leaving.ticket not in str(asked)


def test_a_person_who_refuses_comes_back_with_that(esia: Gosuslugi, leaving: Leaving) -> None:
    told = come_back(esia.settings, leaving, None)

    assert (told["error"], told["state"]) == ("access_denied", str(leaving.state))


def test_a_code_counts_once(esia: Gosuslugi, leaving: Leaving) -> None:
    code = come_back(esia.settings, leaving, DOCTOR)["code"]
    provider_of(esia.settings).identify(code, leaving, now())

    assert refused(esia.settings, leaving, code) == {"code": "AuthorisationDenied", "reason": "invalid_grant"}


def test_a_stolen_code_is_worth_nothing_without_the_ticket(esia: Gosuslugi, leaving: Leaving) -> None:
    code = come_back(esia.settings, leaving, DOCTOR)["code"]
    thief = replace(leaving, ticket=new_ticket())

    assert refused(esia.settings, thief, code)["code"] == "AuthorisationDenied"


def test_where_no_challenge_is_sent_the_nonce_stops_the_thief(esia: Gosuslugi, leaving: Leaving) -> None:
    plain = esia.asking(pkce=False)
    code = come_back(plain, leaving, DOCTOR)["code"]
    thief = replace(leaving, ticket=new_ticket())

    assert refused(plain, thief, code) == {"code": "IdTokenRefused", "reason": "nonce"}


@pytest.mark.parametrize(
    ("switch", "reason"), [({"wrong_nonce": True}, "nonce"), ({"expired": True}, "expired")]
)
def test_a_token_that_says_something_else_is_refused(
    esia: Gosuslugi, leaving: Leaving, switch: dict[str, bool], reason: str
) -> None:
    code = come_back(esia.settings, leaving, DOCTOR)["code"]
    esia.fail(**switch)

    assert refused(esia.settings, leaving, code) == {"code": "IdTokenRefused", "reason": reason}


def test_the_token_of_another_issuer_is_refused(esia: Gosuslugi, leaving: Leaving) -> None:
    real = esia.asking(issuer=None)
    code = come_back(real, leaving, DOCTOR)["code"]

    assert refused(real, leaving, code) == {"code": "IdTokenRefused", "reason": "issuer"}


def test_a_token_of_another_algorithm_is_refused(esia: Gosuslugi, leaving: Leaving) -> None:
    strict = esia.asking(algorithm="PS256")
    code = come_back(strict, leaving, DOCTOR)["code"]

    assert refused(strict, leaving, code) == {"code": "IdTokenRefused", "reason": "algorithm"}


def test_a_key_that_is_not_theirs_does_not_verify(esia: Gosuslugi, leaving: Leaving, tmp_path: Path) -> None:
    pinned = tmp_path / "other.pem"
    pinned.write_bytes(public_pem_of(another_key()))
    strict = esia.asking(provider_key=pinned)
    code = come_back(strict, leaving, DOCTOR)["code"]

    assert refused(strict, leaving, code) == {"code": "IdTokenRefused", "reason": "signature"}


def test_the_next_key_signs_and_nobody_notices(esia: Gosuslugi, leaving: Leaving) -> None:
    identified(esia.settings, leaving, DOCTOR)
    esia.rotate()

    assert identified(esia.settings, replace(leaving, ticket=new_ticket()), DOCTOR).person.name == "Анна"


def test_a_suite_that_signs_with_another_key_is_sent_back(esia: Gosuslugi, leaving: Leaving) -> None:
    stranger = esia.asking(key=pem_of(another_key()))

    assert come_back(stranger, leaving, DOCTOR)["error"] == "invalid_client"


def test_who_is_away_is_asked_for_again_where_it_was_allowed(esia: Gosuslugi, leaving: Leaving) -> None:
    offline = esia.asking(access_type="offline")
    once = identified(offline, leaving, DOCTOR)
    known = Subject(oid=once.person.oid, trust=once.person.trust)

    again = provider_of(offline).look_again(known, once.refresh_token or "", now())

    assert again.person == once.person
    assert again.refresh_token not in (None, once.refresh_token)


def test_there_is_nothing_to_ask_again_with_where_it_was_not(esia: Gosuslugi, leaving: Leaving) -> None:
    assert identified(esia.settings, leaving, DOCTOR).refresh_token is None


def test_an_outage_is_said_to_be_one(esia: Gosuslugi, leaving: Leaving) -> None:
    code = come_back(esia.settings, leaving, DOCTOR)["code"]
    esia.fail(down=True)

    with pytest.raises(Unavailable) as refusal:
        provider_of(esia.settings).identify(code, leaving, now())

    assert refusal.value.details == {"service": "esia", "reason": "failing"}


def test_nobody_at_the_address_is_an_outage(esia: Gosuslugi, leaving: Leaving) -> None:
    with pytest.raises(Unavailable) as refusal:
        provider_of(esia.asking(url="http://127.0.0.1:1")).identify("code", leaving, now())

    assert refusal.value.details == {"service": "esia", "reason": "unreachable"}


def test_the_caller_is_answered_before_the_time_is_up(esia: Gosuslugi, leaving: Leaving) -> None:
    code = come_back(esia.settings, leaving, DOCTOR)["code"]
    esia.fail(slow=2)
    hurry = Request(caller=Caller(process="gateway"), correlation_id="1", deadline=time.time() + 1.3)

    with context.using(hurry), pytest.raises(Unavailable) as refusal:
        provider_of(esia.settings).identify(code, leaving, now())

    assert refusal.value.details == {"service": "esia", "reason": "timeout"}
    assert hurry.remaining(10) > 0


def test_a_clock_that_is_slow_by_a_minute_is_forgiven(esia: Gosuslugi, leaving: Leaving) -> None:
    code = come_back(esia.settings, leaving, DOCTOR)["code"]
    before = now() - timedelta(seconds=50)

    assert provider_of(esia.settings).identify(code, leaving, before).person.name == "Анна"
