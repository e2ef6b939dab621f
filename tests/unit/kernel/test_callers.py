"""A caller is believed only when the process that names it has signed it for this operation, just now."""

from __future__ import annotations

import base64
import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from kernel.callers import CallerSigner, CallerVerifier
from kernel.messages import Caller, Origin, Unauthenticated
from kernel.values import Role, Strength, new_id
from tests.builders.requests import ORGANISATION, PERSON

AWARD = "credits.award"


def soon() -> float:
    return time.time() + 60


def a_signer(process: str, folder: Path) -> CallerSigner:
    """A process whose public key lies in `folder`."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (folder / f"{process}.pem").write_bytes(public)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return CallerSigner(process, private.decode())


@pytest.fixture
def gateway(tmp_path: Path) -> CallerSigner:
    return a_signer("gateway", tmp_path)


@pytest.fixture
def verifier(tmp_path: Path) -> CallerVerifier:
    return CallerVerifier(tmp_path)


def refusal(verifier: CallerVerifier, token: str, operation: str = AWARD) -> str:
    with pytest.raises(Unauthenticated) as refused:
        verifier.verify(token, operation)
    return refused.value.details["reason"]


def test_a_caller_arrives_as_it_was_sent(gateway: CallerSigner, verifier: CallerVerifier) -> None:
    caller = Caller(
        process="gateway",
        person_id=PERSON,
        organisation_id=ORGANISATION,
        roles=frozenset({Role.EMPLOYER, Role.SPECIALIST}),
        session_id=new_id(),
        authenticated_at=datetime(2026, 11, 23, 9, 0, 0, 250_000, UTC),
        strength=Strength.SECOND_FACTOR,
        client_id=new_id(),
        scopes=frozenset({"events:read", "statistics:read"}),
        address="5f0c2a1e",
        origin=Origin(device="a1", network="b2", place="moscow"),
    )

    assert verifier.verify(gateway.sign(caller, AWARD, soon()), AWARD) == caller


def test_somebody_who_has_not_logged_in_arrives_as_nobody(
    gateway: CallerSigner, verifier: CallerVerifier
) -> None:
    nobody = Caller(process="gateway")

    assert verifier.verify(gateway.sign(nobody, AWARD, soon()), AWARD) == nobody


def test_a_process_signs_only_in_its_own_name(gateway: CallerSigner, verifier: CallerVerifier) -> None:
    token = gateway.sign(Caller(process="admission"), AWARD, soon())

    assert verifier.verify(token, AWARD).process == "gateway"


def test_a_token_is_good_for_one_operation(gateway: CallerSigner, verifier: CallerVerifier) -> None:
    token = gateway.sign(Caller(process="gateway"), AWARD, soon())

    assert refusal(verifier, token, "credits.revoke") == "caller.operation"


def test_a_late_token_is_refused(gateway: CallerSigner, verifier: CallerVerifier) -> None:
    token = gateway.sign(Caller(process="gateway"), AWARD, time.time() - 3)

    assert refusal(verifier, token) == "caller.expired"


def test_the_clocks_of_two_machines_may_differ_a_little(
    gateway: CallerSigner, verifier: CallerVerifier
) -> None:
    token = gateway.sign(Caller(process="gateway"), AWARD, time.time() - 1)

    assert verifier.verify(token, AWARD) == Caller(process="gateway")


def test_a_changed_claim_is_refused(gateway: CallerSigner, verifier: CallerVerifier) -> None:
    signed, signature = gateway.sign(Caller(process="gateway"), AWARD, soon()).split(".")
    claims = json.loads(base64.urlsafe_b64decode(signed)) | {"roles": ["administrator"]}
    forged = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode()

    assert refusal(verifier, f"{forged}.{signature}") == "caller.signature"


def test_one_process_cannot_speak_for_another(
    gateway: CallerSigner, verifier: CallerVerifier, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    impostor = a_signer("gateway", elsewhere)

    assert refusal(verifier, impostor.sign(Caller(process="gateway"), AWARD, soon())) == "caller.signature"


def test_a_process_nobody_trusts_is_refused(verifier: CallerVerifier, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    stranger = a_signer("stranger", elsewhere)

    assert refusal(verifier, stranger.sign(Caller(process="stranger"), AWARD, soon())) == "caller.signature"


def test_the_name_of_a_process_is_not_a_path(tmp_path: Path) -> None:
    trusted = tmp_path / "trusted"
    trusted.mkdir()
    outside = a_signer("gateway", tmp_path)
    outside.process = "../gateway"

    token = outside.sign(Caller(process="gateway"), AWARD, soon())

    assert refusal(CallerVerifier(trusted), token) == "caller.signature"


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "a.b",
        "a.b.c",
        "ключ.ключ",
        "bnVsbA==.",
        "W10=.",
        "e30=.",
        "=" * 10_000,
        "e30=." + "A" * 10_000,
    ],
)
def test_what_is_no_token_at_all_is_refused(verifier: CallerVerifier, token: str) -> None:
    assert refusal(verifier, token) == "caller.signature"
