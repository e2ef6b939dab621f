"""A program proves itself by a secret or by what it signs, and gets a token that can be known and ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from contracts.identity.accounts import TooManyAttempts
from contracts.identity.oauth import (
    InspectToken,
    InvalidClient,
    InvalidGrantRequest,
    InvalidScope,
    IssuedToken,
    RequestToken,
    RevokeToken,
    TokenFacts,
    UnsupportedGrant,
)
from contracts.identity.organisations import Organisation
from contracts.scopes import EVENTS
from kernel import clock
from kernel.database import Database
from kernel.machinery import journal
from kernel.messages import Caller, ServiceError
from kernel.values import Role, new_id
from services.identity.usecases.oauth import inspect_token, issue_token, revoke_token
from services.identity.vault.tokens import Mint
from tests.builders.identity import LAW, NOBODY, NOW, logged_in
from tests.builders.programs import (
    ISSUER,
    KEYS,
    a_program,
    an_agency,
    an_assertion,
    by_key,
    by_secret,
    jwk_of,
)
from tests.builders.second_factors import caller_of
from tests.integration.identity.simultaneously import simultaneously


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


def give_back(database: Database, mint: Mint, asker: RequestToken, token: str) -> None:
    proof = {"client_id": asker.client_id, "client_secret": asker.client_secret}
    revoke_token(database, mint, NOBODY, RevokeToken(token=token, **proof))


def test_a_program_asks_for_its_agency_and_for_nobody(
    database: Database, mint: Mint, agency: Organisation
) -> None:
    program = a_program(database, agency)

    token = ask(database, mint, by_secret(program))

    caller = caller_of(database, mint, token.access_token)
    assert (token.token_type, token.expires_in, token.scope) == ("Bearer", 600, EVENTS)
    assert (caller.person_id, caller.organisation_id) == (None, agency.organisation_id)
    assert (caller.roles, caller.scopes) == ({Role.AGENCY}, {EVENTS})
    assert caller.client_id == program.client.client_id


@pytest.mark.parametrize("algorithm", KEYS)
@pytest.mark.parametrize("audience", [ISSUER, f"{ISSUER}/oauth/token"])
def test_a_program_proves_itself_by_what_it_signs(
    database: Database, mint: Mint, agency: Organisation, algorithm: str, audience: str
) -> None:
    """RFC 7523."""
    program = a_program(database, agency, key=jwk_of(algorithm))
    signed = an_assertion(program.client.client_id, algorithm, aud=audience)

    assert program.client_secret is None
    assert ask(database, mint, by_key(signed)).access_token


def test_what_was_signed_counts_once(database: Database, mint: Mint, agency: Organisation) -> None:
    program = a_program(database, agency, key=jwk_of("EdDSA"))
    signed = by_key(an_assertion(program.client.client_id))
    ask(database, mint, signed)

    assert refusal(database, mint, signed).details == {"assertion": "replayed"}


def test_ten_simultaneous_uses_of_one_signature_give_one_token(
    database: Database, mint: Mint, agency: Organisation
) -> None:
    program = a_program(database, agency, key=jwk_of("EdDSA"))
    signed = by_key(an_assertion(program.client.client_id))

    answers = simultaneously(10, lambda: ask(database, mint, signed))

    assert sum(isinstance(answer, IssuedToken) for answer in answers) == 1
    assert sum(isinstance(answer, InvalidClient) for answer in answers) == 9


FOREIGN = Ed25519PrivateKey.generate()
SECONDS = int(NOW.timestamp())


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"key": FOREIGN}, "signature"),
        ({"aud": "https://elsewhere.example"}, "signature"),
        ({"iss": "somebody"}, "signature"),
        ({"exp": None}, "signature"),
        ({"jti": None}, "signature"),
        ({"exp": SECONDS - 31}, "expired"),
        ({"exp": SECONDS + 301}, "lives_too_long"),
        ({"iat": SECONDS + 31}, "not_yet"),
        ({"nbf": SECONDS + 31}, "not_yet"),
        ({"exp": "tomorrow"}, "claims"),
        ({"jti": 7}, "signature"),
        ({"iat": "yesterday"}, "claims"),
    ],
)
def test_what_is_not_signed_for_us_and_for_now_is_refused(
    database: Database, mint: Mint, agency: Organisation, claims: dict[str, Any], why: str
) -> None:
    program = a_program(database, agency, key=jwk_of("EdDSA"))

    refused = refusal(database, mint, by_key(an_assertion(program.client.client_id, **claims)))

    assert isinstance(refused, InvalidClient)
    assert refused.details == {"assertion": why}


def test_a_signature_of_another_algorithm_is_refused(
    database: Database, mint: Mint, agency: Organisation
) -> None:
    """The public key taken for a shared secret, and no signature at all: RFC 8725, section 2.1."""
    program = a_program(database, agency, key=jwk_of("RS256"))
    client_id = program.client.client_id
    shared = an_assertion(client_id, "HS256", key="n" * 64)
    unsigned = an_assertion(client_id, "none")

    for forged in (shared, unsigned, an_assertion(client_id, "PS256", key=KEYS["RS256"])):
        assert isinstance(refusal(database, mint, by_key(forged)), InvalidClient)


@pytest.mark.parametrize(
    "change",
    [
        {"client_secret": "another"},
        {"client_id": str(new_id())},
        {"client_id": "no id"},
        {"client_id": None},
    ],
)
def test_who_does_not_prove_to_be_registered_is_refused(
    database: Database, mint: Mint, agency: Organisation, change: dict[str, Any]
) -> None:
    program = a_program(database, agency)

    assert isinstance(refusal(database, mint, by_secret(program, **change)), InvalidClient)


def test_a_program_that_signs_has_no_secret_to_guess(
    database: Database, mint: Mint, agency: Organisation
) -> None:
    program = a_program(database, agency, key=jwk_of("EdDSA"))

    assert isinstance(refusal(database, mint, by_secret(program, client_secret="")), InvalidClient)


@pytest.mark.parametrize(
    "change",
    [{"client_secret": None}, {"client_assertion": "x", "client_assertion_type": "y"}],
    ids=["in no way", "in two ways"],
)
def test_a_program_proves_itself_in_one_way(
    database: Database, mint: Mint, agency: Organisation, change: dict[str, Any]
) -> None:
    program = a_program(database, agency)

    assert isinstance(refusal(database, mint, by_secret(program, **change)), InvalidGrantRequest)


def test_no_other_grant_is_supported(database: Database, mint: Mint, agency: Organisation) -> None:
    program = a_program(database, agency)

    refused = refusal(database, mint, by_secret(program, grant_type="password"))

    assert isinstance(refused, UnsupportedGrant)


@pytest.mark.parametrize("scope", ["people:read", f"{EVENTS} people:read", "EVENTS:READ"])
def test_a_scope_that_was_not_granted_is_refused(
    database: Database, mint: Mint, agency: Organisation, scope: str
) -> None:
    program = a_program(database, agency)

    assert isinstance(refusal(database, mint, by_secret(program, scope=scope)), InvalidScope)


def test_a_token_is_told_to_the_programs_of_its_agency_only(
    database: Database, mint: Mint, agency: Organisation
) -> None:
    """RFC 7662."""
    program, colleague = a_program(database, agency), a_program(database, agency)
    stranger = a_program(database, an_agency(database, inn="7728168971"))
    token = ask(database, mint, by_secret(program)).access_token

    told = inspected(database, mint, by_secret(colleague), token)

    assert (told.active, told.client_id, told.scope) == (True, program.client.client_id, EVENTS)
    assert (told.iat, told.exp) == (SECONDS, SECONDS + 600)
    assert inspected(database, mint, by_secret(stranger), token) == TokenFacts(active=False)


def test_an_expired_token_is_not_active(database: Database, mint: Mint, agency: Organisation) -> None:
    asker = by_secret(a_program(database, agency))
    token = ask(database, mint, asker).access_token

    with clock.freeze(NOW + timedelta(minutes=10)):
        assert not inspected(database, mint, asker, token).active


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "ключ", "x" * 8000])
def test_what_is_no_token_of_ours_is_not_active(
    database: Database, mint: Mint, agency: Organisation, token: str
) -> None:
    assert not inspected(database, mint, by_secret(a_program(database, agency)), token).active


def test_the_token_of_a_person_is_nobodys_to_know(
    database: Database, mint: Mint, agency: Organisation, somebody: Any
) -> None:
    token = logged_in(database, mint, somebody.phone).access_token or ""

    assert not inspected(database, mint, by_secret(a_program(database, agency)), token).active


def test_a_token_that_was_given_back_is_not_active(
    database: Database, mint: Mint, agency: Organisation
) -> None:
    """RFC 7009."""
    asker = by_secret(a_program(database, agency))
    token = ask(database, mint, asker).access_token

    for _ in range(2):
        give_back(database, mint, asker, token)

    assert not inspected(database, mint, asker, token).active


def test_nobody_gives_back_the_token_of_another(database: Database, mint: Mint, agency: Organisation) -> None:
    asker, colleague = (by_secret(a_program(database, agency)) for _ in range(2))
    token = ask(database, mint, asker).access_token

    give_back(database, mint, colleague, token)

    assert inspected(database, mint, asker, token).active


def test_guesses_are_counted_by_address_and_noted(
    database: Database, mint: Mint, agency: Organisation
) -> None:
    program, caller = a_program(database, agency), Caller(process="gateway", address="5f0c2a1e")
    for _ in range(LAW.addresses.tries):
        refusal(database, mint, by_secret(program, client_secret="guess"), caller)

    assert isinstance(refusal(database, mint, by_secret(program), caller), TooManyAttempts)
    assert ask(database, mint, by_secret(program)).access_token
    by_program = journal.c.subject == str(program.client.client_id)
    with database.reading() as session:
        lines = session.scalars(
            sa.select(journal.c.detail["reason"].astext).where(
                by_program, journal.c.action == "identity.client.refused"
            )
        ).all()
    assert lines == ["InvalidClient"] * LAW.addresses.tries + ["TooManyAttempts"]
