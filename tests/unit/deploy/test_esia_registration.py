"""The suite on this machine, as it is registered with Госуслуги, emulated."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography import x509

from deploy.embedded.esia import Registration
from kernel.settings import EsiaSettings, read
from services.identity.channels.signers import KeySigner, signer_of


@pytest.fixture
def registration(tmp_path: Path) -> Registration:
    return Registration(tmp_path, "http://127.0.0.1:8090", "http://127.0.0.1:8080")


def test_the_certificate_is_made_once(registration: Registration) -> None:
    first = registration.certificate.read_bytes()

    assert registration.certificate.read_bytes() == first
    assert x509.load_pem_x509_certificate(first)


def test_nobody_else_reads_the_key(registration: Registration) -> None:
    key = Path(registration.told()["NMO_ESIA_KEY_FILE"])

    assert key.stat().st_mode & 0o777 == 0o600


def test_identity_can_sign_with_what_it_is_told(registration: Registration) -> None:
    told: EsiaSettings = read(EsiaSettings, registration.told())

    assert isinstance(signer_of(told), KeySigner)
    assert told.return_urls == ("http://127.0.0.1:8080/login/esia",)


def test_only_the_emulator_is_believed(registration: Registration) -> None:
    issuer = read(EsiaSettings, registration.told()).issuer

    assert issuer
    assert issuer.fullmatch("http://127.0.0.1:8090/")
    assert not issuer.fullmatch("http://127x0.0.1:8090/")
