"""The suite and a certified OpenID Provider that knows nothing of ЕСИА."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from jwt.algorithms import RSAAlgorithm

from contracts.identity.accounts import Trust
from contracts.identity.esia import AuthorisationDenied, IdTokenRefused
from kernel.identifiers import Email, Snils
from kernel.messages import Unavailable
from kernel.settings import EsiaSettings
from services.identity.channels.provider import Leaving
from services.identity.channels.providers import provider_of
from services.identity.domain.registry import Identified, RegistryPerson
from services.identity.usecases.authorisations import Esia
from services.identity.vault.tickets import new_ticket
from tests.builders.esia import PAGE, a_key, another_key, pem_of
from tests.integration.esia.visitor import Visitor, caller
from tests.peers import oidc_provider

pytestmark = pytest.mark.skipif(not oidc_provider.can_run(), reason=oidc_provider.MISSING)

SECRET = "between us: 100% & +"
ACCOUNT = {
    "family_name": "Лазарева",
    "given_name": "Анна",
    "birthdate": "1984-03-17",
    "email": "lazareva@example.org",
    "email_verified": True,
    "phone_number": "+70000000801",
    "phone_number_verified": False,
    "snils": "000-000-801 25",
}
COMMON: dict[str, Any] = {"redirect_uris": [PAGE], "grant_types": ["authorization_code"]}


def a_client(name: str, **metadata: Any) -> dict[str, Any]:
    return {"client_id": name, **COMMON, **metadata}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EsiaSettings]:
    key = json.loads(RSAAlgorithm.to_jwk(a_key().public_key()))
    clients = [
        a_client("by-password", client_secret=SECRET, token_endpoint_auth_method="client_secret_basic"),
        a_client("by-key", jwks={"keys": [key]}, token_endpoint_auth_method="private_key_jwt"),
    ]
    with oidc_provider.running(tmp_path_factory.mktemp("peer"), clients, {"anna": ACCOUNT}) as url:
        yield EsiaSettings(
            protocol="oidc",
            url=url,
            client_id="by-password",
            client_secret=SECRET,
            return_urls=(PAGE,),
            scopes="openid profile email phone snils",
        )


def by_key(settings: EsiaSettings) -> EsiaSettings:
    return replace(settings, client_id="by-key", client_secret=None, key=pem_of(a_key()))


def code_for(settings: EsiaSettings, leaving: Leaving) -> str:
    address = provider_of(settings).address(leaving, datetime.now(UTC))
    told = oidc_provider.visit(address, "anna", PAGE)
    assert told["state"] == str(leaving.state)
    return told["code"]


def identified(settings: EsiaSettings, leaving: Leaving, code: str) -> Identified:
    return provider_of(settings).identify(code, leaving, datetime.now(UTC))


@pytest.mark.parametrize("proof", ["password", "key"])
def test_a_person_is_identified(settings: EsiaSettings, leaving: Leaving, proof: str) -> None:
    asking = by_key(settings) if proof == "key" else settings

    person = identified(asking, leaving, code_for(asking, leaving)).person

    assert person == RegistryPerson(
        oid="anna",
        trust=Trust.UNCONFIRMED,
        surname="Лазарева",
        name="Анна",
        birth_date=date(1984, 3, 17),
        snils=Snils("00000080125"),
        email=Email("lazareva@example.org"),
    )


def test_a_code_counts_once(settings: EsiaSettings, leaving: Leaving) -> None:
    code = code_for(settings, leaving)
    identified(settings, leaving, code)

    with pytest.raises(AuthorisationDenied) as refusal:
        identified(settings, leaving, code)

    assert refusal.value.details == {"reason": "invalid_grant"}


def test_a_stolen_code_is_worth_nothing_without_the_ticket(settings: EsiaSettings, leaving: Leaving) -> None:
    code = code_for(settings, leaving)

    with pytest.raises(AuthorisationDenied):
        identified(settings, replace(leaving, ticket=new_ticket()), code)


def test_a_token_of_another_algorithm_is_refused(settings: EsiaSettings, leaving: Leaving) -> None:
    strict = replace(settings, algorithm="ES256")

    with pytest.raises(IdTokenRefused) as refusal:
        identified(strict, leaving, code_for(strict, leaving))

    assert refusal.value.details == {"reason": "algorithm"}


@pytest.mark.parametrize("wrong", ["password", "key"])
def test_a_suite_that_cannot_prove_itself_is_at_fault_not_the_person(
    settings: EsiaSettings, leaving: Leaving, wrong: str
) -> None:
    stranger = (
        replace(by_key(settings), key=pem_of(another_key()))
        if wrong == "key"
        else replace(settings, client_secret="another")
    )

    with pytest.raises(Unavailable) as refusal:
        identified(stranger, leaving, code_for(stranger, leaving))

    assert refusal.value.details == {"service": "oidc", "reason": "client"}


def test_a_provider_that_calls_itself_otherwise_is_not_believed(
    settings: EsiaSettings, leaving: Leaving
) -> None:
    elsewhere = replace(settings, url=settings.url.replace("127.0.0.1", "localhost"))

    with pytest.raises(Unavailable) as refusal:
        provider_of(elsewhere).address(leaving, datetime.now(UTC))

    assert refusal.value.details == {"service": "oidc", "reason": "discovery"}


def test_the_challenge_goes_along_and_the_ticket_does_not(settings: EsiaSettings, leaving: Leaving) -> None:
    asked = parse_qs(urlsplit(provider_of(settings).address(leaving, datetime.now(UTC))).query)

    assert asked["code_challenge_method"] == ["S256"]
    assert leaving.ticket not in str(asked)


def test_an_account_is_linked_and_opened_but_nobody_is_vouched_for(
    settings: EsiaSettings, visitor: Visitor
) -> None:
    visitor = replace(visitor, esia=Esia(provider_of(settings), settings.return_urls), go=go)
    person_id = visitor.a_person()

    link = visitor.link(person_id, 0)

    assert (link.trust, link.confirmed) == (Trust.UNCONFIRMED, ())
    assert visitor.log_in(0).person_id == caller(person_id).person_id


def go(address: str, _: int | None) -> dict[str, str]:
    return oidc_provider.visit(address, "anna", PAGE)
