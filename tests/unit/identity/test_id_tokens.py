"""The signature of an id_token: one algorithm, one provider, whatever the token says of itself."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from contracts.identity.esia import IdTokenRefused
from kernel.messages import Unavailable
from kernel.settings import EsiaSettings, WrongSettings
from services.identity.channels.http import Conversation, new_pool
from services.identity.channels.id_tokens import IdTokens, id_tokens_of
from services.identity.channels.key_sets import KeyInCommand, PinnedKey
from tests.builders.esia import PAGE, a_certificate, a_key, another_key, public_pem_of

GOST = "GOST3410_2012_256"
CLAIMS = {"sub": "1"}


@pytest.fixture
def conversation() -> Conversation:
    """With nobody: no key has to be fetched."""
    return Conversation(new_pool(), "esia")


@pytest.fixture
def pinned(tmp_path: Path) -> PinnedKey:
    path = tmp_path / "esia.pem"
    path.write_bytes(public_pem_of(a_key()))
    return PinnedKey(path)


def a_token(claims: Any = CLAIMS, key: Any = None, algorithm: str = "RS256") -> str:
    content = json.dumps(claims).encode()
    return jwt.PyJWS().encode(content, key or a_key(), algorithm=algorithm)


def reason_against(tokens: IdTokens, token: Any, conversation: Conversation) -> str:
    with pytest.raises(IdTokenRefused) as refusal:
        tokens.claims(token, conversation)
    return refusal.value.details["reason"]


def test_what_the_provider_has_signed_is_read(pinned: PinnedKey, conversation: Conversation) -> None:
    assert IdTokens(pinned, "RS256").claims(a_token(), conversation) == CLAIMS


def test_a_certificate_holds_the_key_as_well(tmp_path: Path, conversation: Conversation) -> None:
    path = tmp_path / "esia.crt"
    path.write_bytes(a_certificate(a_key()).public_bytes(Encoding.PEM))

    assert IdTokens(PinnedKey(path), "RS256").claims(a_token(), conversation) == CLAIMS


def test_what_another_has_signed_is_not(pinned: PinnedKey, conversation: Conversation) -> None:
    forged = a_token(key=another_key())

    assert reason_against(IdTokens(pinned, "RS256"), forged, conversation) == "signature"


@pytest.mark.parametrize("algorithm", ["none", "HS256", "PS256", "RS384"])
def test_no_other_algorithm_is_taken(pinned: PinnedKey, conversation: Conversation, algorithm: str) -> None:
    keys = {"none": None, "HS256": "a secret of thirty-two characters!!"}
    token = jwt.PyJWS().encode(b"{}", keys.get(algorithm, a_key()), algorithm=algorithm)

    assert reason_against(IdTokens(pinned, "RS256"), token, conversation) == "algorithm"


@pytest.mark.parametrize("token", [None, 1, "", "a.b", "a.b.c", "x" * 40_000, a_token([1])])
def test_what_is_no_token_is_refused(pinned: PinnedKey, conversation: Conversation, token: Any) -> None:
    assert reason_against(IdTokens(pinned, "RS256"), token, conversation) == "format"


def signed_elsewhere(algorithm: str) -> str:
    """A token with an algorithm of its own name, signed as RS256 is."""
    jws = jwt.PyJWS(algorithms=["RS256"])
    jws.register_algorithm(algorithm, jwt.algorithms.RSAAlgorithm(jwt.algorithms.RSAAlgorithm.SHA256))
    return jws.encode(json.dumps(CLAIMS).encode(), a_key(), algorithm=algorithm)


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_a_command_verifies_what_is_not_built_in(tmp_path: Path, conversation: Conversation) -> None:
    key = tmp_path / "esia.pem"
    key.write_bytes(public_pem_of(a_key()))
    tokens = IdTokens(KeyInCommand(), GOST, f"openssl dgst -sha256 -verify {key} -signature {{signature}}")

    assert tokens.claims(signed_elsewhere(GOST), conversation) == CLAIMS
    header, claims, _ = signed_elsewhere(GOST).split(".")
    assert reason_against(tokens, f"{header}.{claims}.AAAA", conversation) == "signature"


def test_a_command_that_is_missing_is_an_outage(conversation: Conversation) -> None:
    tokens = IdTokens(KeyInCommand(), GOST, "/nonexistent/tool")

    with pytest.raises(Unavailable):
        tokens.claims(signed_elsewhere(GOST), conversation)


def test_an_algorithm_that_nobody_can_verify_is_a_wrong_setting(pinned: PinnedKey) -> None:
    asked = EsiaSettings(url="https://esia.example", client_id="NMO", return_urls=(PAGE,), algorithm=GOST)

    with pytest.raises(WrongSettings):
        id_tokens_of(asked, pinned)
