"""Programs of agencies are registered by an administrator, with what they may ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contracts.identity.clients import NameClient, NoSecret, RegisterClient, UnknownClient
from contracts.identity.oauth import (
    InspectToken,
    InvalidClient,
    IssuedToken,
    RequestToken,
    TokenFacts,
)
from contracts.identity.organisations import Organisation, OrganisationKind, UnknownOrganisation
from contracts.scopes import EVENTS
from kernel.database import Database
from kernel.messages import Caller, Invalid, ServiceError
from kernel.values import OrganisationId, new_id
from services.identity.usecases.clients import (
    close_client,
    list_clients,
    register_client,
    renew_client_secret,
)
from services.identity.usecases.oauth import inspect_token, issue_token
from services.identity.usecases.organisations import create_organisation
from services.identity.vault.tokens import Mint, base64url
from tests.builders.identity import NOBODY, an_organisation, announced
from tests.builders.programs import (
    a_program,
    an_agency,
    by_secret,
    jwk_of,
)


@pytest.fixture
def agency(database: Database) -> Organisation:
    return an_agency(database)


def ask(database: Database, mint: Mint, command: RequestToken) -> IssuedToken:
    return issue_token(database, mint, NOBODY, command)


def refusal(database: Database, mint: Mint, command: RequestToken, caller: Caller = NOBODY) -> ServiceError:
    with pytest.raises(ServiceError) as refused:
        issue_token(database, mint, caller, command)
    return refused.value


def inspected(database: Database, mint: Mint, asker: RequestToken, token: str) -> TokenFacts:
    proof = {"client_id": asker.client_id, "client_secret": asker.client_secret}
    return inspect_token(database, mint, NOBODY, InspectToken(token=token, **proof))


def test_a_secret_is_shown_once_and_kept_as_a_hash(
    database: Database, agency: Organisation, rows: Callable[[str], list[dict[str, Any]]]
) -> None:
    program = a_program(database, agency)

    [row] = rows("clients")
    assert len(program.client_secret or "") == 43
    assert (program.client_secret or "").encode() not in bytes(row["secret_sha256"])
    [listed] = list_clients(database).items
    assert listed == program.client


def test_a_new_secret_replaces_the_old_and_ends_its_tokens(
    database: Database, mint: Mint, agency: Organisation
) -> None:
    program = a_program(database, agency)
    token = ask(database, mint, by_secret(program)).access_token

    renewed = renew_client_secret(database, NameClient(client_id=program.client.client_id))

    assert isinstance(refusal(database, mint, by_secret(program)), InvalidClient)
    assert ask(database, mint, by_secret(renewed)).access_token
    assert not inspected(database, mint, by_secret(renewed), token).active


def test_a_program_that_signs_gets_no_secret(database: Database, agency: Organisation) -> None:
    program = a_program(database, agency, key=jwk_of("ES256"))

    with pytest.raises(NoSecret):
        renew_client_secret(database, NameClient(client_id=program.client.client_id))


def test_a_closed_program_gets_nothing_more(database: Database, mint: Mint, agency: Organisation) -> None:
    program = a_program(database, agency)
    command = NameClient(client_id=program.client.client_id)

    close_client(database, command)

    assert isinstance(refusal(database, mint, by_secret(program)), InvalidClient)
    assert list_clients(database).items == ()
    for again in (close_client, renew_client_secret):
        with pytest.raises(UnknownClient):
            again(database, command)
    assert announced(database, "identity.client.closed") == [
        {"client_id": str(program.client.client_id), "organisation_id": str(agency.organisation_id)}
    ]


def test_only_agencies_have_programs(database: Database) -> None:
    school = create_organisation(database, an_organisation(OrganisationKind.PROVIDER))

    with pytest.raises(Invalid) as refused:
        a_program(database, school)

    assert refused.value.details == {"organisation_id": "organisation.kind"}


def test_an_organisation_nobody_entered_has_none(database: Database) -> None:
    command = RegisterClient(
        organisation_id=OrganisationId(new_id()), name="Шлюз", scopes=frozenset({EVENTS})
    )

    with pytest.raises(UnknownOrganisation):
        register_client(database, command)


@pytest.mark.parametrize(
    ("key", "rule"),
    [
        ({}, "jwk.kind"),
        ({"kty": "oct", "k": "c2VjcmV0"}, "jwk.kind"),
        ({"kty": "EC", "crv": "P-521", "x": "", "y": ""}, "jwk.kind"),
        ({**jwk_of("EdDSA"), "alg": "HS256"}, "jwk.kind"),
        ({**jwk_of("EdDSA"), "d": "private"}, "jwk.private"),
        ({"kty": "OKP", "crv": "Ed25519", "x": "short"}, "jwk.format"),
        ({"kty": "RSA", "n": None, "e": 7}, "jwk.format"),
    ],
)
def test_a_key_of_another_kind_is_refused(
    database: Database, agency: Organisation, key: dict[str, Any], rule: str
) -> None:
    with pytest.raises(Invalid) as refused:
        a_program(database, agency, key=key)

    assert refused.value.details == {"public_key": rule}


def test_a_scope_there_is_not_is_refused(database: Database, agency: Organisation) -> None:
    with pytest.raises(Invalid) as refused:
        a_program(database, agency, "people:write")

    assert refused.value.details == {"scopes": "scope.unknown"}


def test_a_short_key_is_refused(database: Database, agency: Organisation) -> None:
    modulus = ((1 << 1023) + 1).to_bytes(128, "big")
    key = {"kty": "RSA", "n": base64url(modulus), "e": "AQAB"}

    with pytest.raises(Invalid) as refused:
        a_program(database, agency, key=key)

    assert refused.value.details == {"public_key": "jwk.short"}
