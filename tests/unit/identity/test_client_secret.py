"""What the suite signs when it asks ЕСИА, and who may sign it."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from deploy.emulators.esia import cms
from kernel.messages import Unavailable
from kernel.settings import EsiaSettings, WrongSettings
from services.identity.channels.esia import timestamp, to_sign
from services.identity.channels.signers import CommandSigner, KeySigner, signer_of
from tests.builders.esia import PAGE, a_certificate, a_key, another_key, pem_of

STATE = UUID("0fb4d3a1-6a5b-4a57-8f11-2e0f5b1d9c3e")
CONTENT = b"openid fullname2026.11.23 12:00:00 +0300NMO" + str(STATE).encode()
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """The key, and its certificate."""
    key, certificate = tmp_path / "suite.key", tmp_path / "suite.crt"
    key.write_text(pem_of(a_key()))
    certificate.write_bytes(a_certificate(a_key()).public_bytes(Encoding.PEM))
    return key, certificate


def by_openssl(key: Path, certificate: Path) -> CommandSigner:
    return CommandSigner(f"openssl cms -sign -binary -outform DER -signer {certificate} -inkey {key}")


def settings(**given: object) -> EsiaSettings:
    return EsiaSettings(url="https://esia.example", client_id="NMO", return_urls=(PAGE,), **given)  # type: ignore[arg-type]  # any of its fields


def test_an_instant_is_written_with_its_offset() -> None:
    assert timestamp(NOW) == "2026.11.23 12:00:00 +0300"


def test_scope_time_client_and_state_are_signed_in_this_order() -> None:
    assert to_sign("openid fullname", timestamp(NOW), "NMO", STATE) == CONTENT


def test_the_signature_is_detached_cms() -> None:
    signature = KeySigner(a_key(), a_certificate(a_key())).sign(CONTENT)

    cms.check(signature, CONTENT, a_key().public_key())
    assert CONTENT not in signature


@pytest.mark.parametrize("tampered", [CONTENT + b"0", b"", CONTENT.replace(b"NMO", b"OMN")])
def test_the_signature_is_of_nothing_else(tampered: bytes) -> None:
    signature = KeySigner(a_key(), a_certificate(a_key())).sign(CONTENT)

    with pytest.raises(cms.NoSignature):
        cms.check(signature, tampered, a_key().public_key())


def test_the_signature_is_of_nobody_else() -> None:
    signature = KeySigner(a_key(), a_certificate(a_key())).sign(CONTENT)

    with pytest.raises(cms.NoSignature):
        cms.check(signature, CONTENT, another_key().public_key())


@pytest.mark.parametrize(
    "junk", [b"", b"0", b"0\x80", b"0\x84\xff\xff\xff\xff", b"0\x03\x02\x01\x00", bytes(64)]
)
def test_what_is_no_signature_is_told_to_be_none(junk: bytes) -> None:
    with pytest.raises(cms.NoSignature):
        cms.check(junk, CONTENT, a_key().public_key())


@needs_openssl
def test_a_command_may_sign(files: tuple[Path, Path]) -> None:
    cms.check(by_openssl(*files).sign(CONTENT), CONTENT, a_key().public_key())


@needs_openssl
def test_others_verify_what_the_suite_signs(files: tuple[Path, Path], tmp_path: Path) -> None:
    _, certificate = files
    signature, content = tmp_path / "signature", tmp_path / "content"
    signature.write_bytes(KeySigner(a_key(), a_certificate(a_key())).sign(CONTENT))
    content.write_bytes(CONTENT)

    command = [
        "openssl",
        "cms",
        "-verify",
        "-binary",
        "-inform",
        "DER",
        "-in",
        signature,
        "-content",
        content,
    ]
    trusting = ["-CAfile", certificate, "-purpose", "any"]
    verified = subprocess.run([*command, *trusting], capture_output=True, check=True)

    assert verified.stdout == CONTENT


@pytest.mark.parametrize("command", ["/nonexistent/tool", "false"])
def test_a_command_that_fails_is_an_outage(command: str) -> None:
    with pytest.raises(Unavailable) as refusal:
        CommandSigner(command).sign(CONTENT)

    assert refusal.value.details == {"service": "esia", "reason": "signature"}


def test_a_command_comes_before_the_key(files: tuple[Path, Path]) -> None:
    key, certificate = files

    assert isinstance(
        signer_of(settings(key=key.read_text(), certificate=certificate, sign_command="cat")), CommandSigner
    )
    assert isinstance(signer_of(settings(key=key.read_text(), certificate=certificate)), KeySigner)


def test_without_a_key_nothing_is_signed() -> None:
    with pytest.raises(WrongSettings):
        signer_of(settings())
